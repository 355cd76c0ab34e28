"""Organizations: what service control policies deny to root sessions, and to nobody else.

moto enforces no policy. Whether a deny of the root user spares root sessions and the Recovery OU is what a probe has to
see, so just the conditions that such a statement has are evaluated: ArnLike and ArnNotLike on aws:PrincipalArn, Null on
aws:AssumedRoot, ForAllValues:StringNotLike on aws:PrincipalOrgPaths. A statement with any other condition denies nothing.
"""

from __future__ import annotations

import fnmatch
import json
from typing import Any

from moto.organizations.models import FakePolicy

from ..errors import AwsError
from ..limits import SCP
from ..principals import principal_of
from .organizations import Node, Organization, organization_of
from .sts import is_root_session

Statement = dict[str, Any]


def check_denials(access_key: str, service: str, action: str) -> None:
    """Raise AccessDenied where a policy on the way up from its account denies a root session's call."""
    call = f"{service}:{action}"
    if call == "sts:GetCallerIdentity" or not is_root_session(access_key):
        return
    principal = principal_of(access_key)
    organization = organization_of(principal.account)
    if organization is None or organization.org is None or principal.account == organization.account_id:
        return
    nodes = _way_up(organization, principal.account)
    path = "/".join([organization.org.id, *reversed([node.id for node in nodes[1:]]), ""])
    for policy in (policy for node in nodes for policy in _policies(node)):
        if any(_denies(statement, call, principal.arn, path) for statement in _statements(policy)):
            why = "with an explicit deny in a service control policy"
            raise AwsError("AccessDenied", f"User: {principal.arn} is not authorized to perform: {call} {why}", 403)


def _way_up(organization: Organization, account: str) -> list[Node]:
    """Return the account, the units above it, and the root."""
    nodes: list[Node] = [organization.get_account_by_id(account)]
    units = {unit.id: unit for unit in organization.ou}
    while nodes[-1].parent_id in units:
        nodes.append(units[str(nodes[-1].parent_id)])
    return nodes


def _policies(node: Node) -> list[FakePolicy]:
    return [policy for policy in node.attached_policies if policy.type == SCP and not policy.aws_managed]


def _statements(policy: FakePolicy) -> list[Statement]:
    statements = json.loads(policy.content)["Statement"]
    return list(statements) if isinstance(statements, list) else [statements]


def _denies(statement: Statement, call: str, arn: str, path: str) -> bool:
    return (
        statement["Effect"] == "Deny"
        and statement.get("Resource") == "*"
        and any(fnmatch.fnmatchcase(call.lower(), action.lower()) for action in _listed(statement.get("Action", [])))
        and all(
            _holds(operator, key.lower(), _listed(values), arn, path)
            for operator, keys in statement.get("Condition", {}).items()
            for key, values in keys.items()
        )
    )


def _holds(operator: str, key: str, values: list[str], arn: str, path: str) -> bool:
    match operator, key:
        case "ArnLike", "aws:principalarn":
            return _is_like(arn, values)
        case "ArnNotLike", "aws:principalarn":
            return not _is_like(arn, values)
        case "Null", "aws:assumedroot":  # a root session has the key
            return values == ["false"]
        case "ForAllValues:StringNotLike", "aws:principalorgpaths":
            return not _is_like(path, values)
        case _:
            return False


def _is_like(text: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns)


def _listed(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]
