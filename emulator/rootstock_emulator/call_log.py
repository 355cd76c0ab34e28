"""The record of every API call: one JSON line each."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TextIO

from .errors import Response

KEPT_IN_MEMORY = 100_000
_XML_CODE = re.compile(rb"<Code>([^<]+)</Code>")
_XML_MESSAGE = re.compile(rb"<Message>([^<]+)</Message>")


@dataclass(frozen=True)
class Call:
    """One API call: who called what in which account, and how it ended."""

    time: str
    service: str
    action: str
    region: str
    account: str
    principal: str
    status: int
    errorCode: str | None  # noqa: N815 - the name in the JSON line, as in CloudTrail
    errorMessage: str | None  # noqa: N815


class CallLog:
    """Calls in memory and, where a file is named, in that file as they happen."""

    def __init__(self, path: str | None) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT_IN_MEMORY)
        self._file: TextIO | None = None
        if path is not None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._file = open(path, "w", buffering=1, encoding="utf-8")  # noqa: SIM115 - closed by close()

    def add(self, call: Call) -> None:
        """Record a call."""
        self._calls.append(call)
        if self._file is not None:
            self._file.write(json.dumps(asdict(call)) + "\n")

    def lines(self) -> list[dict[str, object]]:
        """Return the recorded calls, oldest first."""
        return [asdict(call) for call in self._calls]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def now() -> str:
    """Return the present moment in UTC, to the millisecond."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def error_code_of(response: Response) -> str | None:
    """Return the AWS error code of a response; None when the call succeeded."""
    if response.status < 400:
        return None
    headers = {name.lower(): value for name, value in response.headers.items()}
    named = headers.get("x-amzn-errortype")
    if named:
        return str(named).split(":")[0].rsplit("#", 1)[-1]
    code = _in_json(response.body, "__type", "code")
    return (code and code.rsplit("#", 1)[-1]) or _in_xml(response.body, _XML_CODE) or f"HTTP{response.status}"


def error_message_of(response: Response) -> str | None:
    """Return what a response says of its error; None when the call succeeded, or it says nothing."""
    if response.status < 400:
        return None
    return _in_json(response.body, "message", "Message") or _in_xml(response.body, _XML_MESSAGE)


def _in_json(body: bytes, *names: str) -> str | None:
    try:
        document = json.loads(body)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    return next((str(document[name]) for name in names if document.get(name)), None)


def _in_xml(body: bytes, pattern: re.Pattern[bytes]) -> str | None:
    match = pattern.search(body)
    return match[1].decode() if match else None
