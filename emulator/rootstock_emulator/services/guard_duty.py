"""GuardDuty: one detector an account and Region, protection plans one by one, and the organization's settings."""

from __future__ import annotations

from typing import Any

from moto.guardduty.models import Detector, guardduty_backends

from ..errors import AwsError
from ..routes import Call, Document, Route
from ..store import STORE
from .organizations import management_of, organization_of

FEATURES = ("S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS")


def _detectors(account: str, region: str) -> dict[str, Detector]:
    detectors: dict[str, Detector] = guardduty_backends[account][region].detectors
    return detectors


def _create_detector(call: Call) -> Document:
    if _detectors(call.account, call.region):
        message = "The request is rejected because a detector already exists for the current account."
        raise AwsError("BadRequestException", message)
    return {"detectorId": _detector(call.account, call.region, call.body)}


def _detector(account: str, region: str, settings: Document) -> str:
    """Make a detector; what AWS lets it do unless it is told otherwise is on."""
    identifier: str = guardduty_backends[account][region].create_detector(
        enable=settings.get("enable", True),
        finding_publishing_frequency=settings.get("findingPublishingFrequency") or "SIX_HOURS",
        data_sources=settings.get("dataSources") or {},
        tags=settings.get("tags") or {},
        features=[],
    )
    detector = _detectors(account, region)[identifier]
    detector.features = [{"name": name, "status": "ENABLED"} for name in FEATURES]
    _merge(detector, settings.get("features") or [])
    return identifier


def _update_detector(call: Call) -> Document:
    detector = _detectors(call.account, call.region).get(call.groups[0])
    if detector is None:
        message = "The request is rejected because the input detectorId is not owned by the current account."
        raise AwsError("BadRequestException", message)
    if "enable" in call.body:
        detector.enabled = call.body["enable"]
    detector.finding_publish_freq = call.body.get("findingPublishingFrequency") or detector.finding_publish_freq
    _merge(detector, call.body.get("features") or [])
    return {}


def _merge(detector: Detector, features: list[Document]) -> None:
    """Change the named protection plans and no others, where moto forgets those that are not named."""
    named = {feature["name"]: {"name": feature["name"], "status": feature["status"]} for feature in features}
    detector.features = list({**{feature["name"]: feature for feature in detector.features}, **named}.values())


def _administrators(call: Call) -> list[str]:
    accounts: list[str] = guardduty_backends[call.account][call.region].admin_account_ids
    return accounts


def _enable(call: Call) -> Document:
    """Name the administrator, who has a detector from now on."""
    account = call.body["adminAccountId"]
    if account not in _administrators(call):
        _administrators(call).append(account)
    if not _detectors(account, call.region):
        _detector(account, call.region, {})
    return {}


def _disable(call: Call) -> Document:
    if call.body["adminAccountId"] in _administrators(call):
        _administrators(call).remove(call.body["adminAccountId"])
    return {}


def _list(call: Call) -> Document:
    accounts = _administrators(call)
    return {"adminAccounts": [{"adminAccountId": account, "adminStatus": "ENABLED"} for account in accounts]}


def _settings(call: Call) -> dict[str, Any]:
    """Return the organization's settings in a region, which only the administrator may see or change."""
    management = management_of(call.account)
    is_administrator = (
        management is not None and call.account in guardduty_backends[management][call.region].admin_account_ids
    )
    if not is_administrator or call.groups[0] not in _detectors(call.account, call.region):
        message = "The request failed because you must be an organization administrator to use this API."
        raise AwsError("BadRequestException", message)
    settings = STORE.section("guardduty", "organization", call.account, call.region)
    settings.setdefault("members", "NONE")
    settings.setdefault("features", dict.fromkeys(FEATURES, "NEW"))
    return settings


def _describe_organization(call: Call) -> Document:
    settings = _settings(call)
    features = [
        {"name": name, "autoEnable": status, "additionalConfiguration": []}
        for name, status in settings["features"].items()
    ]
    return {
        "autoEnable": settings["members"] != "NONE",
        "autoEnableOrganizationMembers": settings["members"],
        "memberAccountLimitReached": False,
        "features": features,
    }


def _update_organization(call: Call) -> Document:
    settings = _settings(call)
    settings["members"] = call.body.get("autoEnableOrganizationMembers") or settings["members"]
    for feature in call.body.get("features") or []:
        settings["features"][feature["name"]] = feature["autoEnable"]
    return {}


def _list_members(call: Call) -> Document:
    """Every account of the organization where all are enabled; the management account only with a detector of its own."""
    settings = _settings(call)
    organization = organization_of(call.account)
    if organization is None or settings["members"] != "ALL":
        return {"members": []}
    management = management_of(call.account)
    enrolled = [
        account
        for account in organization.accounts
        if account.id != call.account and (account.id != management or _detectors(account.id, call.region))
    ]
    return {
        "members": [
            {
                "accountId": account.id,
                "administratorId": call.account,
                "masterId": call.account,
                "email": account.email,
                "relationshipStatus": "Enabled",
                "updatedAt": "2026-01-01T00:00:00Z",
            }
            for account in enrolled
        ]
    }


ROUTES: tuple[Route, ...] = (
    Route("guardduty", "POST", "/detector", _create_detector),
    Route("guardduty", "POST", "/detector/([^/]+)", _update_detector),
    Route("guardduty", "GET", "/admin", _list),
    Route("guardduty", "POST", "/admin/enable", _enable),
    Route("guardduty", "POST", "/admin/disable", _disable),
    Route("guardduty", "GET", "/detector/([^/]+)/admin", _describe_organization),
    Route("guardduty", "POST", "/detector/([^/]+)/admin", _update_organization),
    Route("guardduty", "GET", "/detector/([^/]+)/member", _list_members),
)
