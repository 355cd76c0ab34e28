/** Who cannot do without some actions. */
export const NEEDY_PRINCIPALS = ["deployer", "access-role", "deploy-role", "break-glass", "root-task"] as const;

/** One of {@link NEEDY_PRINCIPALS}. */
export type NeedyPrincipal = (typeof NEEDY_PRINCIPALS)[number];

/** What of the landing zone makes an action needed: where it is switched off, the need is gone. */
export type NeedingPart = "always" | "defaults" | "analyzer" | "pipeline" | "trail" | "alerting";

/** What an action is needed on; the names and ARNs are those of the resources that the stacks create. */
export type NeededOn =
  /** The account itself: actions that name no resource. */
  | "account"
  | "root-user"
  | "landing-zone-roles"
  | "deploying-roles"
  | "forwarding-role"
  | "analyzer"
  | "alert-rules"
  | "alert-bus"
  | "alert-topics"
  | "alert-queues"
  | "alert-alarms"
  | "alert-key"
  | "alert-key-alias"
  | "archive-buckets"
  | "archive-key"
  | "archive-key-alias";

/** Actions that a principal must be left, with the reason. */
export interface NeededActions {
  readonly by: readonly NeedyPrincipal[];
  /** In which accounts. */
  readonly where: "every-account" | "log-archive" | "security";
  readonly part: NeedingPart;
  readonly actions: readonly string[];
  readonly on: NeededOn;
  /** What would stop working. */
  readonly reason: string;
}

const DEPLOYING = ["access-role", "deploy-role"] as const;

const KEY_ACTIONS = [
  "kms:DescribeKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:PutKeyPolicy",
  "kms:TagResource",
] as const;

/**
 * What the landing zone's principals need in member accounts.
 *
 * Source: the resources that the stacks create in each account, and the calls that the provider makes for them
 * (Service Authorization Reference), read 2026-06.
 */
export const NEEDED_ACTIONS: readonly NeededActions[] = [
  {
    by: ["deployer"],
    where: "every-account",
    part: "always",
    actions: ["sts:AssumeRole"],
    on: "deploying-roles",
    reason: "Terraform could not get into the account",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "always",
    actions: ["sts:GetCallerIdentity"],
    on: "account",
    reason: "Terraform could not make sure that it is in the right account",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "defaults",
    actions: [
      "ec2:EnableEbsEncryptionByDefault",
      "ec2:GetEbsEncryptionByDefault",
      "iam:GetAccountPasswordPolicy",
      "iam:UpdateAccountPasswordPolicy",
      "s3:GetAccountPublicAccessBlock",
      "s3:PutAccountPublicAccessBlock",
    ],
    on: "account",
    reason: "the account's defaults could not be set",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "analyzer",
    actions: ["access-analyzer:CreateAnalyzer", "access-analyzer:GetAnalyzer"],
    on: "analyzer",
    reason: "the account's access analyzer could not be set up",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "alerting",
    actions: ["iam:CreateRole", "iam:GetRole", "iam:PassRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
    on: "forwarding-role",
    reason: "the account's alert events could not be forwarded",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "alerting",
    actions: [
      "events:DeleteRule",
      "events:DescribeRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:TagResource",
    ],
    on: "alert-rules",
    reason: "the account's alert events could not be forwarded",
  },
  {
    by: DEPLOYING,
    where: "every-account",
    part: "pipeline",
    actions: [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:GetRole",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ],
    on: "landing-zone-roles",
    reason: "the pipeline's own roles could not be set up",
  },
  {
    by: DEPLOYING,
    where: "log-archive",
    part: "trail",
    actions: [
      "s3:CreateBucket",
      "s3:GetBucketPolicy",
      "s3:ListBucket",
      "s3:PutBucketLogging",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
    ],
    on: "archive-buckets",
    reason: "the log archive could not be set up or repaired",
  },
  {
    by: DEPLOYING,
    where: "log-archive",
    part: "trail",
    actions: ["kms:CreateKey"],
    on: "account",
    reason: "the log archive could not be encrypted",
  },
  {
    by: DEPLOYING,
    where: "log-archive",
    part: "trail",
    actions: KEY_ACTIONS,
    on: "archive-key",
    reason: "the log archive's key could not be administered",
  },
  {
    by: DEPLOYING,
    where: "log-archive",
    part: "trail",
    actions: ["kms:CreateAlias", "kms:UpdateAlias"],
    on: "archive-key-alias",
    reason: "the log archive's key would have no name",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: ["events:CreateEventBus", "events:DescribeEventBus", "events:PutPermission"],
    on: "alert-bus",
    reason: "the bus that alert events arrive on could not be set up",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: [
      "sns:CreateTopic",
      "sns:GetTopicAttributes",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sns:TagResource",
    ],
    on: "alert-topics",
    reason: "nobody could be told of an alert",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: ["sqs:CreateQueue", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:TagQueue"],
    on: "alert-queues",
    reason: "undelivered alerts could not be kept",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: ["cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"],
    on: "alert-alarms",
    reason: "nothing would watch over the delivery of alerts",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: ["kms:CreateKey"],
    on: "account",
    reason: "the alert topics could not be encrypted",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: KEY_ACTIONS,
    on: "alert-key",
    reason: "the keys of the alert topics could not be administered",
  },
  {
    by: DEPLOYING,
    where: "security",
    part: "alerting",
    actions: ["kms:CreateAlias", "kms:UpdateAlias"],
    on: "alert-key-alias",
    reason: "the keys of the alert topics would have no name",
  },
  {
    by: ["break-glass", "root-task"],
    where: "every-account",
    part: "always",
    actions: ["sts:AssumeRoot"],
    on: "root-user",
    reason: "no root session could be started in the account, and so it could not be recovered",
  },
];
