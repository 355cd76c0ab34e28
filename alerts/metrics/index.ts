import type { MetricAlertId } from "../../catalogue/alerts";
import type { NamingContext } from "../../model/names";
import { alertPathChanges } from "./alert-path-changes";
import { breakGlassUseFilter } from "./break-glass-use";
import { eventNamePattern } from "./filter-pattern";

/**
 * The metric filter pattern of every alert on the trail's log group.
 *
 * Unauthorized calls, sign-in without MFA and root usage are the strings of the CIS benchmark to the character, because
 * Security Hub (CloudWatch.1 to .3) accepts no other; the rest contain everything that the benchmark lists, and
 * Organizations the three names that scanners add to it. Whatever the benchmark does not know has a filter of its own.
 */
export function metricFilters(zone: NamingContext): Readonly<Record<MetricAlertId, string>> {
  return {
    ...FIXED_FILTERS,
    "break-glass-use": breakGlassUseFilter(zone),
    "alert-path-changes": alertPathChanges(zone),
  };
}

const FIXED_FILTERS = {
  "unauthorized-api-calls": '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  "console-sign-in-without-mfa": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
  "root-usage":
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  "iam-policy-changes": eventNamePattern([
    "DeleteGroupPolicy",
    "DeleteRolePolicy",
    "DeleteUserPolicy",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
    "CreatePolicy",
    "DeletePolicy",
    "CreatePolicyVersion",
    "DeletePolicyVersion",
    "AttachRolePolicy",
    "DetachRolePolicy",
    "AttachUserPolicy",
    "DetachUserPolicy",
    "AttachGroupPolicy",
    "DetachGroupPolicy",
  ]),
  "cloudtrail-changes": eventNamePattern([
    "CreateTrail",
    "UpdateTrail",
    "DeleteTrail",
    "StartLogging",
    "StopLogging",
    "PutEventSelectors",
  ]),
  "console-authentication-failures": '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  "kms-key-deletion": eventNamePattern(["DisableKey", "ScheduleKeyDeletion"], "kms.amazonaws.com"),
  "s3-bucket-policy-changes": eventNamePattern(
    [
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
    ],
    "s3.amazonaws.com",
  ),
  "config-changes": eventNamePattern(
    ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    "config.amazonaws.com",
  ),
  "security-group-changes": eventNamePattern([
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "RevokeSecurityGroupEgress",
    "CreateSecurityGroup",
    "DeleteSecurityGroup",
    "ModifySecurityGroupRules",
  ]),
  "network-acl-changes": eventNamePattern([
    "CreateNetworkAcl",
    "CreateNetworkAclEntry",
    "DeleteNetworkAcl",
    "DeleteNetworkAclEntry",
    "ReplaceNetworkAclEntry",
    "ReplaceNetworkAclAssociation",
  ]),
  "network-gateway-changes": eventNamePattern([
    "CreateCustomerGateway",
    "DeleteCustomerGateway",
    "AttachInternetGateway",
    "CreateInternetGateway",
    "DeleteInternetGateway",
    "DetachInternetGateway",
  ]),
  "route-table-changes": eventNamePattern(
    [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ],
    "ec2.amazonaws.com",
  ),
  "vpc-changes": eventNamePattern([
    "CreateVpc",
    "DeleteVpc",
    "ModifyVpcAttribute",
    "AcceptVpcPeeringConnection",
    "CreateVpcPeeringConnection",
    "DeleteVpcPeeringConnection",
    "RejectVpcPeeringConnection",
    "AttachClassicLinkVpc",
    "DetachClassicLinkVpc",
    "DisableVpcClassicLink",
    "EnableVpcClassicLink",
  ]),
  "organizations-changes": eventNamePattern(
    [
      "AcceptHandshake",
      "AttachPolicy",
      "CreateAccount",
      "CreateOrganizationalUnit",
      "CreatePolicy",
      "DeclineHandshake",
      "DeleteOrganization",
      "DeleteOrganizationalUnit",
      "DeletePolicy",
      "DetachPolicy",
      "DisablePolicyType",
      "EnablePolicyType",
      "InviteAccountToOrganization",
      "LeaveOrganization",
      "MoveAccount",
      "RemoveAccountFromOrganization",
      "UpdatePolicy",
      "UpdateOrganizationalUnit",
      "CancelHandshake",
      "CreateOrganization",
      "EnableAllFeatures",
    ],
    "organizations.amazonaws.com",
  ),
  "assume-root": "{ ($.eventSource = sts.amazonaws.com) && ($.eventName = AssumeRoot) }",
} as const satisfies Record<Exclude<MetricAlertId, "alert-path-changes" | "break-glass-use">, string>;
