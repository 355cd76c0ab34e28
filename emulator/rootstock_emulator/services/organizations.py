"""AWS Organizations: its limits, account creation that takes time, all policy types, delegation."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

from moto.core.utils import utcnow
from moto.organizations import urls, utils
from moto.organizations.models import (
    FakeAccount,
    FakeDelegatedAdministrator,
    FakeOrganizationalUnit,
    FakePolicy,
    FakeRoot,
    FakeServiceAccess,
    OrganizationsBackend,
    organizations_backends,
)
from moto.organizations.responses import OrganizationsResponse

from .. import limits
from ..errors import AwsError
from ..extension import extend
from ..faults import Faults
from ..options import Options
from .account_creation import CreateAccountRequest, check_parameters
from .policy_documents import check_document

PARTITION = "aws"
RCP_FULL_ACCESS = utils.DEFAULT_RCP_POLICY_ID

MORE_TRUSTED_SERVICES = (
    "iam.amazonaws.com",
    "chatbot.amazonaws.com",
    "notifications.amazonaws.com",
    "user-subscriptions.amazonaws.com",
    "resource-explorer-2.amazonaws.com",
    "cost-optimization-hub.bcm.amazonaws.com",
    "ec2.amazonaws.com",
    "observabilityadmin.amazonaws.com",
)

Node = FakeAccount | FakeOrganizationalUnit


class Organization(OrganizationsBackend):
    """moto's back end with AWS's limits."""

    options = Options()
    faults = Faults()
    account_quota = Options().account_quota

    @property
    def _url_module(self) -> Any:
        return urls

    def _reset(self) -> None:
        super()._reset()
        self.requests: dict[str, CreateAccountRequest] = {}
        self.resource_policy: ResourcePolicy | None = None
        self.moves: list[tuple[float, dict[str, Any]]] = []

    # --- the organization

    def create_organization(self, region: str, **kwargs: Any) -> dict[str, Any]:
        """Create the organization; the management account has the configured name and e-mail."""
        super().create_organization(region, **kwargs)
        assert self.org is not None
        self.org.master_account_email = self.accounts[0].email = self.options.management_email
        self.accounts[0].name = self.options.management_name
        self.accounts[0].joined_method = "INVITED"
        return self.org.describe()

    # --- accounts

    def create_account(self, **kwargs: Any) -> dict[str, Any]:
        """Accept a request to create an account; the outcome shows in its status."""
        self._check_in_use()
        self.settle()
        check_parameters(kwargs["AccountName"], kwargs["Email"])
        _check_tags(kwargs.get("Tags", []))
        running = [request for request in self.requests.values() if request.in_progress]
        if len(running) >= limits.CONCURRENT_CREATE_ACCOUNT:
            raise _violation(
                "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
                f"At most {limits.CONCURRENT_CREATE_ACCOUNT} accounts can be in progress at a time.",
            )
        if len(self.accounts) >= self.account_quota:
            raise _violation("ACCOUNT_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of AWS accounts.")
        email = kwargs["Email"]
        fault = self.faults.of_creation(email)
        is_first = all(request.email != email for request in self.requests.values())
        request = CreateAccountRequest(
            kwargs["AccountName"], email, kwargs, self.options.create_account_seconds, fault
        )
        self.requests[request.id] = request
        self.settle()
        if fault is not None and fault.lost and is_first:
            raise AwsError("InternalFailure", "The answer was lost.", 500)
        return {"CreateAccountStatus": request.describe()}

    def settle(self) -> None:
        """Decide the outcome of each creation whose time has come, oldest first."""
        for request in self.requests.values():
            if request.due:
                self._complete(request)

    def _complete(self, request: CreateAccountRequest) -> None:
        request.completed_at = time.time()
        if request.fault is not None and request.fault.failure is not None:
            request.failure = request.fault.failure
        elif request.email.lower() in {account.email.lower() for account in self.accounts}:
            request.failure = "EMAIL_ALREADY_EXISTS"
        elif len(self.accounts) >= self.account_quota:
            request.failure = "ACCOUNT_LIMIT_EXCEEDED"
        else:
            known = len(self.accounts)
            super().create_account(**request.parameters)
            request.account_id = self.accounts[known].id

    def describe_create_account_status(self, **kwargs: Any) -> dict[str, Any]:
        """Return the state of one request."""
        request = self.requests.get(kwargs["CreateAccountRequestId"])
        if request is None:
            raise AwsError("CreateAccountStatusNotFoundException", "There is no such create account request.")
        return {"CreateAccountStatus": request.describe()}

    def list_create_account_status(self, **kwargs: Any) -> dict[str, Any]:
        """Return the state of all requests, or of those in the wanted states."""
        wanted = kwargs.get("States")
        found = [r.describe() for r in self.requests.values() if not wanted or r.state in wanted]
        return {"CreateAccountStatuses": found}

    def close_account(self, **kwargs: Any) -> None:
        """Close a member account; it keeps counting against the quota."""
        if self.org and kwargs["AccountId"] == self.org.master_account_id:
            raise _violation("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.")
        super().close_account(**kwargs)

    def remove_account_from_organization(self, **kwargs: str) -> None:
        """Remove a member account, unless it was created too recently or administers a service."""
        account = self.get_account_by_id(kwargs["AccountId"])
        if self.org and account.id == self.org.master_account_id:
            raise AwsError("MasterCannotLeaveOrganizationException", "The management account can't leave.")
        age = utcnow() - account.create_time
        if age < timedelta(days=self.options.minimum_account_age_days):
            raise _violation(
                "WAIT_PERIOD_ACTIVE",
                f"You must wait {self.options.minimum_account_age_days:g} days after the account was created.",
            )
        if any(admin.account.id == account.id for admin in self.admins):
            raise _violation("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", "Deregister it first.")
        super().remove_account_from_organization(**kwargs)

    def move_account(self, **kwargs: Any) -> None:
        """Move an account from the parent that it has."""
        account = self.get_account_by_id(kwargs["AccountId"])
        units = {unit.id for unit in self.ou}
        if kwargs["DestinationParentId"] not in units:
            raise AwsError("DestinationParentNotFoundException", "There is no such destination.")
        if account.parent_id != kwargs["SourceParentId"]:
            raise AwsError("SourceParentNotFoundException", "The account is not there.")
        if kwargs["SourceParentId"] == kwargs["DestinationParentId"]:
            raise AwsError("DuplicateAccountException", "The account is already there.")
        super().move_account(**kwargs)
        self.moves.append((time.time(), kwargs))

    # --- organizational units

    def create_organizational_unit(self, **kwargs: Any) -> dict[str, Any]:
        """Create an OU below an existing parent."""
        self._check_in_use()
        self._check_ou_name(kwargs["Name"], kwargs["ParentId"])
        _check_tags(kwargs.get("Tags", []))
        if self._depth(kwargs["ParentId"]) >= limits.OU_DEPTH:
            raise _violation("OU_DEPTH_LIMIT_EXCEEDED", f"An OU can be at most {limits.OU_DEPTH} levels deep.")
        if len(self.ou) > limits.OUS_PER_ORGANIZATION:
            raise _violation("OU_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of OUs.")
        return super().create_organizational_unit(**kwargs)

    def update_organizational_unit(self, **kwargs: Any) -> dict[str, Any]:
        """Rename an OU; only its siblings' names are taken."""
        unit = self.get_organizational_unit_by_id(kwargs["OrganizationalUnitId"])
        if kwargs.get("Name", unit.name) != unit.name:
            self._check_ou_name(kwargs["Name"], str(unit.parent_id))
            unit.name = kwargs["Name"]
        return unit.describe()

    def delete_organizational_unit(self, **kwargs: Any) -> None:
        """Delete an OU that holds nothing, and its attachments with it."""
        unit = self.get_organizational_unit_by_id(kwargs["OrganizationalUnitId"])
        children: list[Node] = [*self.ou, *self.accounts]
        if any(child.parent_id == unit.id for child in children):
            raise AwsError("OrganizationalUnitNotEmptyException", "The OU still holds accounts or OUs.")
        for policy in unit.attached_policies:
            policy.attachments.remove(unit)
        super().delete_organizational_unit(**kwargs)

    def _check_ou_name(self, name: str, parent_id: str) -> None:
        if not 1 <= len(name) <= limits.OU_NAME_CHARACTERS:
            raise AwsError("InvalidInputException", "An OU's name has 1 to 128 characters.")
        if parent_id not in {unit.id for unit in self.ou}:
            raise AwsError("ParentNotFoundException", "There is no such parent.")
        if any(unit.parent_id == parent_id and unit.name == name for unit in self.ou):
            raise AwsError("DuplicateOrganizationalUnitException", "An OU with the same name already exists.")

    def _depth(self, unit_id: str) -> int:
        """Return how many levels below the root a unit is."""
        parents = {unit.id: unit.parent_id for unit in self.ou}
        depth = 0
        while parents.get(unit_id):
            unit_id, depth = str(parents[unit_id]), depth + 1
        return depth

    # --- policies

    def create_policy(self, **kwargs: Any) -> dict[str, Any]:
        """Create a policy of any type."""
        self._check_in_use()
        self._check_policy(kwargs["Type"], kwargs)
        _check_tags(kwargs.get("Tags", []))
        same_type = [policy for policy in self.policies if policy.type == kwargs["Type"]]
        if len(same_type) >= limits.POLICY_LIMITS[kwargs["Type"]].per_organization:
            raise _violation("POLICY_NUMBER_LIMIT_EXCEEDED", "You have exceeded the number of policies.")
        if any(policy.name == kwargs["Name"] for policy in same_type):
            raise AwsError("DuplicatePolicyException", "A policy with the same name already exists.")
        assert self.org is not None
        # moto knows some types by name only: make such a policy as one that it can make.
        policy = FakePolicy(self.org, **{**kwargs, "Type": "TAG_POLICY"})
        policy.type = kwargs["Type"]
        policy._arn_format = f"arn:{{0}}:organizations::{{1}}:policy/{{2}}/{policy.type.lower()}/{{3}}"
        self.policies.append(policy)
        return policy.describe()

    def update_policy(self, **kwargs: Any) -> dict[str, Any]:
        """Change a policy that is the customer's own."""
        policy = self.get_policy_by_id(kwargs["PolicyId"])
        if policy.aws_managed:
            raise AwsError("InvalidInputException", "AWS's own policies can't change.", reason="IMMUTABLE_POLICY")
        self._check_policy(policy.type, kwargs)
        return super().update_policy(**kwargs)

    def _check_policy(self, policy_type: str, parameters: dict[str, Any]) -> None:
        if policy_type not in limits.POLICY_LIMITS:
            raise AwsError("InvalidInputException", f"{policy_type} is no policy type.", reason="INVALID_ENUM_POLICY_TYPE")
        if not 1 <= len(parameters.get("Name", "-")) <= limits.POLICY_NAME_CHARACTERS:
            raise AwsError("InvalidInputException", "A policy's name has 1 to 128 characters.")
        if len(parameters.get("Description", "")) > limits.POLICY_DESCRIPTION_CHARACTERS:
            raise AwsError("InvalidInputException", "A description has at most 512 characters.")
        if "Content" in parameters:
            longest = limits.POLICY_LIMITS[policy_type].characters
            if len(parameters["Content"]) > longest:
                raise _violation("POLICY_CONTENT_LIMIT_EXCEEDED", f"The policy is longer than {longest} characters.")
            check_document(policy_type, parameters["Content"])

    def attach_policy(self, **kwargs: Any) -> None:
        """Attach a policy within the number that a node may have."""
        policy, node = self.get_policy_by_id(kwargs["PolicyId"]), self._node(kwargs["TargetId"])
        attached = _attached(node, policy.type)
        if policy.aws_managed and not attached:  # a new node gets its full-access policy
            super().attach_policy(**kwargs)
            return
        self._check_type_enabled(policy.type)
        if policy in attached:
            raise AwsError("DuplicatePolicyAttachmentException", "The policy is already attached.")
        most = limits.POLICY_LIMITS[policy.type].per_node
        if len(attached) >= most:
            raise _violation("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", f"At most {most} policies of a type.")
        super().attach_policy(**kwargs)

    def detach_policy(self, **kwargs: str) -> None:
        """Detach a policy; every node keeps an SCP, and RCPFullAWSAccess stays."""
        policy, node = self.get_policy_by_id(kwargs["PolicyId"]), self._node(kwargs["TargetId"])
        attached = _attached(node, policy.type)
        if policy not in attached:
            raise AwsError("PolicyNotAttachedException", "The policy isn't attached to the target.")
        if policy.id == RCP_FULL_ACCESS:
            raise AwsError("InvalidInputException", "It can't be detached.", reason="NON_DETACHABLE_POLICY")
        if policy.type == limits.SCP and len(attached) == 1:
            raise _violation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "Every node needs an SCP.")
        super().detach_policy(**kwargs)

    def _check_type_enabled(self, policy_type: str) -> None:
        root = next(unit for unit in self.ou if isinstance(unit, FakeRoot))
        if all(enabled["Type"] != policy_type for enabled in root.policy_types):
            raise AwsError("PolicyTypeNotEnabledException", f"{policy_type} is not enabled in this root.")

    def _node(self, node_id: str) -> Node:
        nodes: list[Node] = [*self.ou, *self.accounts]
        found = next((node for node in nodes if node.id == node_id), None)
        if found is None:
            raise AwsError("TargetNotFoundException", "You specified a target that doesn't exist.")
        return found

    # --- tags, delegation

    def tag_resource(self, **kwargs: Any) -> None:
        """Tag a node, a policy or the resource policy."""
        resource = self._get_resource_for_tagging(kwargs["ResourceId"])
        _check_tags([*({"Key": k} for k in resource.tags), *kwargs["Tags"]])
        super().tag_resource(**kwargs)

    def _get_resource_for_tagging(self, resource_id: str) -> Any:
        if self.resource_policy is not None and resource_id == self.resource_policy.id:
            return self.resource_policy
        return super()._get_resource_for_tagging(resource_id)

    def put_resource_policy(self, content: str, tags: list[dict[str, str]]) -> dict[str, Any]:
        """Set the organization's delegation policy."""
        self._check_in_use()
        assert self.org is not None
        if len(content) > limits.RESOURCE_POLICY_CHARACTERS:
            raise _violation("POLICY_CONTENT_LIMIT_EXCEEDED", "The resource policy is too long.")
        try:
            json.loads(content)
        except ValueError as error:
            message, reason = "The resource policy is not JSON.", "INVALID_RESOURCE_POLICY_JSON"
            raise AwsError("InvalidInputException", message, reason=reason) from error
        if self.resource_policy is None:
            self.resource_policy = ResourcePolicy(self.org.master_account_id, self.org.id)
        self.resource_policy.content = content
        self.resource_policy.tags.update({tag["Key"]: tag["Value"] for tag in tags})
        return self.resource_policy.describe()

    def describe_resource_policy(self) -> dict[str, Any]:
        """Return the organization's delegation policy."""
        self._check_in_use()
        if self.resource_policy is None:
            raise AwsError("ResourcePolicyNotFoundException", "The organization has no resource policy.")
        return self.resource_policy.describe()

    def delete_resource_policy(self) -> None:
        """Remove the organization's delegation policy."""
        self.describe_resource_policy()
        self.resource_policy = None

    def administers(self, account_id: str, service: str | None = None) -> bool:
        """Return whether an account is delegated administrator, of a service or of any."""
        admins = [admin for admin in self.admins if admin.account.id == account_id]
        return any(service is None or service in admin.services for admin in admins)

    def trusts(self, service: str) -> bool:
        """Return whether a service has trusted access."""
        return any(enabled["ServicePrincipal"] == service for enabled in self.services)

    def _check_in_use(self) -> None:
        if self.org is None:
            raise AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")


