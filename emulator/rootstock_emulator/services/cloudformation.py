"""CloudFormation: what moto forgets of a service-managed stack set."""

from __future__ import annotations

from typing import Any

from moto.cloudformation.models import StackSet
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult

from ..extension import extend

_create_stack_set = CloudFormationResponse.create_stack_set
_update_stack_set = CloudFormationResponse.update_stack_set


def install() -> None:
    """Keep AutoDeployment and Capabilities, and leave out what AWS leaves out."""
    extend(CloudFormationResponse, _StackSetCalls)
    extend(StackSet, _StackSetFields)


class _StackSetFields:
    @property
    def managed_execution(self) -> None:
        """AWS omits this unless it was set."""
        return None


class _StackSetCalls:
    def create_stack_set(self: Any) -> ActionResult:
        """Create a stack set and keep what was asked for."""
        result = _create_stack_set(self)
        _keep(self)
        return result

    def update_stack_set(self: Any) -> ActionResult:
        """Update a stack set and keep what was asked for."""
        result = _update_stack_set(self)
        _keep(self)
        return result


def _keep(response: Any) -> None:
    stack_set = response.cloudformation_backend.describe_stack_set(response._get_param("StackSetName"))
    parameters = response._get_params()
    deployment = parameters.get("AutoDeployment")
    if deployment:
        stack_set.auto_deployment = {
            name: str(deployment.get(name, False)).lower() == "true"
            for name in ("Enabled", "RetainStacksOnAccountRemoval")
        }
    stack_set.capabilities = parameters.get("Capabilities") or []
    if stack_set.permission_model == "SERVICE_MANAGED":
        stack_set.administration_role_arn = stack_set.execution_role_name = None
