"""Athena: changes to workgroups, and the end of saved queries, which moto lacks."""

from __future__ import annotations

from typing import Any

from moto.athena.responses import AthenaResponse

from ..errors import AwsError
from ..extension import extend


def install() -> None:
    """Add the calls to moto."""
    extend(AthenaResponse, _Calls)


class _Calls:
    def update_work_group(self: Any) -> str:
        """Change the description, the state and the limits of a workgroup."""
        workgroup = self.athena_backend.work_groups.get(self._get_param("WorkGroup"))
        if workgroup is None:
            raise AwsError("InvalidRequestException", "WorkGroup is not found.")
        workgroup.description = self._get_param("Description") or workgroup.description
        workgroup.state = self._get_param("State") or workgroup.state
        _update(workgroup.configuration, self._get_param("ConfigurationUpdates") or {})
        return "{}"

    def delete_named_query(self: Any) -> str:
        """Delete a saved query."""
        if self.athena_backend.named_queries.pop(self._get_param("NamedQueryId"), None) is None:
            raise AwsError("InvalidRequestException", "NamedQuery is not found.")
        return "{}"


def _update(configuration: dict[str, Any], updates: dict[str, Any]) -> None:
    """Athena names what changes in a workgroup's results by names of its own."""
    results = updates.pop("ResultConfigurationUpdates", {})
    configuration.setdefault("ResultConfiguration", {}).update(
        {name: value for name, value in results.items() if not name.startswith("Remove")}
    )
    configuration.update({name: value for name, value in updates.items() if not name.startswith("Remove")})