class ResourcePolicy:
    """The organization's delegation policy."""

    def __init__(self, management_account: str, organization_id: str) -> None:
        self.id = "rp-" + utils.make_random_policy_id().removeprefix("p-")
        self.arn = f"arn:aws:organizations::{management_account}:resourcepolicy/{organization_id}/{self.id}"
        self.content = ""
        self.tags: dict[str, str] = {}

    def describe(self) -> dict[str, Any]:
        """Return the policy as the API shows it."""
        return {"ResourcePolicy": {"ResourcePolicySummary": {"Id": self.id, "Arn": self.arn}, "Content": self.content}}


class _Calls:
    request_params: dict[str, Any]
    current_account: str

    @property
    def organizations_backend(self) -> OrganizationsBackend:
        """A delegated administrator, or a member that a resource policy may name, sees the organization."""
        organization = organization_of(self.current_account)
        if organization is None:
            return backend_of(self.current_account)
        organization.settle()
        delegated = organization.administers(self.current_account) or organization.resource_policy is not None
        own = organization.account_id == self.current_account
        return organization if own or delegated else backend_of(self.current_account)

    def put_resource_policy(self: Any) -> str:
        """Set the organization's delegation policy."""
        parameters = self.request_params
        return json.dumps(
            self.organizations_backend.put_resource_policy(parameters["Content"], parameters.get("Tags", []))
        )

    def describe_resource_policy(self: Any) -> str:
        """Return the organization's delegation policy."""
        return json.dumps(self.organizations_backend.describe_resource_policy())

    def delete_resource_policy(self: Any) -> str:
        """Remove the organization's delegation policy."""
        self.organizations_backend.delete_resource_policy()
        return "{}"


