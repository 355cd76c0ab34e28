"""Faults that a test asks for: throttle a share of calls, fail the nth one, let creations of accounts go wrong."""

from __future__ import annotations

import fnmatch
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import AwsError
from .limits import throttle_code


@dataclass(frozen=True)
class Fault:
    """Which calls fail, how often and with what.

    Either `percent` (with `seed`) or `nth` (counted from 1 over the matching calls) is given.
    Without `code` the call is throttled with the code that the service uses for it.
    `service`, `action` and `account` may hold `*`.
    """

    service: str = "*"
    action: str = "*"
    account: str = "*"
    percent: float | None = None
    seed: int = 0
    nth: int | None = None
    code: str | None = None
    status: int = 400
    message: str = "Injected by a test."

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.nth is None):
            raise ValueError("a fault needs either 'percent' or 'nth'")

    def matches(self, service: str, action: str, account: str) -> bool:
        """Return whether a call is one of those this fault is about."""
        return (
            fnmatch.fnmatchcase(service, self.service)
            and fnmatch.fnmatchcase(action, self.action)
            and fnmatch.fnmatchcase(account, self.account)
        )

    def error(self, service: str) -> AwsError:
        """Return the error that a failing call is answered with."""
        if self.code is None:
            status, code = throttle_code(service)
            return AwsError(code, self.message, status)
        return AwsError(self.code, self.message, self.status)


@dataclass(frozen=True)
class CreationFault:
    """What becomes of accounts that are created with an e-mail address, which may hold `*`.

    CreateAccount itself succeeds, as at AWS; the outcome shows in the status of the request: FAILED with the reason
    `failure`, or whatever it is, after `seconds` instead of the time that an account takes otherwise.

    Where the first answer is `lost`, the request is accepted, and the client is told of an internal error.
    """

    email: str
    failure: str | None = None
    seconds: float | None = None
    lost: bool = False

    def __post_init__(self) -> None:
        if self.failure is None and self.seconds is None and not self.lost:
            raise ValueError("a fault of a creation needs 'failure', 'seconds' or 'lost'")

    def matches(self, email: str) -> bool:
        """Return whether an account with this address is one of those this fault is about."""
        return fnmatch.fnmatchcase(email.lower(), self.email.lower())


AnyFault = Fault | CreationFault


def parse_fault(text: str) -> AnyFault:
    """Return the fault that a JSON object describes; ValueError when it is wrong."""
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("a fault is a JSON object")
    return fault_of(document)


def fault_of(document: Mapping[str, Any]) -> AnyFault:
    """Return the fault with these fields, of which `email` makes it one of a creation; ValueError names an unknown one."""
    kind = CreationFault if "email" in document else Fault
    unknown = sorted(set(document) - set(kind.__dataclass_fields__))
    if unknown:
        raise ValueError(f"unknown field of a fault: {', '.join(unknown)}")
    return kind(**document)


@dataclass
class _ActiveFault:
    """A fault with its own random sequence and count, so one seed always gives one run."""

    fault: Fault
    calls: int = 0
    sequence: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.sequence = random.Random(self.fault.seed)

    def strikes(self) -> bool:
        self.calls += 1
        if self.fault.nth is not None:
            return self.calls == self.fault.nth
        return self.sequence.random() * 100 < (self.fault.percent or 0)


class Faults:
    """The faults in force."""

    def __init__(self, faults: tuple[AnyFault, ...] = ()) -> None:
        self._initial = faults
        self._active: list[_ActiveFault] = []
        self._creations: list[CreationFault] = []
        self.reset()

    def reset(self) -> None:
        """Return to the faults of the command line, counted from the start."""
        self.clear()
        for fault in self._initial:
            self.add(fault)

    def add(self, fault: AnyFault) -> None:
        """Put one more fault in force."""
        if isinstance(fault, CreationFault):
            self._creations.append(fault)
        else:
            self._active.append(_ActiveFault(fault))

    def clear(self) -> None:
        """Put no fault in force."""
        self._active = []
        self._creations = []

    def strike(self, service: str, action: str, account: str) -> None:
        """Raise the error of the first fault that strikes this call; every matching fault counts it."""
        struck: AwsError | None = None
        for active in self._active:
            if active.fault.matches(service, action, account) and active.strikes() and struck is None:
                struck = active.fault.error(service)
        if struck is not None:
            raise struck

    def of_creation(self, email: str) -> CreationFault | None:
        """Return the first fault that is about the creation of an account with this address."""
        return next((fault for fault in self._creations if fault.matches(email)), None)
