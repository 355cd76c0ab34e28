"""Security Hub: settings, standards and the organization's administrator, which moto lacks."""

from __future__ import annotations

from typing import Any

from ..routes import Call, Document, Route
from ..store import STORE


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


ROUTES: tuple[Route, ...] = (
    Route("securityhub", "PATCH", "/accounts", _update_hub),
    Route("securityhub", "POST", "/standards/get", _get_standards),
    Route("securityhub", "POST", "/standards/register", _enable_standards),
    Route("securityhub", "POST", "/standards/deregister", _disable_standards),
    Route("securityhub", "POST", "/organization/admin/enable", _enable_administrator),
    Route("securityhub", "POST", "/organization/admin/disable", _disable_administrator),
    Route("securityhub", "GET", "/organization/admin", _list_administrators),
)
