"""The REST-JSON routes that are tried before moto's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import Response
from .principals import Principal
from .request import ApiRequest

Document = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A REST-JSON call as a route's function sees it."""

    request: ApiRequest
    principal: Principal
    groups: tuple[str, ...]

    @property
    def account(self) -> str:
        """Return the calling account."""
        return self.principal.account

    @property
    def region(self) -> str:
        """Return the region that is called."""
        return self.request.region

    @property
    def body(self) -> Document:
        """Return the JSON body."""
        return self.request.document


Answer = Callable[[Call], Document]


@dataclass(frozen=True)
class Route:
    """One operation: its service, method and path, and the function that answers it."""

    service: str
    method: str
    path: str
    answer: Answer
    status: int = 200


class RouteTable:
    """All routes, found by service, method and path."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self._routes = [(route, re.compile(route.path)) for route in routes]

    def answer(self, request: ApiRequest, principal: Principal) -> Response | None:
        """Return the response of the first route that matches, or None when none does."""
        for route, path in self._routes:
            match = path.fullmatch(request.path)
            if match and route.method == request.method and route.service == request.service:
                call = Call(request, principal, tuple(request.decoded(group) for group in match.groups()))
                document = route.answer(call)
                return Response(route.status, {"Content-Type": "application/json"}, json.dumps(document).encode())
        return None
