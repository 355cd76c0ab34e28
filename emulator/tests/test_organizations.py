"""AWS Organizations' limits, as AWS answers them."""

from __future__ import annotations

import json
from typing import Any

from running import MANAGEMENT, EmulatorTestCase

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"


def scp(padding: int = 0) -> str:
    statement = {"Sid": "A" * padding, "Effect": "Deny", "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def rcp() -> str:
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class OrganizationTestCase(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.api: Any = self.emulator.client("organizations")
        self.root: str = self.api.list_roots()["Roots"][0]["Id"]

    def create_ou(self, name: str, parent: str | None = None) -> str:
        unit = self.api.create_organizational_unit(Name=name, ParentId=parent or self.root)
        return str(unit["OrganizationalUnit"]["Id"])

    def create_policy(self, name: str, policy_type: str = SCP, content: str | None = None) -> str:
        body = content or (rcp() if policy_type == RCP else scp())
        policy = self.api.create_policy(Name=name, Description="", Type=policy_type, Content=body)
        return str(policy["Policy"]["PolicySummary"]["Id"])

    def enable(self, policy_type: str) -> None:
        self.api.enable_policy_type(RootId=self.root, PolicyType=policy_type)

    def violates(self, reason: str, call: Any, **parameters: Any) -> None:
        self.assertEqual(self.refused("ConstraintViolationException", call, **parameters).get("Reason"), reason)


class Policies(OrganizationTestCase):
    def test_an_scp_may_have_10240_characters_and_no_more(self) -> None:
        exact = scp(10_240 - len(scp()))
        self.create_policy("exact", content=exact)
        self.violates(
            "POLICY_CONTENT_LIMIT_EXCEEDED", self.create_policy, name="long", content=scp(10_241 - len(scp()))
        )

    def test_an_rcp_may_have_5120_characters(self) -> None:
        padded = rcp() + " " * (5_121 - len(rcp()))
        self.violates("POLICY_CONTENT_LIMIT_EXCEEDED", self.create_policy, name="r", policy_type=RCP, content=padded)

    def test_an_update_is_limited_too(self) -> None:
        policy = self.create_policy("one")
        self.violates("POLICY_CONTENT_LIMIT_EXCEEDED", self.api.update_policy, PolicyId=policy, Content=scp(11_000))

    def test_malformed_documents_are_refused(self) -> None:
        no_effect = {"Version": "2012-10-17", "Statement": [{"Action": "*", "Resource": "*"}]}
        with_principal = {**json.loads(scp())["Statement"][0], "Principal": "*"}
        allow = {**json.loads(rcp())["Statement"][0], "Effect": "Allow"}
        every_action = {**json.loads(rcp())["Statement"][0], "Action": "*"}
        cases: list[tuple[str, object]] = [
            (SCP, "{"),
            (SCP, "[]"),
            (SCP, {"Version": "2012-10-17"}),
            (SCP, no_effect),
            (SCP, {"Version": "2012-10-17", "Statement": [with_principal]}),
            (RCP, {"Version": "2012-10-17", "Statement": [allow]}),
            (RCP, {"Version": "2012-10-17", "Statement": [every_action]}),
        ]
        for policy_type, document in cases:
            content = document if isinstance(document, str) else json.dumps(document)
            with self.subTest(content=content):
                code = "MalformedPolicyDocumentException"
                self.refused(code, self.create_policy, name="x", policy_type=policy_type, content=content)

    def test_ten_scps_a_node_the_full_access_one_included(self) -> None:
        self.enable(SCP)
        policies = [self.create_policy(f"p{i}") for i in range(10)]
        for policy in policies[:9]:
            self.api.attach_policy(PolicyId=policy, TargetId=self.root)
        self.violates(
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            self.api.attach_policy,
            PolicyId=policies[9],
            TargetId=self.root,
        )

    def test_five_rcps_a_node_the_full_access_one_included(self) -> None:
        self.enable(RCP)
        ou = self.create_ou("one")
        policies = [self.create_policy(f"p{i}", RCP) for i in range(5)]
        for policy in policies[:4]:
            self.api.attach_policy(PolicyId=policy, TargetId=ou)
        self.violates(
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", self.api.attach_policy, PolicyId=policies[4], TargetId=ou
        )

    def test_a_policy_type_must_be_enabled_before_it_is_attached(self) -> None:
        policy = self.create_policy("one")
        code = "PolicyTypeNotEnabledException"
        self.refused(code, self.api.attach_policy, PolicyId=policy, TargetId=self.root)

    def test_a_policy_is_attached_once(self) -> None:
        self.enable(SCP)
        parameters = {"PolicyId": self.create_policy("one"), "TargetId": self.root}
        self.api.attach_policy(**parameters)
        self.refused("DuplicatePolicyAttachmentException", self.api.attach_policy, **parameters)

    def test_a_node_keeps_its_last_scp(self) -> None:
        self.enable(SCP)
        full_access = {"PolicyId": "p-FullAWSAccess", "TargetId": self.create_ou("one")}
        self.violates("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", self.api.detach_policy, **full_access)
        self.api.attach_policy(PolicyId=self.create_policy("p"), TargetId=full_access["TargetId"])
        self.api.detach_policy(**full_access)
        self.refused("PolicyNotAttachedException", self.api.detach_policy, **full_access)

    def test_the_full_access_rcp_stays(self) -> None:
        parameters = {"PolicyId": "p-RCPFullAWSAccess", "TargetId": self.root}
        error = self.refused("InvalidInputException", self.api.detach_policy, **parameters)
        self.assertEqual(error["Reason"], "NON_DETACHABLE_POLICY")

    def test_every_policy_type_can_be_made_and_listed(self) -> None:
        for policy_type in ("DECLARATIVE_POLICY_EC2", "BACKUP_POLICY", "CHATBOT_POLICY", "TAG_POLICY"):
            self.enable(policy_type)
            policy = self.create_policy(policy_type, policy_type, "{}")
            listed = self.api.list_policies(Filter=policy_type)["Policies"]
            self.assertEqual([one["Id"] for one in listed], [policy])
            self.assertIn(f"/{policy_type.lower()}/", listed[0]["Arn"])

    def test_the_delegation_policy_is_kept_and_tagged(self) -> None:
        self.refused("ResourcePolicyNotFoundException", self.api.describe_resource_policy)
        tags = [{"Key": "a", "Value": "b"}]
        policy = self.api.put_resource_policy(Content=scp(), Tags=tags)["ResourcePolicy"]
        self.assertEqual(self.api.describe_resource_policy()["ResourcePolicy"], policy)
        identifier = policy["ResourcePolicySummary"]["Id"]
        self.assertEqual(self.api.list_tags_for_resource(ResourceId=identifier)["Tags"], tags)
        error = self.refused("InvalidInputException", self.api.put_resource_policy, Content="{")
        self.assertEqual(error["Reason"], "INVALID_RESOURCE_POLICY_JSON")
        self.violates("POLICY_CONTENT_LIMIT_EXCEEDED", self.api.put_resource_policy, Content="x" * 40_001)
        self.api.delete_resource_policy()
        self.refused("ResourcePolicyNotFoundException", self.api.describe_resource_policy)


class Units(OrganizationTestCase):
    def test_ous_are_five_deep_at_most(self) -> None:
        parent = self.root
        for level in range(5):
            parent = self.create_ou(f"level {level}", parent)
        self.violates("OU_DEPTH_LIMIT_EXCEEDED", self.create_ou, name="level 5", parent=parent)

    def test_a_name_is_unique_among_siblings_only(self) -> None:
        first = self.create_ou("same")
        second = self.create_ou("same", first)
        self.refused("DuplicateOrganizationalUnitException", self.create_ou, name="same")
        self.create_ou("other")
        rename = self.api.update_organizational_unit
        rename(OrganizationalUnitId=second, Name="other")
        rename(OrganizationalUnitId=first, Name="same")
        self.refused("DuplicateOrganizationalUnitException", rename, OrganizationalUnitId=first, Name="other")

    def test_an_ou_that_holds_something_stays(self) -> None:
        outer = self.create_ou("outer")
        inner = self.create_ou("inner", outer)
        delete, code = self.api.delete_organizational_unit, "OrganizationalUnitNotEmptyException"
        self.refused(code, delete, OrganizationalUnitId=outer)
        (account,) = self.emulator.create_accounts("one")
        self.api.move_account(AccountId=account, SourceParentId=self.root, DestinationParentId=inner)
        self.refused(code, delete, OrganizationalUnitId=inner)
        self.api.move_account(AccountId=account, SourceParentId=inner, DestinationParentId=self.root)
        delete(OrganizationalUnitId=inner)
        delete(OrganizationalUnitId=outer)

    def test_a_parent_must_exist_and_a_node_has_fifty_tags(self) -> None:
        self.refused("ParentNotFoundException", self.create_ou, name="one", parent="ou-abcd-12345678")
        tags = [{"Key": str(i), "Value": ""} for i in range(51)]
        ou = self.create_ou("one")
        self.violates("MAX_TAG_LIMIT_EXCEEDED", self.api.tag_resource, ResourceId=ou, Tags=tags)

    def test_a_move_names_the_right_source(self) -> None:
        (account,) = self.emulator.create_accounts("one")
        move, ou = self.api.move_account, self.create_ou("one")
        nodes = {"AccountId": account, "SourceParentId": ou, "DestinationParentId": self.root}
        self.refused("SourceParentNotFoundException", move, **nodes)


class Accounts(OrganizationTestCase):
    def create(self, name: str, email: str) -> dict[str, Any]:
        request = self.api.create_account(AccountName=name, Email=email)
        return self.emulator.outcome(request["CreateAccountStatus"]["Id"])

    def test_an_email_is_used_once_whatever_its_case(self) -> None:
        self.assertEqual(self.create("one", "One@example.com")["State"], "SUCCEEDED")
        for taken in ("one@EXAMPLE.com", "Management@example.com"):
            outcome = self.create("two", taken)
            self.assertEqual((outcome["State"], outcome["FailureReason"]), ("FAILED", "EMAIL_ALREADY_EXISTS"))
        self.assertEqual(len(self.api.list_accounts()["Accounts"]), 2)

    def test_names_and_emails_have_a_form(self) -> None:
        create = self.api.create_account
        for name, email in (("a" * 51, "a@example.com"), ("ü", "a@example.com"), ("a", "nobody"), ("a", "a" * 60 + "@b.cd")):
            with self.subTest(name=name, email=email):
                self.refused("InvalidInputException", create, AccountName=name, Email=email)

    def test_a_new_account_cannot_be_removed(self) -> None:
        (account,) = self.emulator.create_accounts("one")
        self.violates("WAIT_PERIOD_ACTIVE", self.api.remove_account_from_organization, AccountId=account)

    def test_the_management_account_stays(self) -> None:
        code = "MasterCannotLeaveOrganizationException"
        self.refused(code, self.api.remove_account_from_organization, AccountId=MANAGEMENT)
        self.violates("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", self.api.close_account, AccountId=MANAGEMENT)

    def test_a_delegated_administrator_sees_the_organization(self) -> None:
        (account,) = self.emulator.create_accounts("one")
        member = self.emulator.member_client("organizations", account)
        self.assertEqual(member.list_accounts()["Accounts"], [])
        self.api.register_delegated_administrator(AccountId=account, ServicePrincipal="iam.amazonaws.com")
        self.assertEqual(len(member.list_accounts()["Accounts"]), 2)


class FaultyCreations(OrganizationTestCase):
    def setUp(self) -> None:
        super().setUp()
        for fault in (
            {"email": "taken-*@example.com", "failure": "EMAIL_ALREADY_EXISTS"},
            {"email": "late@example.com", "failure": "INTERNAL_FAILURE", "seconds": 0.2},
            {"email": "slow@example.com", "seconds": 0.2},
        ):
            self.emulator.control("POST", "faults", fault)

    def create(self, email: str) -> dict[str, Any]:
        request = self.api.create_account(AccountName="one", Email=email)["CreateAccountStatus"]
        return {"first": request["State"], **self.emulator.outcome(request["Id"])}

    def test_a_creation_fails_with_the_reason_after_its_request_was_accepted(self) -> None:
        for email, reason, first in (
            ("Taken-1@example.com", "EMAIL_ALREADY_EXISTS", "FAILED"),
            ("late@example.com", "INTERNAL_FAILURE", "IN_PROGRESS"),
        ):
            with self.subTest(email=email):
                outcome = self.create(email)
                self.assertEqual((outcome["first"], outcome["State"]), (first, "FAILED"))
                self.assertEqual(outcome["FailureReason"], reason)
        self.assertEqual(len(self.api.list_accounts()["Accounts"]), 1)

    def test_a_creation_takes_as_long_as_asked_for(self) -> None:
        outcome = self.create("slow@example.com")
        self.assertEqual((outcome["first"], outcome["State"]), ("IN_PROGRESS", "SUCCEEDED"))
        took = outcome["CompletedTimestamp"] - outcome["RequestedTimestamp"]
        self.assertGreaterEqual(took.total_seconds(), 0.2)

    def test_other_creations_and_later_ones_are_as_ever(self) -> None:
        self.assertEqual(self.create("other@example.com")["State"], "SUCCEEDED")
        self.emulator.control("DELETE", "faults")
        self.assertEqual(self.create("taken-1@example.com")["State"], "SUCCEEDED")

    def test_an_account_whose_answer_is_lost_is_there(self) -> None:
        self.emulator.control("POST", "faults", {"email": "lost@example.com", "lost": True})
        self.refused("InternalFailure", self.api.create_account, AccountName="lost", Email="lost@example.com")
        self.assertEqual(self.emulator.calls("CreateAccount")[-1]["errorCode"], "InternalFailure")
        emails = [account["Email"] for account in self.api.list_accounts()["Accounts"]]
        self.assertIn("lost@example.com", emails)
        self.assertEqual(self.create("lost@example.com")["FailureReason"], "EMAIL_ALREADY_EXISTS")

    def test_the_quota_is_raised_and_a_reset_restores_it(self) -> None:
        quotas = self.emulator.client("service-quotas")

        def quota() -> float:
            found = quotas.get_service_quota(ServiceCode="organizations", QuotaCode="L-E619E033")
            return float(found["Quota"]["Value"])

        self.emulator.control("POST", "account-quota", {"accounts": 1})
        self.violates("ACCOUNT_NUMBER_LIMIT_EXCEEDED", self.api.create_account, AccountName="a", Email="a@example.com")
        self.emulator.control("POST", "account-quota", {"accounts": 2})
        self.assertEqual((self.create("a@example.com")["State"], quota()), ("SUCCEEDED", 2))
        self.emulator.control("POST", "reset")
        self.assertEqual(quota(), 100)


class SlowAndOldAccounts(OrganizationTestCase):
    arguments = (
        *("--organization-exists", "--create-account-seconds", "0.3"),
        *("--account-quota", "7", "--minimum-account-age-days", "0"),
    )

    def test_five_at_a_time_and_no_more_than_the_quota(self) -> None:
        create = self.api.create_account
        requests = [create(AccountName=f"a{i}", Email=f"a{i}@example.com") for i in range(5)]
        self.assertEqual({r["CreateAccountStatus"]["State"] for r in requests}, {"IN_PROGRESS"})
        self.violates("ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED", create, AccountName="a5", Email="a5@example.com")
        self.assertIn("5 accounts can be in progress", self.emulator.calls("CreateAccount")[-1]["errorMessage"])
        for request in requests:
            self.assertEqual(self.emulator.outcome(request["CreateAccountStatus"]["Id"])["State"], "SUCCEEDED")
        seventh = create(AccountName="a6", Email="a6@example.com")["CreateAccountStatus"]["Id"]
        eighth = create(AccountName="a7", Email="a7@example.com")["CreateAccountStatus"]["Id"]
        self.assertEqual(self.emulator.outcome(seventh)["State"], "SUCCEEDED")
        self.assertEqual(self.emulator.outcome(eighth)["FailureReason"], "ACCOUNT_LIMIT_EXCEEDED")
        self.violates("ACCOUNT_NUMBER_LIMIT_EXCEEDED", create, AccountName="a8", Email="a8@example.com")

    def test_an_old_account_can_be_removed_unless_it_administers(self) -> None:
        (account,) = self.emulator.create_accounts("one")
        service = {"AccountId": account, "ServicePrincipal": "iam.amazonaws.com"}
        self.api.register_delegated_administrator(**service)
        remove = self.api.remove_account_from_organization
        self.violates("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", remove, AccountId=account)
        self.api.deregister_delegated_administrator(**service)
        remove(AccountId=account)
        self.assertEqual(len(self.api.list_accounts()["Accounts"]), 1)


