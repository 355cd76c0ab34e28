"""CloudWatch Logs: saved Insights queries, which moto lacks."""

from __future__ import annotations

import json
import uuid
from typing import Any

from moto.logs.responses import LogsResponse

from ..extension import extend
from ..store import STORE


def install() -> None:
    """Add the calls to moto."""
    extend(LogsResponse, _Calls)


class _Calls:
    def put_query_definition(self: Any) -> str:
        """Save a query, or replace the one with the given id."""
        identifier = self._get_param("queryDefinitionId") or str(uuid.uuid4())
        _definitions(self)[identifier] = {
            "queryDefinitionId": identifier,
            "name": self._get_param("name"),
            "queryString": self._get_param("queryString"),
            "logGroupNames": self._get_param("logGroupNames") or [],
        }
        return json.dumps({"queryDefinitionId": identifier})

    def describe_query_definitions(self: Any) -> str:
        """List the saved queries whose names begin with a prefix."""
        prefix = self._get_param("queryDefinitionNamePrefix") or ""
        found = [one for one in _definitions(self).values() if one["name"].startswith(prefix)]
        return json.dumps({"queryDefinitions": found})

    def delete_query_definition(self: Any) -> str:
        """Delete a saved query."""
        removed = _definitions(self).pop(self._get_param("queryDefinitionId"), None)
        return json.dumps({"success": removed is not None})


def _definitions(response: Any) -> dict[str, Any]:
    return STORE.section("logs", "queries", response.current_account, response.region)
