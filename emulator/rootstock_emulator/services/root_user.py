"""IAM: the root user's own credentials, which moto lacks: its password, access keys and MFA devices.

A call without a user name that the root user makes is about the root user itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.responses import IamResponse

from ..errors import AwsError
from ..principals import Principal, principal_of
from ..store import STORE

CREATED_AT = datetime(2026, 1, 1, tzinfo=timezone.utc)
ROOT = "root"

Parameters = Callable[[str], Any]


@dataclass
class Credentials:
    """What one root user has. A new member account's has nothing."""

    password: bool = False
    access_keys: list[str] = field(default_factory=list)
    mfa_devices: list[str] = field(default_factory=list)


def install() -> None:
    """Put the root user's calls before moto's."""
    for name, answer in ANSWERS.items():
        setattr(IamResponse, name, _for_root(answer, getattr(IamResponse, name)))
    setattr(IamResponse, "get_account_summary", _with_root(IamResponse.get_account_summary))


def set_credentials(account: str, password: bool = False, accessKeys: int = 0, mfaDevices: int = 0) -> None:  # noqa: N803
    """Give an account's root user credentials, as a test wants to find them."""
    credentials = _credentials(account)
    credentials.password = password
    credentials.access_keys = [f"AKIAROOT{account}" + chr(ord("A") + i) for i in range(accessKeys)]
    credentials.mfa_devices = [f"arn:aws:iam::{account}:mfa/root-{i}" for i in range(mfaDevices)]


def _credentials(account: str) -> Credentials:
    known: dict[str, Credentials] = STORE.section("iam", "root-users")
    return known.setdefault(account, Credentials())


def _get_user(principal: Principal, _: Parameters) -> dict[str, Any]:
    return {"User": {"UserId": principal.account, "Arn": principal.arn, "CreateDate": CREATED_AT, "Path": "/"}}


def _list_access_keys(principal: Principal, _: Parameters) -> dict[str, Any]:
    keys = _credentials(principal.account).access_keys
    described = [{"AccessKeyId": key, "Status": "Active", "CreateDate": CREATED_AT, "UserName": ROOT} for key in keys]
    return {"AccessKeyMetadata": described, "IsTruncated": False}


def _list_mfa_devices(principal: Principal, _: Parameters) -> dict[str, Any]:
    devices = _credentials(principal.account).mfa_devices
    described = [{"UserName": ROOT, "SerialNumber": device, "EnableDate": CREATED_AT} for device in devices]
    return {"MFADevices": described, "IsTruncated": False}


def _list_signing_certificates(_principal: Principal, _: Parameters) -> dict[str, Any]:
    return {"Certificates": [], "IsTruncated": False}


def _get_login_profile(principal: Principal, _: Parameters) -> dict[str, Any]:
    if not _credentials(principal.account).password:
        raise AwsError("NoSuchEntity", "The root user has no password.", 404)
    profile = {"UserName": ROOT, "CreateDate": CREATED_AT, "PasswordResetRequired": False}
    return {"LoginProfile": profile}


def _create_login_profile(principal: Principal, parameters: Parameters) -> dict[str, Any]:
    if _credentials(principal.account).password:
        raise AwsError("EntityAlreadyExists", "The root user has a password.", 409)
    _credentials(principal.account).password = True
    return _get_login_profile(principal, parameters)


def _delete_login_profile(principal: Principal, parameters: Parameters) -> None:
    _get_login_profile(principal, parameters)
    _credentials(principal.account).password = False


def _delete_access_key(principal: Principal, parameters: Parameters) -> None:
    _remove(_credentials(principal.account).access_keys, str(parameters("AccessKeyId")))


def _deactivate_mfa_device(principal: Principal, parameters: Parameters) -> None:
    _remove(_credentials(principal.account).mfa_devices, str(parameters("SerialNumber")))


def _remove(entries: list[str], entry: str) -> None:
    if entry not in entries:
        raise AwsError("NoSuchEntity", f"The root user has no {entry}.", 404)
    entries.remove(entry)


Answer = Callable[[Principal, Parameters], dict[str, Any] | None]

ANSWERS: dict[str, Answer] = {
    "get_user": _get_user,
    "list_access_keys": _list_access_keys,
    "list_mfa_devices": _list_mfa_devices,
    "list_signing_certificates": _list_signing_certificates,
    "get_login_profile": _get_login_profile,
    "create_login_profile": _create_login_profile,
    "delete_login_profile": _delete_login_profile,
    "delete_access_key": _delete_access_key,
    "deactivate_mfa_device": _deactivate_mfa_device,
}


def _for_root(answer: Answer, otherwise: Callable[[Any], ActionResult]) -> Callable[[Any], ActionResult]:
    def call(self: Any) -> ActionResult:
        principal = principal_of(self.access_key)
        if not principal.arn.endswith(f":{ROOT}") or self._get_param("UserName"):
            return otherwise(self)
        document = answer(principal, self._get_param)
        return EmptyResult() if document is None else ActionResult(document)

    return call


def _with_root(summarize: Callable[[Any], ActionResult]) -> Callable[[Any], ActionResult]:
    """Let the account's summary say what its root user has."""

    def call(self: Any) -> ActionResult:
        credentials = _credentials(self.current_account)
        summary: Any = summarize(self).result
        summary["SummaryMap"] |= {
            "AccountAccessKeysPresent": int(bool(credentials.access_keys)),
            "AccountMFAEnabled": int(bool(credentials.mfa_devices)),
            "AccountPasswordPresent": int(credentials.password),
        }
        return ActionResult(summary)

    return call
