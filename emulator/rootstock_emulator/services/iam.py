"""IAM: central management of root users, which moto lacks; AWS's managed policies; the first user."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from moto.core.responses import ActionResult
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend, iam_backends
from moto.iam.policy_validation import VALID_RESOURCE_PATH_STARTING_VALUES
from moto.iam.responses import IamResponse

from ..errors import AwsError
from ..extension import extend
from ..principals import ADMINISTRATOR, ADMINISTRATOR_KEY, ADMINISTRATOR_SECRET
from ..store import STORE
from .organizations import Organization, organization_of

SERVICE_PRINCIPAL = "iam.amazonaws.com"
AWS_MANAGED = "arn:aws:iam::aws:policy/"
ROOT_SESSIONS = "RootSessions"
ROOT_CREDENTIALS = "RootCredentialsManagement"


def install() -> None:
    """Add the calls to moto."""
    extend(IamResponse, _Calls)
    # The root user is what a policy for sts:AssumeRoot names, and moto takes its ARN for malformed.
    VALID_RESOURCE_PATH_STARTING_VALUES["iam"]["values"].append("root")
    for name in ("attach_role_policy", "attach_user_policy", "get_policy", "get_policy_version"):
        setattr(IAMBackend, name, _with_managed_policy(getattr(IAMBackend, name)))


def create_administrator(account: str) -> None:
    """Create the user and access key that a test starts with."""
    iam = iam_backends[account]["aws"]
    iam.create_user("us-east-1", ADMINISTRATOR)
    key = iam.create_access_key(ADMINISTRATOR)
    del iam.access_keys[key.access_key_id]
    key.access_key_id, key.secret_access_key = ADMINISTRATOR_KEY, ADMINISTRATOR_SECRET
    iam.access_keys[ADMINISTRATOR_KEY] = key


def enabled_features(organization: Organization) -> dict[str, Any]:
    """Return the root features that are on, as keys."""
    return STORE.section("iam", "features", organization.account_id)


def delegated_organization(account: str) -> Organization:
    """Return the organization whose root users `account` may manage, or raise as IAM does."""
    organization = organization_of(account)
    if organization is None or organization.org is None:
        raise AwsError("OrganizationNotFoundException", "The account is not part of an organization.", 404)
    if not organization.trusts(SERVICE_PRINCIPAL):
        raise AwsError("ServiceAccessNotEnabledException", f"Trusted access for {SERVICE_PRINCIPAL} is off.")
    if account != organization.account_id and not organization.administers(account, SERVICE_PRINCIPAL):
        raise AwsError(
            "AccountNotManagementOrDelegatedAdministratorException",
            "Only the management account or a delegated administrator for IAM can do this.",
        )
    if organization.org.feature_set != "ALL":
        raise AwsError("OrganizationNotInAllFeaturesModeException", "The organization lacks all features.")
    return organization


def _with_managed_policy(call: Callable[..., Any]) -> Callable[..., Any]:
    """Load the one AWS managed policy that a call names; all of them take moto a second for each account."""

    def loaded(self: Any, policy_arn: str, *args: Any, **kwargs: Any) -> Any:
        if policy_arn.startswith(AWS_MANAGED) and policy_arn not in self.managed_policies:
            name = policy_arn.rsplit("/", 1)[-1]
            data = _aws_managed_policies().get(name)
            if data is not None:
                policy = AWSManagedPolicy.from_data(name, self.account_id, self.region_name, data)
                self.managed_policies[policy.arn] = policy
        return call(self, policy_arn, *args, **kwargs)

    return loaded


@cache
def _aws_managed_policies() -> dict[str, dict[str, Any]]:
    policies: dict[str, dict[str, Any]] = json.loads(aws_managed_policies_data)
    return policies


def _answer(organization: Organization) -> ActionResult:
    assert organization.org is not None
    features = sorted(enabled_features(organization))
    return ActionResult({"OrganizationId": organization.org.id, "EnabledFeatures": features})


def _switch(feature: str, on: bool) -> Callable[[Any], ActionResult]:
    def call(self: Any) -> ActionResult:
        organization = delegated_organization(self.current_account)
        features = enabled_features(organization)
        if on:
            features[feature] = True
        else:
            features.pop(feature, None)
        return _answer(organization)

    return call


class _Calls:
    enable_organizations_root_credentials_management = _switch(ROOT_CREDENTIALS, on=True)
    disable_organizations_root_credentials_management = _switch(ROOT_CREDENTIALS, on=False)
    enable_organizations_root_sessions = _switch(ROOT_SESSIONS, on=True)
    disable_organizations_root_sessions = _switch(ROOT_SESSIONS, on=False)

    def list_organizations_features(self: Any) -> ActionResult:
        """List the features that are on."""
        return _answer(delegated_organization(self.current_account))
