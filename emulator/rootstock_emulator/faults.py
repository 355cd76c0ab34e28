"""Faults that a test asks for: throttle a share of calls by seed, or fail the nth call."""

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

    @classmethod
    def from_json(cls, text: str) -> Fault:
        """Return the fault that a JSON object describes; ValueError when it is wrong."""
        document = json.loads(text)
        if not isinstance(document, dict):
            raise ValueError("a fault is a JSON object")
        return cls.from_document(document)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Fault:
        """Return the fault with these fields; ValueError names an unknown one."""
        unknown = sorted(set(document) - set(cls.__dataclass_fields__))
        if unknown:
            raise ValueError(f"unknown field of a fault: {', '.join(unknown)}")
        return cls(**document)

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

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self._initial = faults
        self._active: list[_ActiveFault] = []
        self.reset()

    def reset(self) -> None:
        """Return to the faults of the command line, counted from the start."""
        self._active = [_ActiveFault(fault) for fault in self._initial]

    def add(self, fault: Fault) -> None:
        """Put one more fault in force."""
        self._active.append(_ActiveFault(fault))

    def clear(self) -> None:
        """Put no fault in force."""
        self._active = []

    def strike(self, service: str, action: str, account: str) -> None:
        """Raise the error of the first fault that strikes this call; every matching fault counts it."""
        struck: AwsError | None = None
        for active in self._active:
            if active.fault.matches(service, action, account) and active.strikes() and struck is None:
                struck = active.fault.error(service)
        if struck is not None:
            raise struck
