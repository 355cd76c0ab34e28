"""An AWS error, and how each wire protocol spells it."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from uuid import uuid4
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Response:
    """What goes back to the client."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class AwsError(Exception):
    """An error that AWS would answer, with its code, HTTP status and, where AWS gives one, reason."""

    def __init__(self, code: str, message: str = "", status: int = 400, reason: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason


def render_error(error: AwsError, protocol: str) -> Response:
    """Return `error` in the form that clients of `protocol` parse."""
    request_id = str(uuid4())
    headers = {"x-amzn-requestid": request_id, "x-amzn-errortype": error.code}
    if protocol == "cbor":
        headers |= {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        return Response(error.status, headers, _cbor({"__type": error.code, "message": error.message}))
    if protocol == "json":
        document = {"__type": error.code, "message": error.message, "Message": error.message}
        if error.reason is not None:
            document["Reason"] = error.reason
        return Response(error.status, headers | {"Content-Type": "application/json"}, json.dumps(document).encode())
    inner = f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
    return Response(error.status, headers | {"Content-Type": "text/xml"}, _xml(inner, protocol, request_id).encode())


def _xml(inner: str, protocol: str, request_id: str) -> str:
    if protocol == "s3":
        return f"<Error>{inner}<RequestId>{request_id}</RequestId></Error>"
    if protocol == "ec2":
        return f"<Response><Errors><Error>{inner}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    error = f"<Error><Type>Sender</Type>{inner}</Error>"
    return f"<ErrorResponse>{error}<RequestId>{request_id}</RequestId></ErrorResponse>"


def _cbor(document: dict[str, str]) -> bytes:
    """Encode a small map of strings as CBOR (RFC 8949): map head, then text strings."""
    encoded = bytes([0xA0 | len(document)])
    for text in (part for pair in document.items() for part in pair):
        raw = text.encode()
        encoded += b"\x79" + struct.pack(">H", len(raw)) + raw
    return encoded
