"""STS: AssumeRoot, which moto lacks, and GetCallerIdentity that agrees with the call log."""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends
from moto.sts.responses import TokenResponse

from ..errors import AwsError
from ..extension import extend
from ..limits import ASSUME_ROOT_SECONDS, ROOT_TASK_POLICIES
from ..principals import principal_of
from .iam import ROOT_SESSIONS, delegated_organization, enabled_features

TASK_POLICY = re.compile(r"arn:aws:iam::aws:policy/root-task/(?P<name>\w+)")
TARGET = re.compile(r"(?:arn:aws:iam::)?(?P<account>\d{12})(?::root)?")
GLOBAL_ENDPOINT = "sts.amazonaws.com"


def install() -> None:
    """Add the calls to moto."""
    extend(TokenResponse, _Calls)


class RootSession(AssumedRole):
    """A session of a member account's root user: it is the root user, not a role."""

    task = ""

    @property
    def arn(self) -> str:
        """Return the root user's ARN."""
        return f"arn:aws:iam::{self.account_id}:root"

    @property
    def user_id(self) -> str:
        """Return the root user's id, which is the account's."""
        return self.account_id


class _Calls:
    def assume_root(self: Any) -> ActionResult:
        """Open a root session in a member account, for one task, for at most fifteen minutes."""
        if self.parsed_url.netloc == GLOBAL_ENDPOINT:
            raise _denied("AssumeRoot is answered by regional endpoints only")
        duration = self._get_int_param("DurationSeconds", ASSUME_ROOT_SECONDS)
        if not 0 < duration <= ASSUME_ROOT_SECONDS:
            raise AwsError("ValidationError", f"DurationSeconds must be 1 to {ASSUME_ROOT_SECONDS}.")
        task = _task(str((self._get_param("TaskPolicyArn") or {}).get("arn", "")))
        account = _target(self.current_account, str(self._get_param("TargetPrincipal")))
        session = _open_session(account, self.region, duration, task)
        source = self._get_param("SourceIdentity")
        return ActionResult({"Credentials": session, **({"SourceIdentity": source} if source else {})})

    def get_caller_identity(self: Any) -> ActionResult:
        """Say who calls."""
        principal = principal_of(self.access_key)
        return ActionResult({"UserId": principal.user_id, "Account": principal.account, "Arn": principal.arn})


def is_root_session(access_key: str) -> bool:
    """Return whether an access key is that of a root session."""
    account = principal_of(access_key).account
    return isinstance(sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key), RootSession)


def check_root_session(access_key: str, service: str, action: str) -> None:
    """Refuse what the task of a root session does not cover; other callers are not IAM's question here."""
    account = principal_of(access_key).account
    session = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key)
    call = f"{service}:{action}"
    if not isinstance(session, RootSession) or call == "sts:GetCallerIdentity":
        return
    if session.expiration < utcnow():
        raise AwsError("ExpiredToken", "The security token included in the request is expired", 403)
    if call not in ROOT_TASK_POLICIES[session.task]:
        raise AwsError("AccessDenied", f"{session.arn} is not authorized to perform: {call} ({session.task})", 403)


def _task(arn: str) -> str:
    """Return the name of a root task policy."""
    task = TASK_POLICY.fullmatch(arn)
    if task is None or task["name"] not in ROOT_TASK_POLICIES:
        raise _denied(f"{arn or 'nothing'} is none of the root task policies")
    return task["name"]


def _target(caller: str, target: str) -> str:
    """Return the member account whose root user is meant."""
    match = TARGET.fullmatch(target)
    try:
        organization = delegated_organization(caller)
    except AwsError as error:
        raise _denied(error.message) from error
    if ROOT_SESSIONS not in enabled_features(organization):
        raise _denied(f"the feature {ROOT_SESSIONS} is off")
    members = {account.id for account in organization.accounts} - {organization.account_id}
    if match is None or match["account"] not in members:
        raise _denied(f"{target} is no member account")
    return match["account"]


def _open_session(account: str, region: str, duration: int, task: str) -> RootSession:
    key = iam_backends[account]["aws"].create_temp_access_key()
    arn = f"arn:aws:iam::{account}:root"
    session = RootSession(account, region, key, "root", arn, "", duration, "")
    session.task = task
    sts_backends[account]["aws"].assumed_roles.append(session)
    return session


def _denied(why: str) -> AwsError:
    return AwsError("AccessDenied", f"Not authorized to perform: sts:AssumeRoot ({why})", 403)
