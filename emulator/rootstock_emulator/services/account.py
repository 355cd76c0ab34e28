"""Account Management: the primary contact and the name of an account, which moto lacks."""

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


ROUTES: tuple[Route, ...] = (
    Route("account", "POST", "/putContactInformation", _put),
    Route("account", "POST", "/getContactInformation", _get),
    Route("account", "POST", "/putAccountName", _rename),
)
