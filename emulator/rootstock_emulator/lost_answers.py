"""Answers that were given but may not have arrived.

An SDK repeats a call whose answer was lost on the way, under the same invocation id. AWS would carry it out again, and
a call that creates something would then fail as a duplicate. A connection inside one machine should lose nothing, so
here the first answer is given again: a run must not fail for a reason that is the emulator's own.
"""

from __future__ import annotations

from collections import OrderedDict

from .errors import Response
from .request import ApiRequest

REMEMBERED = 512


class LostAnswers:
    """The latest successful answers, by the invocation id of their call."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Response] = OrderedDict()

    def find(self, request: ApiRequest) -> Response | None:
        """Return the answer that an earlier attempt of the same call was given, if it succeeded."""
        return self._answers.get(_invocation(request))

    def remember(self, request: ApiRequest, response: Response) -> None:
        """Keep a successful answer; a failed call is carried out again when it is repeated."""
        invocation = _invocation(request)
        if invocation == "" or response.status >= 300:
            return
        self._answers[invocation] = response
        if len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)


def _invocation(request: ApiRequest) -> str:
    return str(request.headers.get("amz-sdk-invocation-id") or "")
