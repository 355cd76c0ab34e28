"""A started emulator for tests, and boto3 clients that go through it."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

PACKAGE_FOLDER = Path(__file__).resolve().parent.parent
MANAGEMENT = "111111111111"
KEY = "AKIAROOTSTOCKEMULATE"
SECRET = "any-secret-will-do"


class RunningEmulator:
    """One emulator process."""

    def __init__(self, *arguments: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.calls_path = Path(self.folder.name) / "calls.jsonl"
        command = [sys.executable, "-m", "rootstock_emulator", "--calls", str(self.calls_path), *arguments]
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(PACKAGE_FOLDER)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        self.port: int = ready["port"]
        self.ca: str = ready["ca"]
        administrator = {"AccessKeyId": KEY, "SecretAccessKey": SECRET, "SessionToken": None}
        self._administrator_client = cache(lambda service, region: self._make_client(service, region, administrator))

    def client(self, service: str, region: str = "us-east-1", credentials: dict[str, Any] | None = None) -> Any:
        """Return a boto3 client that retries nothing; `credentials` as STS returns them."""
        if credentials is None:
            return self._administrator_client(service, region)
        return self._make_client(service, region, credentials)

    def _make_client(self, service: str, region: str, keys: dict[str, Any]) -> Any:
        return boto3.client(
            service,
            region_name=region,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
            verify=self.ca,
            config=Config(
                proxies={"https": f"http://127.0.0.1:{self.port}"}, retries={"total_max_attempts": 1}
            ),
        )

    def member_client(self, service: str, account: str, region: str = "us-east-1") -> Any:
        """Return a client of a role in a member account."""
        role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        session = self.client("sts").assume_role(RoleArn=role, RoleSessionName="test")
        return self.client(service, region, session["Credentials"])

    def calls(self, action: str | None = None) -> list[dict[str, Any]]:
        """Return the logged calls, or those of one action."""
        lines = [json.loads(line) for line in self.calls_path.read_text().splitlines()]
        return [line for line in lines if action in (None, line["action"])]

    def control(self, method: str, name: str, document: dict[str, Any] | None = None) -> Any:
        """Ask something of the emulator itself."""
        url = f"http://127.0.0.1:{self.port}/rootstock/{name}"
        body = json.dumps(document or {}).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(url, body if method == "POST" else None, method=method)
        with opener.open(request, timeout=10) as answer:
            return json.load(answer)

    def create_accounts(self, *names: str) -> list[str]:
        """Create accounts one after another and return their ids."""
        organizations = self.client("organizations")
        return [self._created(organizations, name) for name in names]

    def _created(self, organizations: Any, name: str) -> str:
        request = organizations.create_account(AccountName=name, Email=f"aws+{name}@example.com")
        return str(self.outcome(request["CreateAccountStatus"]["Id"])["AccountId"])

    def outcome(self, request_id: str) -> dict[str, Any]:
        """Wait until an account creation is decided and return its status."""
        organizations = self.client("organizations")
        while True:
            status: dict[str, Any] = organizations.describe_create_account_status(CreateAccountRequestId=request_id)
            if status["CreateAccountStatus"]["State"] != "IN_PROGRESS":
                return dict(status["CreateAccountStatus"])
            time.sleep(0.02)

    def stop(self) -> int:
        """End the process and return its exit code."""
        self.process.terminate()
        code = self.process.wait(timeout=10)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.folder.cleanup()
        return code


@cache
def shared_emulator(arguments: tuple[str, ...]) -> RunningEmulator:
    """Return the emulator that all tests with the same arguments share."""
    emulator = RunningEmulator(*arguments)
    atexit.register(emulator.stop)
    return emulator


class EmulatorTestCase(unittest.TestCase):
    """Tests that share one emulator with an organization; each begins with an empty cloud."""

    arguments: tuple[str, ...] = ("--organization-exists", "--create-account-seconds", "0")
    emulator: RunningEmulator

    @classmethod
    def setUpClass(cls) -> None:
        cls.emulator = shared_emulator(cls.arguments)

    def setUp(self) -> None:
        self.emulator.control("POST", "reset")

    def refused(self, code: str, call: Callable[..., Any], **parameters: Any) -> dict[str, Any]:
        """Assert that a call is refused with `code` and return the parsed error answer."""
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return dict(caught.exception.response)
