"""GuardDuty: the organization's administrator, which moto lists wrongly and cannot remove."""

from __future__ import annotations

from moto.guardduty.models import guardduty_backends

from ..routes import Call, Document, Route


def _administrators(call: Call) -> list[str]:
    accounts: list[str] = guardduty_backends[call.account][call.region].admin_account_ids
    return accounts


def _enable(call: Call) -> Document:
    account = call.body["adminAccountId"]
    if account not in _administrators(call):
        _administrators(call).append(account)
    return {}


def _disable(call: Call) -> Document:
    if call.body["adminAccountId"] in _administrators(call):
        _administrators(call).remove(call.body["adminAccountId"])
    return {}


def _list(call: Call) -> Document:
    accounts = _administrators(call)
    return {"adminAccounts": [{"adminAccountId": account, "adminStatus": "ENABLED"} for account in accounts]}


ROUTES: tuple[Route, ...] = (
    Route("guardduty", "GET", "/admin", _list),
    Route("guardduty", "POST", "/admin/enable", _enable),
    Route("guardduty", "POST", "/admin/disable", _disable),
)
