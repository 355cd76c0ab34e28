"""The detective services of an organization: who may administer them, and whom they reach."""

from __future__ import annotations

from running import MANAGEMENT, EmulatorTestCase

REGION = "eu-central-1"


class Detection(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.security, self.member = self.emulator.create_accounts("security", "member")

    def delegate(self, service: str) -> None:
        organizations = self.emulator.client("organizations")
        organizations.enable_aws_service_access(ServicePrincipal=service)
        organizations.register_delegated_administrator(AccountId=self.security, ServicePrincipal=service)

    def test_an_analyzer_of_the_organization_needs_its_administrator(self) -> None:
        api = self.emulator.member_client("accessanalyzer", self.security, REGION)
        analyzer = {"analyzerName": "organization", "type": "ORGANIZATION"}
        self.refused("AccessDeniedException", api.create_analyzer, **analyzer)
        self.delegate("access-analyzer.amazonaws.com")
        api.create_analyzer(**analyzer)
        unused = {"unusedAccess": {"unusedAccessAge": 90}}
        api.create_analyzer(analyzerName="unused", type="ORGANIZATION_UNUSED_ACCESS", configuration=unused)
        self.assertEqual(api.get_analyzer(analyzerName="unused")["analyzer"]["configuration"], unused)

    def test_a_region_has_one_detector_and_the_administrator_gets_one(self) -> None:
        security = self.emulator.member_client("guardduty", self.security, REGION)
        management = self.emulator.client("guardduty", REGION)
        management.enable_organization_admin_account(AdminAccountId=self.security)
        (detector,) = security.list_detectors()["DetectorIds"]
        self.refused("BadRequestException", security.create_detector, Enable=True)
        management.enable_organization_admin_account(AdminAccountId=self.security)
        self.assertEqual(security.list_detectors()["DetectorIds"], [detector])

    def test_protection_plans_are_changed_one_by_one(self) -> None:
        api = self.emulator.client("guardduty", REGION)
        detector = api.create_detector(Enable=True, FindingPublishingFrequency="FIFTEEN_MINUTES")["DetectorId"]
        api.update_detector(DetectorId=detector, Features=[{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}])
        api.update_detector(DetectorId=detector, Features=[{"Name": "EKS_AUDIT_LOGS", "Status": "DISABLED"}])
        described = api.get_detector(DetectorId=detector)
        on = [feature["Name"] for feature in described["Features"] if feature["Status"] == "ENABLED"]
        self.assertEqual(on, ["EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"])
        self.assertEqual(described["FindingPublishingFrequency"], "FIFTEEN_MINUTES")

    def test_guard_duty_reaches_every_account_new_ones_too(self) -> None:
        api = self.emulator.member_client("guardduty", self.security, REGION)
        detector = api.create_detector(Enable=True)["DetectorId"]
        settings = {"DetectorId": detector, "AutoEnableOrganizationMembers": "ALL"}
        self.refused("BadRequestException", api.update_organization_configuration, **settings)
        self.emulator.client("guardduty", REGION).enable_organization_admin_account(AdminAccountId=self.security)
        api.update_organization_configuration(**settings)
        plan = {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}
        api.update_organization_configuration(**settings, Features=[plan])
        described = api.describe_organization_configuration(DetectorId=detector)
        self.assertEqual(described["AutoEnableOrganizationMembers"], "ALL")
        self.assertIn({**plan, "AdditionalConfiguration": []}, described["Features"])

        def members() -> set[str]:
            return {member["AccountId"] for member in api.list_members(DetectorId=detector)["Members"]}

        self.assertEqual(members(), {self.member})
        self.emulator.client("guardduty", REGION).create_detector(Enable=True)
        (new,) = self.emulator.create_accounts("new")
        self.assertEqual(members(), {self.member, MANAGEMENT, new})

    def test_security_hub_is_configured_centrally(self) -> None:
        api = self.emulator.member_client("securityhub", self.security, REGION)
        central = {
            "AutoEnable": False,
            "AutoEnableStandards": "NONE",
            "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"},
        }
        self.refused("AccessDeniedException", api.update_organization_configuration, **central)
        self.emulator.client("securityhub", REGION).enable_organization_admin_account(AdminAccountId=self.security)
        self.refused("InvalidInputException", api.update_organization_configuration, **central)
        policy = {"Name": "all", "ConfigurationPolicy": {"SecurityHub": {"ServiceEnabled": True}}}
        self.refused("AccessDeniedException", api.create_configuration_policy, **policy)
        linked = {"RegionLinkingMode": "SPECIFIED_REGIONS", "Regions": ["us-east-1"]}
        arn = api.create_finding_aggregator(**linked)["FindingAggregatorArn"]
        self.refused("LimitExceededException", api.create_finding_aggregator, **linked)
        self.assertEqual(api.get_finding_aggregator(FindingAggregatorArn=arn)["Regions"], ["us-east-1"])
        self.refused("InvalidInputException", api.update_organization_configuration, **{**central, "AutoEnable": True})
        api.update_organization_configuration(**central)
        described = api.describe_organization_configuration()["OrganizationConfiguration"]
        self.assertEqual((described["ConfigurationType"], described["Status"]), ("CENTRAL", "ENABLED"))
        identifier = api.create_configuration_policy(**policy)["Id"]
        account = {"AccountId": self.member}
        self.refused("ResourceNotFoundException", api.get_configuration_policy_association, Target=account)
        root = {"RootId": "r-ab12"}
        api.start_configuration_policy_association(ConfigurationPolicyIdentifier=identifier, Target=root)
        inherited = api.get_configuration_policy_association(Target=account)
        self.assertEqual((inherited["ConfigurationPolicyId"], inherited["AssociationType"]), (identifier, "INHERITED"))
        api.update_configuration_policy(Identifier=identifier, Name="everywhere")
        self.assertEqual(api.get_configuration_policy(Identifier=identifier)["Name"], "everywhere")
        api.start_configuration_policy_disassociation(ConfigurationPolicyIdentifier=identifier, Target=root)
        api.delete_configuration_policy(Identifier=identifier)
        self.refused("ResourceNotFoundException", api.get_configuration_policy, Identifier=identifier)
        api.delete_finding_aggregator(FindingAggregatorArn=arn)
        self.assertEqual(api.list_finding_aggregators()["FindingAggregators"], [])

    def record(self, account: str) -> None:
        api = self.emulator.member_client("config", account, REGION)
        role = f"arn:aws:iam::{account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        api.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})

    def test_a_rule_of_the_organization_fails_where_there_is_no_recorder(self) -> None:
        api = self.emulator.member_client("config", self.security, REGION)
        rule = {
            "OrganizationConfigRuleName": "root-access-key",
            "OrganizationManagedRuleMetadata": {"RuleIdentifier": "IAM_ROOT_ACCESS_KEY_CHECK"},
        }
        self.refused("OrganizationAccessDeniedException", api.put_organization_config_rule, **rule)
        self.delegate("config-multiaccountsetup.amazonaws.com")

        def status() -> str:
            (answer,) = api.describe_organization_config_rule_statuses()["OrganizationConfigRuleStatuses"]
            return str(answer["OrganizationRuleStatus"])

        self.record(self.security)
        api.put_organization_config_rule(**rule, ExcludedAccounts=[MANAGEMENT])
        self.assertEqual(status(), "CREATE_FAILED")
        name = {"OrganizationConfigRuleName": "root-access-key"}
        failed = {"MemberAccountRuleStatus": "CREATE_FAILED"}
        details = api.get_organization_config_rule_detailed_status(**name, Filters=failed)
        (detail,) = details["OrganizationConfigRuleDetailedStatus"]
        self.assertEqual(detail["AccountId"], self.member)
        self.record(self.member)
        api.put_organization_config_rule(**rule, ExcludedAccounts=[MANAGEMENT])
        self.assertEqual(status(), "CREATE_SUCCESSFUL")
        (described,) = api.describe_organization_config_rules()["OrganizationConfigRules"]
        self.assertEqual(described["ExcludedAccounts"], [MANAGEMENT])
        api.delete_organization_config_rule(**name)
        self.refused("NoSuchOrganizationConfigRuleException", api.delete_organization_config_rule, **name)
