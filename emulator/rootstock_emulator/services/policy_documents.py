"""Whether a policy document has the form that AWS Organizations accepts.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..errors import AwsError
from ..limits import RCP, SCP

Statement = dict[str, Any]
VERSION = "2012-10-17"


def check_document(policy_type: str, content: str) -> None:
    """Raise MalformedPolicyDocumentException when `content` cannot be a policy of this type."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise _malformed(f"not JSON: {error}") from error
    if not isinstance(document, dict):
        raise _malformed("not a JSON object")
    if policy_type in CHECKS:
        for statement in _statements(document):
            CHECKS[policy_type](statement)


def _statements(document: dict[str, Any]) -> list[Statement]:
    if document.get("Version") != VERSION:
        raise _malformed(f"Version must be {VERSION}")
    statements = document.get("Statement")
    listed: list[Any] = statements if isinstance(statements, list) else [statements]
    if not listed or not all(isinstance(statement, dict) for statement in listed):
        raise _malformed("Statement must be a statement or a list of statements")
    return listed


def _check_scp(statement: Statement) -> None:
    _check_effect(statement, ("Allow", "Deny"))
    _check_exactly_one(statement, "Action", "NotAction")
    _check_exactly_one(statement, "Resource", "NotResource")
    _check_absent(statement, "Principal", "NotPrincipal")


def _check_rcp(statement: Statement) -> None:
    _check_effect(statement, ("Deny",))
    _check_exactly_one(statement, "Resource", "NotResource")
    _check_absent(statement, "NotAction", "NotPrincipal")
    if statement.get("Principal") not in ("*", {"AWS": "*"}):
        raise _malformed("the Principal of a resource control policy must be *")
    actions = statement.get("Action")
    if not actions or "*" in ([actions] if isinstance(actions, str) else actions):
        raise _malformed("the Action of a resource control policy must name a service")


CHECKS: dict[str, Callable[[Statement], None]] = {SCP: _check_scp, RCP: _check_rcp}


def _check_effect(statement: Statement, allowed: tuple[str, ...]) -> None:
    if statement.get("Effect") not in allowed:
        raise _malformed(f"Effect must be {' or '.join(allowed)}")


def _check_exactly_one(statement: Statement, *names: str) -> None:
    if sum(name in statement for name in names) != 1:
        raise _malformed(f"a statement needs one of {' and '.join(names)}")


def _check_absent(statement: Statement, *names: str) -> None:
    for name in names:
        if name in statement:
            raise _malformed(f"{name} is not allowed in this type of policy")


def _malformed(why: str) -> AwsError:
    return AwsError("MalformedPolicyDocumentException", f"The provided policy document is malformed: {why}.")
