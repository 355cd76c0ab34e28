"""IAM: the root user's own credentials, which moto lacks: password, access keys, certificates, MFA devices.

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
    certificates: list[str] = field(default_factory=list)
    last_used: datetime | None = None


def install() -> None:
    """Put the root user's calls before moto's."""
    for name, answer in ANSWERS.items():
        setattr(IamResponse, name, _for_root(answer, getattr(IamResponse, name)))
    for name, mend in MENDED.items():
        setattr(IamResponse, name, mend(getattr(IamResponse, name)))


def set_credentials(
    account: str,
    password: bool = False,
    accessKeys: int = 0,  # noqa: N803
    mfaDevices: int = 0,  # noqa: N803
    securityKeys: int = 0,  # noqa: N803
    signingCertificates: int = 0,  # noqa: N803
    lastUsed: str | None = None,  # noqa: N803
) -> None:
    """Give an account's root user credentials, as a test wants to find them; `lastUsed` is ISO 8601."""
    credentials = _credentials(account)
    credentials.password = password
    credentials.last_used = None if lastUsed is None else datetime.fromisoformat(lastUsed)
    credentials.certificates = [f"CERTIFICATE{account}" + chr(ord("A") + i) for i in range(signingCertificates)]
    credentials.access_keys = [f"AKIAROOT{account}" + chr(ord("A") + i) for i in range(accessKeys)]
    credentials.mfa_devices = [
        *(f"arn:aws:iam::{account}:mfa/root-{i}" for i in range(mfaDevices)),
        *(f"arn:aws:iam::{account}:u2f/root/key-{i}" for i in range(securityKeys)),
    ]


def _credentials(account: str) -> Credentials:
    known: dict[str, Credentials] = STORE.section("iam", "root-users")
    return known.setdefault(account, Credentials())


def _get_user(principal: Principal, _: Parameters) -> dict[str, Any]:
    user = {"UserId": principal.account, "Arn": principal.arn, "CreateDate": CREATED_AT, "Path": "/"}
    last_used = _credentials(principal.account).last_used
    return {"User": user if last_used is None else {**user, "PasswordLastUsed": last_used}}


def _list_access_keys(principal: Principal, _: Parameters) -> dict[str, Any]:
    keys = _credentials(principal.account).access_keys
    described = [{"AccessKeyId": key, "Status": "Active", "CreateDate": CREATED_AT, "UserName": ROOT} for key in keys]
    return {"AccessKeyMetadata": described, "IsTruncated": False}


def _list_mfa_devices(principal: Principal, _: Parameters) -> dict[str, Any]:
    devices = _credentials(principal.account).mfa_devices
    described = [{"UserName": ROOT, "SerialNumber": device, "EnableDate": CREATED_AT} for device in devices]
    return {"MFADevices": described, "IsTruncated": False}


def _get_access_key_last_used(principal: Principal, parameters: Parameters) -> dict[str, Any]:
    if parameters("AccessKeyId") not in _credentials(principal.account).access_keys:
        raise AwsError("NoSuchEntity", "The root user has no such key.", 404)
    return {"UserName": ROOT, "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}


def _list_signing_certificates(principal: Principal, _: Parameters) -> dict[str, Any]:
    described = [
        {"UserName": ROOT, "CertificateId": id_, "CertificateBody": "-", "Status": "Active", "UploadDate": CREATED_AT}
        for id_ in _credentials(principal.account).certificates
    ]
    return {"Certificates": described, "IsTruncated": False}


def _delete_signing_certificate(principal: Principal, parameters: Parameters) -> None:
    _remove(_credentials(principal.account).certificates, str(parameters("CertificateId")))


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
    "get_access_key_last_used": _get_access_key_last_used,
    "list_access_keys": _list_access_keys,
    "list_mfa_devices": _list_mfa_devices,
    "list_signing_certificates": _list_signing_certificates,
    "get_login_profile": _get_login_profile,
    "create_login_profile": _create_login_profile,
    "delete_login_profile": _delete_login_profile,
    "delete_access_key": _delete_access_key,
    "delete_signing_certificate": _delete_signing_certificate,
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
            "AccountSigningCertificatesPresent": int(bool(credentials.certificates)),
        }
        return ActionResult(summary)

    return call


def _with_root_row(report: Callable[[Any], ActionResult]) -> Callable[[Any], ActionResult]:
    """Let the credential report have the root user's line, which is its first."""

    def call(self: Any) -> ActionResult:
        result: Any = report(self).result
        header, rest = str(result["Content"]).split("\n", 1)
        row = _root_row(self.current_account)
        cells = [row.get(column, "N/A") for column in header.split(",")]
        return ActionResult({**result, "Content": "\n".join([header, ",".join(cells), rest])})

    return call


def _root_row(account: str) -> dict[str, str]:
    credentials = _credentials(account)
    text = {True: "true", False: "false"}
    keys, certificates = len(credentials.access_keys), len(credentials.certificates)
    last_used = credentials.last_used
    return {
        "user": "<root_account>",
        "arn": f"arn:aws:iam::{account}:{ROOT}",
        "user_creation_time": CREATED_AT.isoformat(),
        "password_enabled": "not_supported" if credentials.password else "false",
        "password_last_used": "no_information" if last_used is None else last_used.isoformat(),
        "password_last_changed": "not_supported",
        "password_next_rotation": "not_supported",
        "mfa_active": text[bool(credentials.mfa_devices)],
        "access_key_1_active": text[keys > 0],
        "access_key_2_active": text[keys > 1],
        "cert_1_active": text[certificates > 0],
        "cert_2_active": text[certificates > 1],
    }


def _with_root_devices(devices: Callable[[Any], ActionResult]) -> Callable[[Any], ActionResult]:
    """Let the virtual MFA devices have the root user's."""

    def call(self: Any) -> ActionResult:
        result: Any = devices(self).result
        account = self.current_account
        user = {"UserId": account, "Arn": f"arn:aws:iam::{account}:{ROOT}", "CreateDate": CREATED_AT, "Path": "/"}
        own = [
            {"SerialNumber": device, "User": user, "EnableDate": CREATED_AT}
            for device in _credentials(account).mfa_devices
            if ":mfa/" in device and self._get_param("AssignmentStatus", "Any") != "Unassigned"
        ]
        return ActionResult({**result, "VirtualMFADevices": [*own, *result["VirtualMFADevices"]]})

    return call


MENDED: dict[str, Callable[[Callable[[Any], ActionResult]], Callable[[Any], ActionResult]]] = {
    "get_account_summary": _with_root,
    "get_credential_report": _with_root_row,
    "list_virtual_mfa_devices": _with_root_devices,
}
