"""Security Hub: settings, standards, the organization's administrator and central configuration, which moto lacks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from ..errors import AwsError
from ..routes import Call, Document, Route
from ..store import STORE
from .organizations import management_of

UPDATED_AT = "2026-01-01T00:00:00Z"


def _update_hub(call: Call) -> Document:
    STORE.section("securityhub", "settings", call.account, call.region).update(call.body)
    return {}


def _standards(call: Call) -> dict[str, Any]:
    return STORE.section("securityhub", "standards", call.account, call.region)


def _get_standards(call: Call) -> Document:
    return {"StandardsSubscriptions": list(_standards(call).values())}


def _enable_standards(call: Call) -> Document:
    enabled = [_subscription(call, request["StandardsArn"]) for request in call.body["StandardsSubscriptionRequests"]]
    _standards(call).update({subscription["StandardsSubscriptionArn"]: subscription for subscription in enabled})
    return {"StandardsSubscriptions": enabled}


def _subscription(call: Call, standard: str) -> Document:
    path = standard.split(":::", 1)[-1].split("::", 1)[-1].removeprefix("standards/").removeprefix("ruleset/")
    arn = f"arn:aws:securityhub:{call.region}:{call.account}:subscription/{path}"
    return {
        "StandardsArn": standard,
        "StandardsSubscriptionArn": arn,
        "StandardsInput": {},
        "StandardsStatus": "READY",
    }


def _disable_standards(call: Call) -> Document:
    removed = [_standards(call).pop(arn, None) for arn in call.body["StandardsSubscriptionArns"]]
    return {"StandardsSubscriptions": [subscription for subscription in removed if subscription]}


def _administrators(call: Call) -> dict[str, Any]:
    return STORE.section("securityhub", "administrators", call.account, call.region)


def _enable_administrator(call: Call) -> Document:
    account = call.body["AdminAccountId"]
    _administrators(call)[account] = {"AccountId": account, "Status": "ENABLED"}
    return {"AdminAccountId": account}


def _disable_administrator(call: Call) -> Document:
    _administrators(call).pop(call.body["AdminAccountId"], None)
    return {}


def _list_administrators(call: Call) -> Document:
    return {"AdminAccounts": list(_administrators(call).values())}


def _check_administrator(call: Call) -> None:
    management = management_of(call.account)
    if management is None or call.account not in STORE.section(
        "securityhub", "administrators", management, call.region
    ):
        raise AwsError("AccessDeniedException", "Must be a Security Hub delegated administrator", 403)


def _aggregators(call: Call) -> dict[str, Any]:
    return STORE.section("securityhub", "aggregators", call.account)


def _create_aggregator(call: Call) -> Document:
    if _aggregators(call):
        raise AwsError("LimitExceededException", "There is a finding aggregator already.", 429)
    arn = f"arn:aws:securityhub:{call.region}:{call.account}:finding-aggregator/{uuid4()}"
    return _put_aggregator(call, arn)


def _put_aggregator(call: Call, arn: str) -> Document:
    aggregator = {
        "FindingAggregatorArn": arn,
        "FindingAggregationRegion": call.region,
        "RegionLinkingMode": call.body["RegionLinkingMode"],
        "Regions": call.body.get("Regions") or [],
    }
    _aggregators(call)[arn] = aggregator
    return aggregator


def _get_aggregator(call: Call) -> Document:
    aggregator: Document | None = _aggregators(call).get(call.groups[0])
    if aggregator is None:
        raise AwsError("ResourceNotFoundException", "No such finding aggregator", 404)
    return aggregator


def _update_aggregator(call: Call) -> Document:
    return _put_aggregator(call, call.body["FindingAggregatorArn"])


def _delete_aggregator(call: Call) -> Document:
    _aggregators(call).pop(call.groups[0], None)
    return {}


def _list_aggregators(call: Call) -> Document:
    return {"FindingAggregators": [{"FindingAggregatorArn": arn} for arn in _aggregators(call)]}


def _organization(call: Call) -> dict[str, Any]:
    _check_administrator(call)
    settings = STORE.section("securityhub", "organization", call.account)
    settings.setdefault("AutoEnable", False)
    settings.setdefault("AutoEnableStandards", "DEFAULT")
    settings.setdefault("ConfigurationType", "LOCAL")
    return settings


def _describe_organization(call: Call) -> Document:
    settings = _organization(call)
    return {
        "AutoEnable": settings["AutoEnable"],
        "AutoEnableStandards": settings["AutoEnableStandards"],
        "MemberAccountLimitReached": False,
        "OrganizationConfiguration": {"ConfigurationType": settings["ConfigurationType"], "Status": "ENABLED"},
    }


def _update_organization(call: Call) -> Document:
    settings = _organization(call)
    wanted = (call.body.get("OrganizationConfiguration") or {}).get("ConfigurationType", settings["ConfigurationType"])
    if wanted == "CENTRAL":
        if call.body["AutoEnable"] or call.body.get("AutoEnableStandards") != "NONE":
            raise AwsError("InvalidInputException", "Central configuration enables nothing automatically.")
        if not _aggregators(call):
            raise AwsError("InvalidInputException", "Central configuration needs a finding aggregator.")
    settings["AutoEnable"] = call.body["AutoEnable"]
    settings["AutoEnableStandards"] = call.body.get("AutoEnableStandards") or settings["AutoEnableStandards"]
    settings["ConfigurationType"] = wanted
    return {}


def _policies(call: Call) -> dict[str, Any]:
    if _organization(call)["ConfigurationType"] != "CENTRAL":
        message = "Must be a Security Hub delegated administrator with Central Configuration enabled"
        raise AwsError("AccessDeniedException", message, 403)
    return STORE.section("securityhub", "policies", call.account)


def _create_policy(call: Call) -> Document:
    identifier = str(uuid4())
    policy = {
        "Arn": f"arn:aws:securityhub:{call.region}:{call.account}:configuration-policy/{identifier}",
        "Id": identifier,
        "Name": call.body["Name"],
        "Description": call.body.get("Description", ""),
        "ConfigurationPolicy": call.body["ConfigurationPolicy"],
        "CreatedAt": UPDATED_AT,
        "UpdatedAt": UPDATED_AT,
    }
    _policies(call)[identifier] = policy
    return policy


def _get_policy(call: Call) -> Document:
    policy: Document | None = _policies(call).get(call.groups[0])
    if policy is None:
        raise AwsError("ResourceNotFoundException", "No such configuration policy", 404)
    return policy


def _update_policy(call: Call) -> Document:
    policy = _get_policy(call)
    policy.update({name: call.body[name] for name in ("Name", "Description", "ConfigurationPolicy") if name in call.body})
    return policy


def _delete_policy(call: Call) -> Document:
    _policies(call).pop(_get_policy(call)["Id"])
    return {}


def _associations(call: Call) -> dict[str, str]:
    _policies(call)
    return STORE.section("securityhub", "associations", call.account)


def _target(call: Call) -> tuple[str, str]:
    """Return the type and the id of the target in a request."""
    ((kind, identifier),) = call.body["Target"].items()
    return {"AccountId": "ACCOUNT", "OrganizationalUnitId": "ORGANIZATIONAL_UNIT", "RootId": "ROOT"}[kind], identifier


def _associate(call: Call) -> Document:
    _, target = _target(call)
    _associations(call)[target] = call.body["ConfigurationPolicyIdentifier"]
    return _get_association(call)


def _disassociate(call: Call) -> Document:
    _associations(call).pop(_target(call)[1], None)
    return {}


def _get_association(call: Call) -> Document:
    """Answer with a target's own policy, or with the root's, which every account inherits."""
    kind, target = _target(call)
    associations = _associations(call)
    inherited = next((policy for node, policy in associations.items() if node.startswith("r-")), None)
    policy = associations.get(target, inherited)
    if policy is None:
        raise AwsError("ResourceNotFoundException", "No configuration policy is associated", 404)
    return {
        "ConfigurationPolicyId": policy,
        "TargetId": target,
        "TargetType": kind,
        "AssociationType": "APPLIED" if target in associations else "INHERITED",
        "AssociationStatus": "SUCCESS",
        "AssociationStatusMessage": "",
        "UpdatedAt": UPDATED_AT,
    }


ROUTES: tuple[Route, ...] = (
    Route("securityhub", "PATCH", "/accounts", _update_hub),
    Route("securityhub", "POST", "/standards/get", _get_standards),
    Route("securityhub", "POST", "/standards/register", _enable_standards),
    Route("securityhub", "POST", "/standards/deregister", _disable_standards),
    Route("securityhub", "POST", "/organization/admin/enable", _enable_administrator),
    Route("securityhub", "POST", "/organization/admin/disable", _disable_administrator),
    Route("securityhub", "GET", "/organization/admin", _list_administrators),
    Route("securityhub", "GET", "/organization/configuration", _describe_organization),
    Route("securityhub", "POST", "/organization/configuration", _update_organization),
    Route("securityhub", "POST", "/findingAggregator/create", _create_aggregator),
    Route("securityhub", "GET", "/findingAggregator/get/(.+)", _get_aggregator),
    Route("securityhub", "PATCH", "/findingAggregator/update", _update_aggregator),
    Route("securityhub", "DELETE", "/findingAggregator/delete/(.+)", _delete_aggregator),
    Route("securityhub", "GET", "/findingAggregator/list", _list_aggregators),
    Route("securityhub", "POST", "/configurationPolicy/create", _create_policy),
    Route("securityhub", "GET", "/configurationPolicy/get/([^/]+)", _get_policy),
    Route("securityhub", "PATCH", "/configurationPolicy/([^/]+)", _update_policy),
    Route("securityhub", "DELETE", "/configurationPolicy/([^/]+)", _delete_policy),
    Route("securityhub", "POST", "/configurationPolicyAssociation/associate", _associate),
    Route("securityhub", "POST", "/configurationPolicyAssociation/disassociate", _disassociate),
    Route("securityhub", "POST", "/configurationPolicyAssociation/get", _get_association),
)
