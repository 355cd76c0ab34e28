"""Which API operation a request is: by its target, its Action, or botocore's model of its service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

import botocore.session
from botocore.exceptions import UnknownServiceError

from .request import ApiRequest

_RPC_PATH = re.compile(r"/service/[^/]+/operation/(?P<operation>\w+)")
_BUCKET_HOST = re.compile(r"(?P<bucket>.+)\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?")

BOTOCORE_NAMES: dict[str, str] = {
    # Signing names of REST services that botocore knows by another name.
    "access-analyzer": "accessanalyzer",
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "execute-api": "apigatewaymanagementapi",
    "ses": "sesv2",
}


@dataclass(frozen=True)
class _RestOperation:
    """A REST operation: how its requests look."""

    name: str
    method: str
    path: re.Pattern[str]
    literals: int
    query: frozenset[tuple[str, str]]
    required_query: frozenset[str]
    required_headers: frozenset[str]
    deprecated: bool

    def matches(self, method: str, path: str, request: ApiRequest) -> bool:
        return (
            method == self.method
            and self.path.fullmatch(path) is not None
            and all(key in request.query and value in ("", request.query[key][0]) for key, value in self.query)
            and all(key in request.query for key in self.required_query)
            and all(request.header(name) for name in self.required_headers)
        )

    @property
    def rank(self) -> tuple[int, int, int, bool, int]:
        """The more a request had to say to match, the better the match."""
        return (
            len(self.query) + len(self.required_query),
            len(self.required_headers),
            self.literals,
            not self.deprecated,
            -len(self.name),
        )


def operation_of(request: ApiRequest) -> str:
    """Return the name of the operation, as CloudTrail would log it; else method and path."""
    target = request.header("X-Amz-Target")
    if target:
        return target.rsplit(".", 1)[-1]
    rpc = _RPC_PATH.fullmatch(request.path)
    if rpc:
        return rpc["operation"]
    if request.service != "s3" and "Action" in request.parameters:
        return request.parameters["Action"][0]
    return _rest_operation_of(request) or f"{request.method} {request.path}"


def _rest_operation_of(request: ApiRequest) -> str | None:
    path = _path_with_bucket(request)
    candidates = [o for o in _rest_operations(_model_name(request)) if o.matches(request.method, path, request)]
    return max(candidates, key=lambda operation: operation.rank).name if candidates else None


def _model_name(request: ApiRequest) -> str:
    if request.service == "s3" and "s3-control" in request.host:
        return "s3control"
    return BOTOCORE_NAMES.get(request.service, request.service)


def _path_with_bucket(request: ApiRequest) -> str:
    """Return the path as botocore's model has it: the bucket first, also where the host names it."""
    path = request.path.rstrip("/") or "/"
    bucket = _BUCKET_HOST.fullmatch(request.host) if request.service == "s3" else None
    if bucket is None or "s3-control" in request.host:
        return path
    return f"/{bucket['bucket']}" + ("" if path == "/" else path)


@lru_cache(maxsize=None)
def _rest_operations(service: str) -> tuple[_RestOperation, ...]:
    try:
        model = _session().get_service_model(service)
    except UnknownServiceError:
        return ()
    return tuple(_rest_operation(model.operation_model(name)) for name in model.operation_names)


@lru_cache(maxsize=1)
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def _rest_operation(operation: botocore.model.OperationModel) -> _RestOperation:
    uri, _, query = operation.http["requestUri"].partition("?")
    shape = operation.input_shape
    members = {name: shape.members[name].serialization for name in shape.required_members} if shape else {}
    return _RestOperation(
        name=operation.name,
        method=operation.http["method"],
        path=re.compile(_path_pattern(uri.rstrip("/") or "/")),
        literals=len(re.sub(r"\{[^}]*\}", "", uri)),
        query=frozenset(parse_qsl(query, keep_blank_values=True)),
        required_query=frozenset(m["name"] for m in members.values() if m.get("location") == "querystring"),
        required_headers=frozenset(m["name"] for m in members.values() if m.get("location") == "header"),
        deprecated=operation.deprecated,
    )


def _path_pattern(uri: str) -> str:
    parts = re.split(r"(\{[^}]*\})", uri)
    return "".join(_label_pattern(part, uri) if part.startswith("{") else re.escape(part) for part in parts)


def _label_pattern(label: str, uri: str) -> str:
    """A label takes one segment; a greedy one (`+`), or an ARN at the end, takes the rest."""
    greedy = label.endswith("+}") or (uri.endswith(label) and "arn" in label.lower())
    return ".+" if greedy else "[^/]+"