def install(options: Options, faults: Faults) -> None:
    """Put the limits in force and add what moto lacks."""
    Organization.options = options
    Organization.faults = faults
    Organization.account_quota = options.account_quota
    organizations_backends.backend = Organization
    extend(OrganizationsResponse, _Calls)
    types = list(limits.POLICY_LIMITS)
    FakeRoot.SUPPORTED_POLICY_TYPES = types
    FakePolicy.SUPPORTED_POLICY_TYPES = types
    trusted = dict.fromkeys([*FakeServiceAccess.TRUSTED_SERVICES, *MORE_TRUSTED_SERVICES])
    FakeServiceAccess.TRUSTED_SERVICES = list(trusted)
    delegable = dict.fromkeys([*FakeDelegatedAdministrator.SUPPORTED_SERVICES, *trusted])
    FakeDelegatedAdministrator.SUPPORTED_SERVICES = list(delegable)


def account_quota() -> int:
    """Return how many accounts the organization may have, the management account included."""
    return Organization.account_quota


def set_account_quota(accounts: int) -> None:
    """Change how many accounts the organization may have, as AWS does on request."""
    Organization.account_quota = accounts


def restore_account_quota() -> None:
    """Return to the quota of the command line."""
    Organization.account_quota = Organization.options.account_quota


