"""CloudTrail: names or ARNs everywhere, delivery times, and organization trails."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from moto.cloudtrail.models import CloudTrailBackend, Trail, TrailStatus, cloudtrail_backends
from moto.cloudtrail.responses import CloudTrailResponse

from ..errors import AwsError
from ..extension import extend
from ..store import STORE
from .organizations import Organization, organization_of

SERVICE_PRINCIPAL = "cloudtrail.amazonaws.com"
MOVE_ACCOUNT = "MoveAccount"

_describe_trail = Trail.description
_describe_status = TrailStatus.description
_create_trail = CloudTrailResponse.create_trail


def install() -> None:
    """Mend and extend moto."""
    extend(CloudTrailBackend, _NamesOrArns)
    extend(Trail, _TrailFields)
    extend(CloudTrailResponse, _Calls)


def set_delivery(seconds_ago: float, error: str | None) -> None:
    """Let every trail's last delivery lie this long ago, perhaps with an error."""
    STORE.section("cloudtrail", "delivery").update({"seconds_ago": seconds_ago, "error": error})


def deliver_log_file(account: str) -> list[str]:
    """Let every organization trail deliver a file of an account's events; the keys of the files."""
    from moto.s3.models import s3_backends  # slow to import

    organization = organization_of(account)
    if organization is None:
        raise ValueError(f"{account} is in no organization.")
    keys = []
    for trail in _trails_of(organization.account_id):
        now = time.gmtime()
        folder = f"AWSLogs/{organization.org.id}/{account}/CloudTrail/{trail.region_name}"  # type: ignore[union-attr]
        file = f"{account}_CloudTrail_{trail.region_name}_{time.strftime('%Y%m%dT%H%MZ', now)}_{uuid.uuid4().hex[:16]}"
        keys.append(f"{folder}/{time.strftime('%Y/%m/%d', now)}/{file}.json.gz")
        s3_backends[organization.account_id]["aws"].put_object(trail.bucket_name, keys[-1], b"")
    return keys


def _trails_of(account: str) -> list[Trail]:
    backends = cloudtrail_backends[account].values()
    return [trail for backend in backends for trail in backend.trails.values() if trail.is_org_trail]


class _NamesOrArns:
    def start_logging(self: Any, name: str) -> None:
        """Start a trail by name or ARN."""
        self.get_trail(name).start_logging()

    def stop_logging(self: Any, name: str) -> None:
        """Stop a trail by name or ARN."""
        self.get_trail(name).stop_logging()

    def delete_trail(self: Any, name: str) -> None:
        """Delete a trail by name or ARN."""
        del self.trails[self.get_trail(name).trail_name]


class _TrailFields:
    def description(self: Any, include_region: bool = False) -> dict[str, Any]:
        """Return all fields that AWS returns."""
        fields = _describe_trail(self, include_region)
        fields["HomeRegion"] = self.region_name
        fields["HasCustomEventSelectors"] = bool(self.event_selectors or self.advanced_event_selectors)
        fields["HasInsightSelectors"] = bool(self.insight_selectors)
        return fields

    def put_insight_selectors(self: Any, insight_selectors: list[dict[str, str]]) -> None:
        """Replace the selectors; moto appends."""
        self.insight_selectors = insight_selectors or []

    def put_event_selectors(
        self: Any, event_selectors: list[dict[str, Any]], advanced_event_selectors: list[dict[str, Any]]
    ) -> None:
        """Replace the selectors; the two kinds exclude each other."""
        self.event_selectors = event_selectors or []
        self.advanced_event_selectors = [] if event_selectors else advanced_event_selectors or []


