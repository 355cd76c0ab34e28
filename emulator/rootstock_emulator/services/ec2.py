"""EC2: the account's defaults for the instance metadata service, which moto lacks."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response

from ..extension import extend
from ..store import STORE

FIELDS = ("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "InstanceMetadataTags")
NO_PREFERENCE = ("no-preference", "-1")


def install() -> None:
    """Add the calls to moto."""
    extend(EC2Response, _InstanceMetadataDefaults)


class _InstanceMetadataDefaults:
    current_account: str
    region: str
    _get_param: Any

    def get_instance_metadata_defaults(self) -> ActionResult:
        """Return what has been set; nothing is set at first."""
        defaults = STORE.section("ec2", "metadata-defaults", self.current_account, self.region)
        return ActionResult({"AccountLevel": {**defaults, "ManagedBy": "account"}})

    def modify_instance_metadata_defaults(self) -> ActionResult:
        """Set what is given; `no-preference` and -1 unset."""
        defaults = STORE.section("ec2", "metadata-defaults", self.current_account, self.region)
        for name in FIELDS:
            value = self._get_param(name)
            if value is not None and str(value) in NO_PREFERENCE:
                defaults.pop(name, None)
            elif value is not None:
                defaults[name] = int(value) if name == "HttpPutResponseHopLimit" else value
        return ActionResult({"Return": True})
