"""How one API request is answered: faults and rates first, then our routes, then moto."""

from __future__ import annotations

import json
import threading
from typing import Any

from moto.moto_api._internal.models import moto_api_backend
from moto.moto_proxy.proxy3 import MotoRequestHandler
from werkzeug.exceptions import HTTPException

from . import call_log
from .call_log import CallLog
from .errors import AwsError, Response, render_error
from .faults import Faults
from .lost_answers import LostAnswers
from .operations import operation_of
from .options import Options
from .principals import Principal, principal_of
from .request import ApiRequest
from .routes import RouteTable
from .services import ROUTES, install, install_for, seed
from .services.root_denials import check_denials
from .services.sts import check_root_session
from .store import STORE
from .throttling import Throttle

TEXT_BODIES = ("application/x-amz-json-1.1", "application/x-www-form-urlencoded; charset=utf-8")


class Emulation:
    """The emulated cloud. One lock serializes calls: moto's back ends are not made for threads."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._lock = threading.RLock()
        self._routes = RouteTable(ROUTES)
        self._moto = MotoRequestHandler(options.port)
        self._throttle = Throttle(options.throttle, options.throttle_factor)
        self.log = CallLog(options.calls)
        self.faults = Faults(options.faults)
        self._lost_answers = LostAnswers()
        install(options, self.faults)
        self._empty_moto = moto_api_backend.reset
        moto_api_backend.reset = self.reset  # type: ignore[method-assign]
        seed(options)

    def reset(self) -> None:
        """Forget all state: moto's, our own, counted faults and rates. The call log is kept."""
        with self._lock:
            STORE.clear()
            self._empty_moto()
            self._throttle.reset()
            self.faults.reset()
            seed(self._options)

    def answer(self, request: ApiRequest) -> Response:
        """Answer one API request and record it; an attempt whose answer was lost is not a request of its own."""
        with self._lock:
            answered = self._lost_answers.find(request)
            if answered is not None:
                return answered
            service, action = request.service, operation_of(request)
            principal = principal_of(request.access_key)
            try:
                install_for(service)
                check_root_session(request.access_key, service, action)
                check_denials(request.access_key, service, action)
                self._throttle.take(service, action, principal.account)
                self.faults.strike(service, action, principal.account)
                response = self._routes.answer(request, principal) or self._ask_moto(request, service, action)
            except AwsError as error:
                response = render_error(error, request.protocol)
            except Exception as error:  # noqa: BLE001 - a 502 would be retried until it looks like a hang
                unexpected = AwsError(f"EmulatorError.{service}.{action}", f"{type(error).__name__}: {error}")
                response = render_error(unexpected, request.protocol)
            self._record(request, service, action, principal, response)
            self._lost_answers.remember(request, response)
            return response

    def _ask_moto(self, request: ApiRequest, service: str, action: str) -> Response:
        parts = request.url.split("/", 3)
        host, path = "/".join(parts[:3]), "/" + (parts[3] if len(parts) > 3 else "")
        if self._moto.get_handler_for_host(host=host, path=path) is None:
            raise _not_emulated(service, action)
        try:
            answer = self._moto.parse_request(
                request.method, host, path, request.headers, _body_for_moto(request), dict(request.form)
            )
        except NotImplementedError as error:
            raise _not_emulated(service, action) from error
        except HTTPException as error:
            return _response(error.code or 400, dict(error.get_headers()), error.get_body())
        status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
        return _response(status, headers, body)

    def _record(
        self, request: ApiRequest, service: str, action: str, principal: Principal, response: Response
    ) -> None:
        self.log.add(
            call_log.Call(
                time=call_log.now(),
                service=service,
                action=action,
                region=request.region,
                account=principal.account,
                principal=principal.arn,
                status=response.status,
                errorCode=call_log.error_code_of(response),
                errorMessage=call_log.error_message_of(response),
            )
        )


def _not_emulated(service: str, action: str) -> AwsError:
    return AwsError(f"NotEmulated.{service}.{action}", f"The emulator has no {service}:{action}.")


def _body_for_moto(request: ApiRequest) -> Any:
    """moto wants the text of some content types and the bytes of others."""
    return request.text if request.header("Content-Type") in TEXT_BODIES else request.body


def _response(status: int, headers: Any, body: Any) -> Response:
    raw = body.encode("utf-8") if isinstance(body, str) else json_bytes(body)
    return Response(int(status), {str(name): _text(value) for name, value in dict(headers).items()}, raw)


def _text(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def json_bytes(body: Any) -> bytes:
    """Return bytes as they are, nothing as no bytes, and anything else as JSON."""
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return b"" if body is None else json.dumps(body).encode()
