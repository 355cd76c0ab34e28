"""Account Management: the primary contact, the name and the Regions of an account, which moto lacks."""

from __future__ import annotations

from ..errors import AwsError
from ..routes import Call, Document, Route
from ..store import STORE
from .organizations import organization_of


def _contact(call: Call) -> Document:
    return STORE.section("account", "contact", str(call.body.get("AccountId") or call.account))


def _put(call: Call) -> Document:
    _contact(call)["ContactInformation"] = call.body["ContactInformation"]
    return {}


def _get(call: Call) -> Document:
    contact = _contact(call)
    if not contact:
        raise AwsError("ResourceNotFoundException", "No contact information found", 404)
    return contact


def _rename(call: Call) -> Document:
    account = str(call.body.get("AccountId") or call.account)
    organization = organization_of(account)
    if organization is None:
        raise AwsError("ResourceNotFoundException", f"{account} is in no organization", 404)
    organization.get_account_by_id(account).name = str(call.body["AccountName"])
    return {}


def _regions(call: Call) -> Document:
    account = call.body.get("AccountId")
    if account is not None and str(account) == call.account:
        raise AwsError("ValidationException", "The management account cannot name its own AccountId", 400)
    return STORE.section("account", "regions", str(account or call.account))


def _enable_region(call: Call) -> Document:
    _regions(call)[_region_of(call)] = "ENABLED"
    return {}


def _disable_region(call: Call) -> Document:
    _regions(call)[_region_of(call)] = "DISABLED"
    return {}


def _region_status(call: Call) -> Document:
    region = _region_of(call)
    return {"RegionName": region, "RegionOptStatus": _regions(call).get(region, "DISABLED")}


def _region_of(call: Call) -> str:
    return str(call.body["RegionName"])


ROUTES: tuple[Route, ...] = (
    Route("account", "POST", "/putContactInformation", _put),
    Route("account", "POST", "/getContactInformation", _get),
    Route("account", "POST", "/putAccountName", _rename),
    Route("account", "POST", "/enableRegion", _enable_region),
    Route("account", "POST", "/disableRegion", _disable_region),
    Route("account", "POST", "/getRegionOptStatus", _region_status),
)
