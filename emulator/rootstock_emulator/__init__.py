"""Rootstock's AWS emulator: moto as an HTTPS proxy, with the calls and limits that moto lacks.

This is a test tool. It holds no real account, checks no signature and enforces no IAM policy.
"""
