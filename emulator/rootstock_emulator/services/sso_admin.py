"""IAM Identity Center: tags of permission sets, the status of provisioning, and what each account is provisioned with."""

from __future__ import annotations

import json
from typing import Any

from moto.ssoadmin.responses import SSOAdminResponse

from ..extension import extend


def install() -> None:
    """Add the calls to moto."""
    extend(SSOAdminResponse, _Calls)


class _Calls:
    def list_tags_for_resource(self: Any) -> str:
        """List a permission set's tags; an instance has none."""
        permission_set = _permission_set(self)
        return json.dumps({"Tags": (permission_set.tags or []) if permission_set else []})

    def tag_resource(self: Any) -> str:
        """Add or change tags."""
        permission_set = _permission_set(self)
        if permission_set:
            tags = {tag["Key"]: tag for tag in [*(permission_set.tags or []), *self._get_param("Tags")]}
            permission_set.tags = list(tags.values())
        return "{}"

    def untag_resource(self: Any) -> str:
        """Remove tags."""
        permission_set = _permission_set(self)
        if permission_set:
            removed = self._get_param("TagKeys")
            permission_set.tags = [tag for tag in permission_set.tags or [] if tag["Key"] not in removed]
        return "{}"

    def list_permission_sets_provisioned_to_account(self: Any) -> str:
        """List the permission sets that are assigned in one account; moto does not tell accounts apart."""
        account = self._get_param("AccountId")
        assignments = self.ssoadmin_backend.account_assignments
        found = {one.permission_set_arn: None for one in assignments if one.target_id == account}
        return json.dumps({"PermissionSets": list(found)})

    def describe_permission_set_provisioning_status(self: Any) -> str:
        """Say that provisioning is done; here it takes no time."""
        request_id = self._get_param("ProvisionPermissionSetRequestId")
        return json.dumps({"PermissionSetProvisioningStatus": {"Status": "SUCCEEDED", "RequestId": request_id}})


def _permission_set(response: Any) -> Any:
    arn = response._get_param("ResourceArn")
    sets = response.ssoadmin_backend.permission_sets
    return next((one for one in sets if one.permission_set_arn == arn), None)
