/** The parts of a landing zone that a report of a plan tells apart. */
export const PLAN_AREAS = [
  "organization",
  "trail",
  "archive",
  "alerting",
  "identity",
  "delegation",
  "baseline",
  "other",
] as const;

/** One of {@link PLAN_AREAS}. */
export type PlanArea = (typeof PLAN_AREAS)[number];

/** How a report of a plan speaks of one type of resource. */
export interface PlanSubject {
  readonly noun: string;
  /** The argument that names it; without one the noun says everything. */
  readonly nameArgument?: string;
  /** The argument whose last part names what it belongs to. @default it stands alone */
  readonly ofArgument?: string;
  /** @default the area of its stack */
  readonly area?: PlanArea;
}

/** What a report of a plan calls the resources of the AWS provider; any other type is called by its Terraform name. */
export const PLAN_SUBJECTS: Readonly<Record<string, PlanSubject>> = {
  aws_accessanalyzer_analyzer: { noun: "access analyzer", nameArgument: "analyzer_name" },
  aws_chatbot_slack_channel_configuration: { noun: "chat channel", nameArgument: "configuration_name" },
  aws_cloudtrail: { noun: "organization trail", nameArgument: "name", area: "trail" },
  aws_cloudtrail_organization_delegated_admin_account: { noun: "delegated administrator of the trail" },
  aws_cloudwatch_event_bus: { noun: "event bus", nameArgument: "name" },
  aws_cloudwatch_event_bus_policy: { noun: "policy of the event bus", nameArgument: "event_bus_name" },
  aws_cloudwatch_event_rule: { noun: "alert rule", nameArgument: "name" },
  aws_cloudwatch_event_target: { noun: "target of the alert rule", nameArgument: "rule" },
  aws_cloudwatch_log_group: { noun: "log group", nameArgument: "name", area: "trail" },
  aws_cloudwatch_log_metric_filter: { noun: "metric filter", nameArgument: "name" },
  aws_cloudwatch_metric_alarm: { noun: "alarm", nameArgument: "alarm_name" },
  aws_cloudwatch_query_definition: { noun: "saved query", nameArgument: "name", area: "trail" },
  aws_ebs_encryption_by_default: { noun: "EBS encryption by default" },
  aws_iam_account_password_policy: { noun: "password policy" },
  aws_iam_group: { noun: "IAM group", nameArgument: "name" },
  aws_iam_group_policy: { noun: "policy of the IAM group", nameArgument: "group" },
  aws_iam_role: { noun: "role", nameArgument: "name" },
  aws_iam_role_policy: { noun: "policy of the role", nameArgument: "role" },
  aws_iam_role_policy_attachment: { noun: "managed policy of the role", nameArgument: "role" },
  aws_iam_user: { noun: "IAM user", nameArgument: "name" },
  aws_iam_user_group_membership: { noun: "groups of the IAM user", nameArgument: "user" },
  aws_identitystore_group: { noun: "group", nameArgument: "display_name" },
  aws_kms_alias: { noun: "name of a key", nameArgument: "name" },
  aws_kms_key: { noun: "encryption key", nameArgument: "description" },
  aws_organizations_organization: { noun: "organization" },
  aws_organizations_policy: { noun: "policy", nameArgument: "name" },
  aws_organizations_policy_attachment: { noun: "attachment of a policy" },
  aws_s3_account_public_access_block: { noun: "S3 public access block" },
  aws_s3_bucket: { noun: "bucket", nameArgument: "bucket" },
  aws_s3_bucket_lifecycle_configuration: { noun: "lifecycle of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_logging: { noun: "access log of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_object_lock_configuration: { noun: "Object Lock of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_ownership_controls: { noun: "ownership of objects in the bucket", nameArgument: "bucket" },
  aws_s3_bucket_policy: { noun: "policy of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_public_access_block: { noun: "public access block of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_server_side_encryption_configuration: { noun: "encryption of the bucket", nameArgument: "bucket" },
  aws_s3_bucket_versioning: { noun: "versioning of the bucket", nameArgument: "bucket" },
  aws_sns_topic: { noun: "alert topic", nameArgument: "name" },
  aws_sns_topic_policy: { noun: "policy of an alert topic" },
  aws_sns_topic_subscription: { noun: "alert recipient", nameArgument: "endpoint", ofArgument: "topic_arn" },
  aws_sqs_queue: { noun: "dead-letter queue", nameArgument: "name" },
  aws_ssoadmin_account_assignment: { noun: "assignment of a permission set" },
  aws_ssoadmin_managed_policy_attachment: { noun: "managed policy of a permission set" },
  aws_ssoadmin_permission_set: { noun: "permission set", nameArgument: "name" },
  aws_ssoadmin_permission_set_inline_policy: { noun: "policy of a permission set" },
  aws_ssoadmin_permissions_boundary_attachment: { noun: "permissions boundary of a permission set" },
};

/** The area of a stack's resources by the beginning of its name. */
export const STACK_AREAS: readonly (readonly [prefix: string, area: PlanArea])[] = [
  ["organization", "organization"],
  ["accounts-", "organization"],
  ["guardrails", "organization"],
  ["delegations", "delegation"],
  ["log-archive", "archive"],
  ["monitoring", "alerting"],
  ["security", "alerting"],
  ["identity", "identity"],
  ["baseline-", "baseline"],
];
