"""What a test may ask of a running emulator, at http://rootstock-emulator.local/ or on the port itself.

    GET    /rootstock/health    {"status": "ok"}
    GET    /rootstock/calls     the call log
    POST   /rootstock/faults    add a fault (see faults.py); DELETE removes all
    POST   /rootstock/account-quota  {"accounts": 200}: how many accounts the organization may have from now on
    POST   /rootstock/reset     forget all state
    POST   /rootstock/trail-delivery  {"secondsAgo": 7200, "error": "..."}: age the trails' last delivery
    POST   /rootstock/trail-log-file  {"account": "..."}: organization trails deliver a file of the account's events
    POST   /rootstock/root-user {"account": "...", "password": true, "accessKeys": 1, "mfaDevices": 1}
                                (and "securityKeys", "signingCertificates", "lastUsed": "2026-06-01T00:00:00+00:00")
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .emulation import Emulation
from .errors import Response
from .faults import fault_of
from .request import ApiRequest
from .services.cloudtrail import deliver_log_file, set_delivery
from .services.organizations import set_account_quota
from .services.root_user import set_credentials

CONTROL_HOST = "rootstock-emulator.local"
PREFIX = "/rootstock/"

Action = Callable[[Emulation, dict[str, Any]], object]


def _add_fault(emulation: Emulation, document: dict[str, Any]) -> object:
    emulation.faults.add(fault_of(document))
    return {}


def _clear_faults(emulation: Emulation, _: dict[str, Any]) -> object:
    emulation.faults.clear()
    return {}


def _reset(emulation: Emulation, _: dict[str, Any]) -> object:
    emulation.reset()
    return {}


def _account_quota(_: Emulation, document: dict[str, Any]) -> object:
    set_account_quota(**document)
    return {}


def _trail_delivery(_: Emulation, document: dict[str, Any]) -> object:
    set_delivery(float(document.get("secondsAgo", 0)), document.get("error"))
    return {}


def _trail_log_file(_: Emulation, document: dict[str, Any]) -> object:
    return {"keys": deliver_log_file(**document)}


def _root_user(_: Emulation, document: dict[str, Any]) -> object:
    set_credentials(**document)
    return {}


ACTIONS: dict[tuple[str, str], Action] = {
    ("GET", "health"): lambda _emulation, _document: {"status": "ok"},
    ("GET", "calls"): lambda emulation, _document: emulation.log.lines(),
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "account-quota"): _account_quota,
    ("POST", "reset"): _reset,
    ("POST", "trail-delivery"): _trail_delivery,
    ("POST", "trail-log-file"): _trail_log_file,
    ("POST", "root-user"): _root_user,
}


def is_control(request: ApiRequest) -> bool:
    """Return whether a request is for the emulator itself."""
    return request.host == CONTROL_HOST or (
        request.host in ("localhost", "127.0.0.1") and request.path.startswith(PREFIX)
    )


def answer_control(emulation: Emulation, request: ApiRequest) -> Response:
    """Do what a control request asks."""
    name = request.path.removeprefix(PREFIX).strip("/")
    action = ACTIONS.get((request.method, name))
    if action is None:
        known = ", ".join(f"{method} {PREFIX}{known}" for method, known in ACTIONS)
        return _json(404, {"error": f"No such control call. Known: {known}"})
    try:
        return _json(200, action(emulation, request.document))
    except (ValueError, TypeError) as error:
        return _json(400, {"error": str(error)})


def _json(status: int, document: object) -> Response:
    return Response(status, {"Content-Type": "application/json"}, json.dumps(document).encode())
