"""AWS Config: rules of the organization, which fail in an account without a recorder."""

from __future__ import annotations

import json
from typing import Any

from moto.config.models import config_backends
from moto.config.responses import ConfigResponse

from ..errors import AwsError
from ..extension import extend
from ..store import STORE
from .organizations import acts_for_organization, organization_of

SERVICE_PRINCIPAL = "config-multiaccountsetup.amazonaws.com"
METADATA = "OrganizationManagedRuleMetadata"


def install() -> None:
    """Add the calls that moto lacks."""
    extend(ConfigResponse, _Calls)


def _rules(response: Any) -> dict[str, Any]:
    return STORE.section("config", "organization-rules", response.current_account, response.region)


def _check_administrator(response: Any) -> None:
    if not acts_for_organization(response.current_account, SERVICE_PRINCIPAL):
        message = "This action can only be made by the organization's management account or a delegated administrator."
        raise AwsError("OrganizationAccessDeniedException", message)


def _find(response: Any, name: str) -> dict[str, Any]:
    rule: dict[str, Any] | None = _rules(response).get(name)
    if rule is None:
        raise AwsError("NoSuchOrganizationConfigRuleException", f"The organization has no rule {name}.")
    return rule


def _wanted(response: Any) -> list[dict[str, Any]]:
    names = response._get_param("OrganizationConfigRuleNames")
    return [_find(response, name) for name in names] if names else list(_rules(response).values())


def _accounts(response: Any, rule: dict[str, Any]) -> dict[str, bool]:
    """Return the accounts that a rule is for, and whether each has a recorder."""
    organization = organization_of(response.current_account)
    accounts = [] if organization is None else [account.id for account in organization.accounts]
    return {
        account: bool(config_backends[account][response.region].recorders)
        for account in accounts
        if account not in rule.get("ExcludedAccounts", [])
    }


class _Calls:
    def put_organization_config_rule(self: Any) -> str:
        """Create or replace a rule in every account that is not excluded."""
        _check_administrator(self)
        name = self._get_param("OrganizationConfigRuleName")
        arn = f"arn:aws:config:{self.region}:{self.current_account}:organization-config-rule/{name}"
        rule: dict[str, Any] = {
            "OrganizationConfigRuleName": name,
            "OrganizationConfigRuleArn": arn,
            METADATA: self._get_param(METADATA),
            "ExcludedAccounts": self._get_param("ExcludedAccounts") or [],
        }
        if not rule[METADATA]:
            raise AwsError("InvalidParameterValueException", "Only managed rules are emulated.")
        # The outcome is decided when the rule is made: a recorder that comes later is too late.
        rule["recorded"] = _accounts(self, rule)
        _rules(self)[name] = rule
        return json.dumps({"OrganizationConfigRuleArn": arn})

    def describe_organization_config_rules(self: Any) -> str:
        """Return the rules of the organization."""
        _check_administrator(self)
        public = [{key: value for key, value in rule.items() if key != "recorded"} for rule in _wanted(self)]
        return json.dumps({"OrganizationConfigRules": public})

    def describe_organization_config_rule_statuses(self: Any) -> str:
        """Say whether each rule is in force in all of its accounts."""
        _check_administrator(self)
        statuses = [
            {
                "OrganizationConfigRuleName": rule["OrganizationConfigRuleName"],
                "OrganizationRuleStatus": "CREATE_SUCCESSFUL" if all(rule["recorded"].values()) else "CREATE_FAILED",
                **({} if all(rule["recorded"].values()) else {"ErrorCode": "NoAvailableConfigurationRecorder"}),
            }
            for rule in _wanted(self)
        ]
        return json.dumps({"OrganizationConfigRuleStatuses": statuses})

    def get_organization_config_rule_detailed_status(self: Any) -> str:
        """Say in which accounts a rule is in force."""
        _check_administrator(self)
        rule = _find(self, self._get_param("OrganizationConfigRuleName"))
        wanted = (self._get_param("Filters") or {}).get("MemberAccountRuleStatus")
        statuses = [_status(account, rule, has_recorder) for account, has_recorder in rule["recorded"].items()]
        found = [status for status in statuses if wanted in (None, status["MemberAccountRuleStatus"])]
        return json.dumps({"OrganizationConfigRuleDetailedStatus": found})

    def delete_organization_config_rule(self: Any) -> str:
        """Remove a rule from every account."""
        _check_administrator(self)
        del _rules(self)[_find(self, self._get_param("OrganizationConfigRuleName"))["OrganizationConfigRuleName"]]
        return "{}"


def _status(account: str, rule: dict[str, Any], has_recorder: bool) -> dict[str, str]:
    status = {"AccountId": account, "ConfigRuleName": f"OrgConfigRule-{rule['OrganizationConfigRuleName']}"}
    if has_recorder:
        return {**status, "MemberAccountRuleStatus": "CREATE_SUCCESSFUL"}
    failure = {"ErrorCode": "NoAvailableConfigurationRecorder", "ErrorMessage": "The account has no recorder."}
    return {**status, "MemberAccountRuleStatus": "CREATE_FAILED", **failure}
