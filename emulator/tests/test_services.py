"""The calls that are added to moto, one service after another."""

from __future__ import annotations

import json
from typing import Any

from running import MANAGEMENT, EmulatorTestCase

ANALYZER = "security"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})
AUDIT = {"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}


class Services(EmulatorTestCase):
    def trust(self, service: str) -> None:
        self.emulator.client("organizations").enable_aws_service_access(ServicePrincipal=service)

    def test_account_primary_contact(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        api = self.emulator.client("account")
        self.refused("ResourceNotFoundException", api.get_contact_information)
        contact = {
            "AddressLine1": "1 Main Street",
            "City": "Springfield",
            "CountryCode": "US",
            "FullName": "Cloud team",
            "PhoneNumber": "+15550100",
            "PostalCode": "12345",
        }
        api.put_contact_information(AccountId=member, ContactInformation=contact)
        self.assertEqual(api.get_contact_information(AccountId=member)["ContactInformation"], contact)
        self.assertEqual(
            self.emulator.member_client("account", member).get_contact_information()["ContactInformation"], contact
        )

    def test_account_regions(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        api = self.emulator.client("account")
        status = lambda **where: api.get_region_opt_status(RegionName="eu-south-1", **where)["RegionOptStatus"]  # noqa: E731
        self.assertEqual(status(AccountId=member), "DISABLED")
        api.enable_region(AccountId=member, RegionName="eu-south-1")
        self.assertEqual((status(AccountId=member), status()), ("ENABLED", "DISABLED"))
        api.enable_region(RegionName="eu-south-1")
        api.disable_region(AccountId=member, RegionName="eu-south-1")
        self.assertEqual((status(AccountId=member), status()), ("DISABLED", "ENABLED"))
        self.refused("ValidationException", api.enable_region, AccountId=MANAGEMENT, RegionName="eu-south-1")

    def test_logs_saved_queries(self) -> None:
        api = self.emulator.client("logs")
        query = {"name": "acme/review/root-use", "queryString": "fields eventName", "logGroupNames": ["/acme/trail"]}
        identifier = api.put_query_definition(**query)["queryDefinitionId"]
        api.put_query_definition(**{**query, "queryString": "fields eventTime"}, queryDefinitionId=identifier)
        found = api.describe_query_definitions(queryDefinitionNamePrefix="acme/")["queryDefinitions"]
        self.assertEqual(found, [{**query, "queryString": "fields eventTime", "queryDefinitionId": identifier}])
        self.assertEqual(api.describe_query_definitions(queryDefinitionNamePrefix="other/")["queryDefinitions"], [])
        self.assertTrue(api.delete_query_definition(queryDefinitionId=identifier)["success"])
        self.assertEqual(api.describe_query_definitions()["queryDefinitions"], [])

    def test_athena_workgroups_change_and_saved_queries_end(self) -> None:
        api = self.emulator.client("athena")
        results = {"OutputLocation": "s3://results/", "ExpectedBucketOwner": MANAGEMENT}
        api.create_work_group(Name="review", Configuration={"ResultConfiguration": dict(results)})
        api.update_work_group(
            WorkGroup="review",
            Description="Saved queries",
            ConfigurationUpdates={
                "BytesScannedCutoffPerQuery": 10_000_000,
                "ResultConfigurationUpdates": {"OutputLocation": "s3://other/", "RemoveAclConfiguration": True},
            },
        )
        workgroup = api.get_work_group(WorkGroup="review")["WorkGroup"]
        self.assertEqual(workgroup["Description"], "Saved queries")
        self.assertEqual(workgroup["Configuration"]["BytesScannedCutoffPerQuery"], 10_000_000)
        self.assertEqual(
            workgroup["Configuration"]["ResultConfiguration"], {**results, "OutputLocation": "s3://other/"}
        )
        query = {"Name": "root-use", "Database": "trail", "QueryString": "SELECT 1", "WorkGroup": "review"}
        identifier = api.create_named_query(**query)["NamedQueryId"]
        api.delete_named_query(NamedQueryId=identifier)
        self.refused("InvalidRequestException", lambda: api.delete_named_query(NamedQueryId=identifier))
        self.refused("InvalidRequestException", lambda: api.update_work_group(WorkGroup="other"))

    def test_s3_refuses_the_head_of_another_accounts_bucket(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        api = self.emulator.member_client("s3", member)
        api.create_bucket(Bucket="members-bucket")
        api.head_bucket(Bucket="members-bucket")
        self.refused("403", lambda: self.emulator.client("s3").head_bucket(Bucket="members-bucket"))

    def test_s3_passes_over_the_conditional_statements_of_a_bucket_policy(self) -> None:
        api = self.emulator.client("s3")
        api.create_bucket(Bucket="tls-only")
        denial = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::tls-only/*"}
        tls = {**denial, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
        for statement, is_denied in ((tls, False), (denial, True)):
            api.put_bucket_policy(Bucket="tls-only", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
            with self.subTest(statement=statement):
                if is_denied:
                    self.refused("403", lambda: api.head_object(Bucket="tls-only", Key="key"))
                else:
                    self.refused("404", lambda: api.head_object(Bucket="tls-only", Key="key"))

    def test_iam_organization_features(self) -> None:
        api = self.emulator.client("iam")
        self.refused("ServiceAccessNotEnabledException", api.list_organizations_features)
        self.trust("iam.amazonaws.com")
        api.enable_organizations_root_sessions()
        features = api.enable_organizations_root_credentials_management()["EnabledFeatures"]
        self.assertEqual(features, ["RootCredentialsManagement", "RootSessions"])
        api.disable_organizations_root_sessions()
        self.assertEqual(api.list_organizations_features()["EnabledFeatures"], ["RootCredentialsManagement"])

    def test_iam_features_are_for_the_management_account_and_its_delegate(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        self.trust("iam.amazonaws.com")
        api = self.emulator.member_client("iam", member)
        self.refused("AccountNotManagementOrDelegatedAdministratorException", api.list_organizations_features)
        delegate = self.emulator.client("organizations").register_delegated_administrator
        delegate(AccountId=member, ServicePrincipal="iam.amazonaws.com")
        self.assertEqual(api.list_organizations_features()["EnabledFeatures"], [])

    def test_iam_has_the_policies_that_aws_manages(self) -> None:
        api = self.emulator.client("iam")
        api.create_role(RoleName="reader", AssumeRolePolicyDocument=POLICY)
        arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        api.attach_role_policy(RoleName="reader", PolicyArn=arn)
        self.assertEqual(api.get_policy(PolicyArn=arn)["Policy"]["PolicyName"], "ReadOnlyAccess")
        attached = api.list_attached_role_policies(RoleName="reader")["AttachedPolicies"]
        self.assertEqual([policy["PolicyArn"] for policy in attached], [arn])
        unknown = "arn:aws:iam::aws:policy/NoSuchPolicy"
        self.refused("NoSuchEntity", api.attach_role_policy, RoleName="reader", PolicyArn=unknown)

    def test_iam_policies_may_name_root_users(self) -> None:
        api = self.emulator.client("iam")
        api.create_role(RoleName="responder", AssumeRolePolicyDocument=POLICY)

        def put(resource: str) -> None:
            statement = {"Effect": "Allow", "Action": "sts:AssumeRoot", "Resource": resource}
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            api.put_role_policy(RoleName="responder", PolicyName="root", PolicyDocument=document)

        put("arn:aws:iam::*:root")
        self.refused("MalformedPolicyDocument", put, resource="arn:aws:iam::*:boss")

    def test_sts_assume_root(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        sts = self.emulator.client("sts", "us-east-2")
        target: dict[str, Any] = {"TargetPrincipal": member, "TaskPolicyArn": AUDIT}
        self.refused("AccessDenied", sts.assume_root, **target)
        self.trust("iam.amazonaws.com")
        self.emulator.client("iam").enable_organizations_root_sessions()
        self.refused("ValidationError", sts.assume_root, **target, DurationSeconds=901)
        self.refused("AccessDenied", sts.assume_root, **{**target, "TargetPrincipal": MANAGEMENT})
        other = {"arn": "arn:aws:iam::aws:policy/AdministratorAccess"}
        self.refused("AccessDenied", sts.assume_root, **{**target, "TaskPolicyArn": other})
        session = sts.assume_root(**target, DurationSeconds=900)["Credentials"]
        root = f"arn:aws:iam::{member}:root"
        identity = self.emulator.client("sts", "us-east-2", session).get_caller_identity()
        self.assertEqual((identity["Account"], identity["Arn"]), (member, root))
        self.refused("AccessDenied", self.emulator.client("s3", credentials=session).list_buckets)
        self.assertEqual(self.emulator.calls("ListBuckets")[-1]["principal"], root)

    def root_client(self, account: str, task: str) -> Any:
        policy = {"arn": f"arn:aws:iam::aws:policy/root-task/{task}"}
        sts = self.emulator.client("sts", "us-east-2")
        session = sts.assume_root(TargetPrincipal=account, TaskPolicyArn=policy)["Credentials"]
        return self.emulator.client("iam", credentials=session)

    def test_root_credentials_are_found_deleted_and_recovered(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        self.trust("iam.amazonaws.com")
        self.emulator.client("iam").enable_organizations_root_sessions()
        self.emulator.control("POST", "root-user", {"account": member, "password": True, "accessKeys": 1, "mfaDevices": 1})
        audit = self.root_client(member, "IAMAuditRootUserCredentials")
        self.assertEqual(audit.get_user()["User"]["Arn"], f"arn:aws:iam::{member}:root")
        self.assertEqual(audit.get_account_summary()["SummaryMap"]["AccountPasswordPresent"], 1)
        self.assertEqual(audit.list_signing_certificates()["Certificates"], [])
        audit.get_login_profile()
        self.refused("AccessDenied", audit.delete_login_profile)
        delete = self.root_client(member, "IAMDeleteRootUserCredentials")
        delete.delete_login_profile()
        for key in delete.list_access_keys()["AccessKeyMetadata"]:
            delete.delete_access_key(AccessKeyId=key["AccessKeyId"])
        for device in delete.list_mfa_devices()["MFADevices"]:
            delete.deactivate_mfa_device(SerialNumber=device["SerialNumber"])
        self.assertEqual(audit.list_access_keys()["AccessKeyMetadata"], [])
        self.assertEqual(audit.list_mfa_devices()["MFADevices"], [])
        self.refused("NoSuchEntity", audit.get_login_profile)
        recover = self.root_client(member, "IAMCreateRootUserPassword")
        recover.create_login_profile()
        self.refused("EntityAlreadyExists", recover.create_login_profile)

    def test_root_credentials_of_every_kind(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        self.trust("iam.amazonaws.com")
        self.emulator.client("iam").enable_organizations_root_sessions()
        planted = {"accessKeys": 1, "securityKeys": 1, "signingCertificates": 1, "lastUsed": "2026-06-01T00:00:00+00:00"}
        self.emulator.control("POST", "root-user", {"account": member, **planted})
        delete = self.root_client(member, "IAMDeleteRootUserCredentials")
        self.assertIn(":u2f/", delete.list_mfa_devices()["MFADevices"][0]["SerialNumber"])
        self.assertEqual(delete.get_user()["User"]["PasswordLastUsed"].year, 2026)
        (key,) = delete.list_access_keys()["AccessKeyMetadata"]
        self.assertNotIn("LastUsedDate", delete.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"])
        (certificate,) = delete.list_signing_certificates()["Certificates"]
        delete.delete_signing_certificate(CertificateId=certificate["CertificateId"])
        self.assertEqual(delete.get_account_summary()["SummaryMap"]["AccountSigningCertificatesPresent"], 0)

    def test_the_credential_report_has_the_root_user(self) -> None:
        api = self.emulator.client("iam")
        self.emulator.control("POST", "root-user", {"account": MANAGEMENT, "password": True, "mfaDevices": 1})
        api.generate_credential_report()
        header, root, *_ = api.get_credential_report()["Content"].decode().splitlines()
        row = dict(zip(header.split(","), root.split(",")))
        self.assertEqual((row["user"], row["password_enabled"], row["mfa_active"]), ("<root_account>", "not_supported", "true"))
        (device,) = api.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
        self.assertTrue(device["User"]["Arn"].endswith(":root"))

    def deny_root(self, **conditions: Any) -> str:
        condition = {"ArnLike": {"aws:PrincipalArn": "arn:*:iam::*:root"}, **conditions}
        statement = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        created = self.emulator.client("organizations").create_policy(
            Content=policy, Description="-", Name="-".join(sorted(conditions)), Type="SERVICE_CONTROL_POLICY"
        )
        return str(created["Policy"]["PolicySummary"]["Id"])

    def test_policies_deny_root_sessions(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        self.trust("iam.amazonaws.com")
        self.emulator.client("iam").enable_organizations_root_sessions()
        api = self.emulator.client("organizations")
        root = api.list_roots()["Roots"][0]["Id"]
        api.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
        recovery = api.create_organizational_unit(ParentId=root, Name="Recovery")["OrganizationalUnit"]["Id"]
        session = self.root_client(member, "IAMAuditRootUserCredentials")
        spared = {"Null": {"aws:AssumedRoot": "true"}}
        api.attach_policy(PolicyId=self.deny_root(**spared), TargetId=root)
        session.get_user()
        organization = api.describe_organization()["Organization"]["Id"]
        paths = {"aws:PrincipalOrgPaths": f"{organization}/{root}/{recovery}/*"}
        denying = self.deny_root(**{"ForAllValues:StringNotLike": paths, "ArnNotLike": {"aws:PrincipalArn": "x"}})
        api.attach_policy(PolicyId=denying, TargetId=member)
        self.refused("AccessDenied", session.get_user)
        api.move_account(AccountId=member, SourceParentId=root, DestinationParentId=recovery)
        session.get_user()
        wanted = [{"AttributeKey": "EventName", "AttributeValue": "MoveAccount"}]
        (event,) = self.emulator.client("cloudtrail").lookup_events(LookupAttributes=wanted)["Events"]
        self.assertEqual(json.loads(event["CloudTrailEvent"])["requestParameters"]["destinationParentId"], recovery)
        api.attach_policy(PolicyId=self.deny_root(**spared, StringEquals={"aws:SourceVpc": "x"}), TargetId=member)
        session.get_user()

    def test_cloudtrail_takes_names_and_arns(self) -> None:
        arn = self.create_trail()
        api = self.emulator.client("cloudtrail")
        api.start_logging(Name=arn)
        status = api.get_trail_status(Name=arn)
        self.assertTrue(status["IsLogging"])
        self.assertIn("LatestDeliveryTime", status)
        self.assertIn("LatestDigestDeliveryTime", status)
        selector = {"Name": "Management events selector", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}
        api.put_event_selectors(TrailName=arn, AdvancedEventSelectors=[selector])
        for _ in range(2):
            api.put_insight_selectors(TrailName=arn, InsightSelectors=[{"InsightType": "ApiCallRateInsight"}])
        self.assertEqual(len(api.get_insight_selectors(TrailName="trail")["InsightSelectors"]), 1)
        trail = api.get_trail(Name=arn)["Trail"]
        self.assertEqual(trail["HomeRegion"], "us-east-1")
        self.assertTrue(trail["HasCustomEventSelectors"] and trail["HasInsightSelectors"])
        api.stop_logging(Name=arn)
        self.assertFalse(api.get_trail_status(Name="trail")["IsLogging"])
        api.delete_trail(Name=arn)
        self.assertEqual(api.list_trails()["Trails"], [])

    def test_cloudtrail_delivery_can_be_late_and_failing(self) -> None:
        arn = self.create_trail()
        api = self.emulator.client("cloudtrail")
        api.start_logging(Name=arn)
        fresh = api.get_trail_status(Name=arn)["LatestDeliveryTime"]
        self.emulator.control("POST", "trail-delivery", {"secondsAgo": 7200, "error": "AccessDenied"})
        status = api.get_trail_status(Name=arn)
        self.assertGreater((fresh - status["LatestDeliveryTime"]).total_seconds(), 7000)
        self.assertEqual(status["LatestDeliveryError"], "AccessDenied")

    def test_cloudtrail_an_organization_trail_delivers_a_file_of_an_account_when_it_is_told_to(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        deliver = lambda: self.emulator.control("POST", "trail-log-file", {"account": member})["keys"]  # noqa: E731
        self.assertEqual(deliver(), [])
        self.trust("cloudtrail.amazonaws.com")
        self.create_trail(IsOrganizationTrail=True)
        (key,) = deliver()
        organization = self.emulator.client("organizations").describe_organization()["Organization"]["Id"]
        archive = next(one["Id"] for one in self.accounts() if one["Name"] == "archive")
        found = self.emulator.member_client("s3", archive).list_objects_v2(
            Bucket="the-archive", Prefix=f"AWSLogs/{organization}/{member}/CloudTrail/us-east-1/"
        )
        self.assertEqual([one["Key"] for one in found["Contents"]], [key])

    def accounts(self) -> list[dict[str, Any]]:
        return list(self.emulator.client("organizations").list_accounts()["Accounts"])

    def create_trail(self, **more: Any) -> str:
        (archive,) = self.emulator.create_accounts("archive")
        self.emulator.member_client("s3", archive).create_bucket(Bucket="the-archive")
        trail = {"Name": "trail", "S3BucketName": "the-archive", "EnableLogFileValidation": True, **more}
        return str(self.emulator.client("cloudtrail").create_trail(**trail)["TrailARN"])

    def test_cloudtrail_organization_trail_and_delegate_need_trusted_access(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        api = self.emulator.client("cloudtrail")
        register = api.register_organization_delegated_admin
        code = "CloudTrailAccessNotEnabledException"
        self.refused(code, self.create_trail, IsOrganizationTrail=True)
        self.refused(code, register, MemberAccountId=member)
        self.trust("cloudtrail.amazonaws.com")
        register(MemberAccountId=member)
        self.refused("AccountRegisteredException", register, MemberAccountId=member)
        self.refused("CannotDelegateManagementAccountException", register, MemberAccountId=MANAGEMENT)
        administrators = self.emulator.client("organizations").list_delegated_administrators
        self.assertEqual([a["Id"] for a in administrators()["DelegatedAdministrators"]], [member])
        api.deregister_organization_delegated_admin(DelegatedAdminAccountId=member)
        self.assertEqual(administrators()["DelegatedAdministrators"], [])

    def test_access_analyzer(self) -> None:
        api = self.emulator.client("accessanalyzer", "eu-west-1")
        created = {"analyzerName": ANALYZER, "type": "ORGANIZATION", "tags": {"a": "b"}}
        arn = api.create_analyzer(**created)["arn"]
        self.refused("ConflictException", api.create_analyzer, **created)
        analyzer = api.get_analyzer(analyzerName=ANALYZER)["analyzer"]
        self.assertEqual((analyzer["arn"], analyzer["status"]), (arn, "ACTIVE"))
        self.assertEqual(len(api.list_analyzers(type="ORGANIZATION")["analyzers"]), 1)
        self.assertEqual(api.list_analyzers(type="ACCOUNT")["analyzers"], [])
        api.tag_resource(resourceArn=arn, tags={"c": "d"})
        api.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual(api.list_tags_for_resource(resourceArn=arn)["tags"], {"c": "d"})
        api.create_archive_rule(analyzerName=ANALYZER, ruleName="own", filter={"isPublic": {"eq": ["false"]}})
        rule = api.get_archive_rule(analyzerName=ANALYZER, ruleName="own")["archiveRule"]
        self.assertEqual(rule["filter"], {"isPublic": {"eq": ["false"]}})
        api.delete_analyzer(analyzerName=ANALYZER)
        self.refused("ResourceNotFoundException", api.get_analyzer, analyzerName=ANALYZER)

    def test_security_hub(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        api = self.emulator.client("securityhub")
        api.enable_security_hub(EnableDefaultStandards=False)
        api.update_security_hub_configuration(AutoEnableControls=True)
        self.assertEqual(api.get_enabled_standards()["StandardsSubscriptions"], [])
        standard = "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0"
        enabled = api.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": standard}])
        subscription = enabled["StandardsSubscriptions"][0]["StandardsSubscriptionArn"]
        self.assertEqual(len(api.get_enabled_standards()["StandardsSubscriptions"]), 1)
        api.batch_disable_standards(StandardsSubscriptionArns=[subscription])
        api.enable_organization_admin_account(AdminAccountId=member)
        listed = api.list_organization_admin_accounts()["AdminAccounts"]
        self.assertEqual(listed, [{"AccountId": member, "Status": "ENABLED"}])
        api.disable_organization_admin_account(AdminAccountId=member)
        self.assertEqual(api.list_organization_admin_accounts()["AdminAccounts"], [])

    def test_guard_duty_administrator(self) -> None:
        api = self.emulator.client("guardduty")
        api.enable_organization_admin_account(AdminAccountId="222222222222")
        listed = api.list_organization_admin_accounts()["AdminAccounts"]
        self.assertEqual(listed, [{"AdminAccountId": "222222222222", "AdminStatus": "ENABLED"}])
        api.disable_organization_admin_account(AdminAccountId="222222222222")
        self.assertEqual(api.list_organization_admin_accounts()["AdminAccounts"], [])

    def test_service_managed_stack_set(self) -> None:
        api = self.emulator.client("cloudformation")
        topic = {"Type": "AWS::SNS::Topic"}
        api.create_stack_set(
            StackSetName="baseline",
            TemplateBody=json.dumps({"Resources": {"Topic": topic}}),
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False},
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        stack_set = api.describe_stack_set(StackSetName="baseline")["StackSet"]
        self.assertEqual(stack_set["AutoDeployment"], {"Enabled": True, "RetainStacksOnAccountRemoval": False})
        self.assertEqual(stack_set["Capabilities"], ["CAPABILITY_NAMED_IAM"])
        for absent in ("AdministrationRoleARN", "ExecutionRoleName", "ManagedExecution"):
            self.assertNotIn(absent, stack_set)

    def test_sso_an_account_is_provisioned_with_what_is_assigned_in_it(self) -> None:
        first, second = self.emulator.create_accounts("one", "two")
        api = self.emulator.client("sso-admin")
        instance = api.list_instances()["Instances"][0]["InstanceArn"]
        made = api.create_permission_set(InstanceArn=instance, Name="Reader")["PermissionSet"]["PermissionSetArn"]
        api.create_account_assignment(
            InstanceArn=instance,
            TargetId=first,
            TargetType="AWS_ACCOUNT",
            PermissionSetArn=made,
            PrincipalType="GROUP",
            PrincipalId="group",
        )
        provisioned = lambda account: api.list_permission_sets_provisioned_to_account(  # noqa: E731
            InstanceArn=instance, AccountId=account
        )["PermissionSets"]
        self.assertEqual((provisioned(first), provisioned(second)), ([made], []))

    def test_sso_permission_set(self) -> None:
        api = self.emulator.client("sso-admin")
        instance = api.list_instances()["Instances"][0]["InstanceArn"]
        tags = [{"Key": "a", "Value": "b"}]
        created = api.create_permission_set(InstanceArn=instance, Name="Recovery", Tags=tags)
        arn = created["PermissionSet"]["PermissionSetArn"]
        names = {"InstanceArn": instance, "ResourceArn": arn}
        api.tag_resource(**names, Tags=[{"Key": "c", "Value": "d"}])
        api.untag_resource(**names, TagKeys=["a"])
        self.assertEqual(api.list_tags_for_resource(**names)["Tags"], [{"Key": "c", "Value": "d"}])
        request = api.provision_permission_set(
            InstanceArn=instance, PermissionSetArn=arn, TargetType="ALL_PROVISIONED_ACCOUNTS"
        )["PermissionSetProvisioningStatus"]["RequestId"]
        status = api.describe_permission_set_provisioning_status(
            InstanceArn=instance, ProvisionPermissionSetRequestId=request
        )
        self.assertEqual(status["PermissionSetProvisioningStatus"]["Status"], "SUCCEEDED")

    def test_chat_configuration(self) -> None:
        api = self.emulator.client("chatbot", "us-west-2")
        created = api.create_slack_channel_configuration(
            SlackTeamId="T012345678",
            SlackChannelId="C012345678",
            IamRoleArn=f"arn:aws:iam::{MANAGEMENT}:role/chat",
            ConfigurationName="alerts",
            Tags=[{"TagKey": "a", "TagValue": "b"}],
        )["ChannelConfiguration"]
        arn = created["ChatConfigurationArn"]
        api.update_slack_channel_configuration(ChatConfigurationArn=arn, SlackChannelId="C876543210")
        described = api.describe_slack_channel_configurations(ChatConfigurationArn=arn)
        self.assertEqual(described["SlackChannelConfigurations"][0]["SlackChannelId"], "C876543210")
        api.tag_resource(ResourceARN=arn, Tags=[{"TagKey": "a", "TagValue": "c"}])
        self.assertEqual(api.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"TagKey": "a", "TagValue": "c"}])
        api.untag_resource(ResourceARN=arn, TagKeys=["a"])
        api.delete_slack_channel_configuration(ChatConfigurationArn=arn)
        self.assertEqual(api.describe_slack_channel_configurations()["SlackChannelConfigurations"], [])

    def test_instance_metadata_defaults(self) -> None:
        api = self.emulator.client("ec2")
        self.assertNotIn("HttpTokens", api.get_instance_metadata_defaults()["AccountLevel"])
        self.assertTrue(api.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)["Return"])
        level = api.get_instance_metadata_defaults()["AccountLevel"]
        self.assertEqual((level["HttpTokens"], level["HttpPutResponseHopLimit"]), ("required", 2))
        api.modify_instance_metadata_defaults(HttpTokens="no-preference", HttpPutResponseHopLimit=-1)
        self.assertNotIn("HttpTokens", api.get_instance_metadata_defaults()["AccountLevel"])
