"""One API request, with what its signature and host say about it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/,\s]+)/(?P<scope>[^,\s]+)")
_REGION_IN_HOST = re.compile(r"[.-](?P<region>[a-z]{2}(?:-[a-z]+)+-\d)[.-]")

IAM_PREFIXES: dict[str, str] = {
    # Signing names that differ from the service's prefix in IAM policies.
    "monitoring": "cloudwatch",
    "email": "ses",
    "s3express": "s3",
    "s3-object-lambda": "s3",
    "tagging": "tag",
}


@dataclass(frozen=True)
class ApiRequest:
    """A request as it came through the proxy."""

    method: str
    url: str
    headers: Any  # email.message.Message: case-insensitive, as moto wants it
    body: bytes | str
    form: dict[str, str] = field(default_factory=dict)

    @cached_property
    def host(self) -> str:
        """Return the host name, without a port."""
        return urlsplit(self.url).hostname or ""

    @cached_property
    def path(self) -> str:
        """Return the path, still percent-encoded."""
        return urlsplit(self.url).path

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """Return the parsed query string."""
        return parse_qs(urlsplit(self.url).query, keep_blank_values=True)

    @cached_property
    def text(self) -> str:
        """Return the body as text; bytes that are not text are replaced."""
        return self.body if isinstance(self.body, str) else self.body.decode("utf-8", errors="replace")

    @cached_property
    def document(self) -> dict[str, Any]:
        """Return the JSON body, or an empty object."""
        try:
            parsed = json.loads(self.text or "{}")
        except ValueError:
            return {}
        return parsed if isinstance(parsed, dict) else {}

    @cached_property
    def parameters(self) -> dict[str, list[str]]:
        """Return the parameters of a query-protocol call, from the form body and the query string."""
        form = self.header("Content-Type").startswith("application/x-www-form-urlencoded")
        return {**self.query, **(parse_qs(self.text, keep_blank_values=True) if form else {})}

    def header(self, name: str) -> str:
        """Return a header, or an empty string."""
        return str(self.headers.get(name) or "")

    @cached_property
    def _credential(self) -> tuple[str, list[str]]:
        match = _CREDENTIAL.search(self.header("Authorization"))
        if match:
            return match["key"], match["scope"].split("/")
        presigned = self.query.get("X-Amz-Credential", [""])[0].split("/")
        return presigned[0], presigned[1:]

    @property
    def access_key(self) -> str:
        """Return the access key that signed the request, or an empty string."""
        return self._credential[0]

    @cached_property
    def region(self) -> str:
        """Return the region that the request is for."""
        scope = self._credential[1]
        if len(scope) == 4:
            return scope[1]
        match = _REGION_IN_HOST.search(self.host)
        return match["region"] if match else "us-east-1"

    @cached_property
    def signing_name(self) -> str:
        """Return the service's signing name, from the signature or else from the host."""
        scope = self._credential[1]
        return scope[-2] if len(scope) >= 3 else self.host.split(".")[0]

    @property
    def service(self) -> str:
        """Return the service by its prefix in IAM policies."""
        return IAM_PREFIXES.get(self.signing_name, self.signing_name)

    @cached_property
    def protocol(self) -> str:
        """Return the wire protocol: json, cbor, query, ec2 or s3."""
        if self.header("smithy-protocol") == "rpc-v2-cbor":
            return "cbor"
        if self.service == "s3":
            return "s3"
        if "Action" in self.parameters:
            return "ec2" if self.service == "ec2" else "query"
        return "json"

    def decoded(self, part: str) -> str:
        """Return a part of the path without percent-encoding."""
        return unquote(part)