class _Calls:
    def create_trail(self: Any) -> str:
        """Create a trail; one of the organization needs trusted access."""
        if self._get_bool_param("IsOrganizationTrail", False):
            _organization_for(self.current_account)
        return _create_trail(self)

    def get_trail_status(self: Any) -> str:
        """Return the status, with the times of the last deliveries."""
        name = self._get_param("Name")
        status = self.cloudtrail_backend.get_trail_status(name)
        trail = next(t for t in self.cloudtrail_backend.describe_trails(True) if t.status is status)
        return json.dumps(_status_fields(trail, status))

    def lookup_events(self: Any) -> str:
        """Return the moves of accounts, latest first; no other event is remembered."""
        wanted = {pair["AttributeKey"]: pair["AttributeValue"] for pair in self._get_param("LookupAttributes") or []}
        organization = organization_of(self.current_account)
        if organization is None or wanted != {"EventName": MOVE_ACCOUNT}:
            return json.dumps({"Events": []})
        return json.dumps({"Events": [_move_event(*move) for move in reversed(organization.moves)]})

    def register_organization_delegated_admin(self: Any) -> str:
        """Make a member account CloudTrail's administrator."""
        organization = _organization_for(self.current_account)
        member = self._get_param("MemberAccountId")
        if member == organization.account_id:
            raise AwsError("CannotDelegateManagementAccountException", "The management account can't be delegated.")
        _check_member(organization, member)
        if organization.administers(member, SERVICE_PRINCIPAL):
            raise AwsError("AccountRegisteredException", "The account is already registered.")
        organization.register_delegated_administrator(AccountId=member, ServicePrincipal=SERVICE_PRINCIPAL)
        return "{}"

    def deregister_organization_delegated_admin(self: Any) -> str:
        """End a member account's administration of CloudTrail."""
        organization = _organization_for(self.current_account)
        member = self._get_param("DelegatedAdminAccountId")
        _check_member(organization, member)
        if not organization.administers(member, SERVICE_PRINCIPAL):
            raise AwsError("AccountNotRegisteredException", "The account is not registered.")
        organization.deregister_delegated_administrator(AccountId=member, ServicePrincipal=SERVICE_PRINCIPAL)
        return "{}"


def _organization_for(account: str) -> Organization:
    """Return the organization that `account` may make trails for."""
    organization = organization_of(account)
    if organization is None:
        raise AwsError("OrganizationsNotInUseException", "The account is not a member of an organization.")
    if not organization.trusts(SERVICE_PRINCIPAL):
        raise AwsError("CloudTrailAccessNotEnabledException", f"Trusted access for {SERVICE_PRINCIPAL} is off.")
    if account != organization.account_id and not organization.administers(account, SERVICE_PRINCIPAL):
        raise AwsError("NotOrganizationManagementAccountException", "Only the management account can do this.")
    return organization


def _move_event(moved_at: float, parameters: dict[str, Any]) -> dict[str, Any]:
    recorded = {name[0].lower() + name[1:]: value for name, value in parameters.items()}
    event = json.dumps({"eventName": MOVE_ACCOUNT, "requestParameters": recorded})
    return {"EventName": MOVE_ACCOUNT, "EventTime": moved_at, "CloudTrailEvent": event}


def _check_member(organization: Organization, account: str) -> None:
    if all(member.id != account for member in organization.accounts):
        raise AwsError("AccountNotFoundException", "The account is not part of the organization.")


def _status_fields(trail: Trail, status: TrailStatus) -> dict[str, Any]:
    fields = _describe_status(status)
    if not status.started:
        return fields
    delivery = STORE.section("cloudtrail", "delivery")
    delivered = time.time() - delivery.get("seconds_ago", 0.0)
    if not status.is_logging:
        delivered = float(fields["StopLoggingTime"])
    fields["LatestDeliveryTime"] = delivered
    if trail.log_validation:
        fields["LatestDigestDeliveryTime"] = delivered
    if trail.cw_log_group_arn:
        fields["LatestCloudWatchLogsDeliveryTime"] = delivered
    if delivery.get("error"):
        fields["LatestDeliveryError"] = delivery["error"]
    return fields