def backend_of(account: str) -> Organization:
    """Return the back end of an account, member or not."""
    backend = organizations_backends[account][PARTITION]
    assert isinstance(backend, Organization)
    return backend


def organization_of(account: str) -> Organization | None:
    """Return the organization that an account manages or belongs to."""
    own = backend_of(account)
    if own.org is not None:
        return own
    master = organizations_backends.master_accounts.get(account)
    return backend_of(master[0]) if master else None


def management_of(account: str) -> str | None:
    """Return the management account of an account's organization."""
    organization = organization_of(account)
    if organization is None or organization.org is None:
        return None
    management: str = organization.org.master_account_id
    return management


def acts_for_organization(account: str, service: str) -> bool:
    """Return whether an account is the management account or administers a service for it."""
    organization = organization_of(account)
    if organization is None:
        return False
    return management_of(account) == account or organization.administers(account, service)


def create_organization(management_account: str) -> None:
    """Create an organization of all features, as an existing customer has it."""
    backend_of(management_account).create_organization("us-east-1", FeatureSet="ALL")


def _attached(node: Node, policy_type: str) -> list[FakePolicy]:
    return [policy for policy in node.attached_policies if policy.type == policy_type]


def _check_tags(tags: list[dict[str, str]]) -> None:
    if len({tag["Key"] for tag in tags}) > limits.TAGS_PER_NODE:
        raise _violation("MAX_TAG_LIMIT_EXCEEDED", f"At most {limits.TAGS_PER_NODE} tags.")


def _violation(reason: str, message: str) -> AwsError:
    return AwsError("ConstraintViolationException", message, reason=reason)
