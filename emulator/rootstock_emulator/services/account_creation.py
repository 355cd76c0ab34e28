"""CreateAccount: a request that takes a while, and may fail."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from moto.organizations import utils

from .. import limits
from ..errors import AwsError
from ..faults import CreationFault


@dataclass
class CreateAccountRequest:
    """One CreateAccount, from IN_PROGRESS to SUCCEEDED or FAILED."""

    name: str
    email: str
    parameters: dict[str, Any]
    seconds: float
    fault: CreationFault | None = None
    id: str = field(default_factory=utils.make_random_create_account_status_id)
    requested_at: float = field(default_factory=time.time)
    completed_at: float | None = None
    account_id: str | None = None
    failure: str | None = None

    @property
    def in_progress(self) -> bool:
        """Return whether the outcome is still open."""
        return self.completed_at is None

    @property
    def due(self) -> bool:
        """Return whether the outcome must now be decided."""
        longest = self.seconds if self.fault is None or self.fault.seconds is None else self.fault.seconds
        return self.in_progress and time.time() - self.requested_at >= longest

    @property
    def state(self) -> str:
        """Return the state as AWS names it."""
        if self.in_progress:
            return "IN_PROGRESS"
        return "SUCCEEDED" if self.failure is None else "FAILED"

    def describe(self) -> dict[str, Any]:
        """Return the status as the API shows it."""
        status = {
            "Id": self.id,
            "AccountName": self.name,
            "State": self.state,
            "RequestedTimestamp": self.requested_at,
            "CompletedTimestamp": self.completed_at,
            "AccountId": self.account_id,
            "FailureReason": self.failure,
        }
        return {name: value for name, value in status.items() if value is not None}


def check_parameters(name: str, email: str) -> None:
    """Raise InvalidInputException for a name or e-mail that the API's own pattern refuses."""
    if not re.fullmatch(limits.ACCOUNT_NAME_PATTERN, name):
        raise _invalid("AccountName must be 1 to 50 printable ASCII characters", name, 50)
    shortest, longest = limits.EMAIL_CHARACTERS
    if not re.fullmatch(limits.EMAIL_PATTERN, email) or not shortest <= len(email) <= longest:
        raise _invalid("Email must be an e-mail address of 6 to 64 characters", email, longest)


def _invalid(message: str, value: str, longest: int) -> AwsError:
    reason = "MAX_LENGTH_EXCEEDED" if len(value) > longest else "INVALID_PATTERN"
    return AwsError("InvalidInputException", message, reason=reason)
