/** One thing that a plan may not do without an approval. */
export interface PlanRefusalEntry {
  /** What the plan would do, after the name of what it does it to. */
  readonly title: string;
  /** What would follow, in one sentence. */
  readonly consequence: string;
  /** What stands behind the colon of a change's id. */
  readonly subject: string;
  readonly source: string;
}

/** What a plan may not do without an approval, by id: the first half of the id of a refused change. */
export const PLAN_REFUSALS = {
  "protected-resource-destroyed": {
    title: "would be destroyed or replaced",
    consequence: "What is destroyed cannot be had back under its old identity.",
    subject: "the stack, a slash and the Terraform address",
    source: "Root protection design, what Terraform must never destroy; terraform-provider-aws issue 24897",
  },
  "module-removed": {
    title: "would lose a module, and everything that the module made in the account",
    consequence: "What the module made is destroyed, and whatever in the account relies on it stops working.",
    subject: "the key of the account, a slash and the key of the module's use",
    source: "Terraform documentation, modules: removing a module block destroys its resources",
  },
  "deny-root-detached": {
    title: "would lose deny-root",
    consequence: "Whoever holds the root credentials of these accounts holds every permission in them.",
    subject: "the root, or the key of a unit or account",
    source: "IAM user guide, centrally manage root access; Control Tower control GRRESTRICTROOTUSER",
  },
  "deny-root-weakened": {
    title: "would have another deny-root",
    consequence: "A statement that denies long-term root today would no longer be there as it is.",
    subject: "the root, or the key of a unit or account",
    source: "IAM user guide, centrally manage root access",
  },
  "deny-root-lost": {
    title: "would be moved out of deny-root",
    consequence: "Whoever holds the root credentials of this account holds every permission in it.",
    subject: "the key of the account",
    source: "IAM user guide, centrally manage root access",
  },
  "protection-lost": {
    title: "would be moved away from a guardrail",
    consequence: "What this guardrail denies in the account today would be allowed.",
    subject: "the key of the account, a slash and the key of the guardrail",
    source: "AWS Organizations user guide, service control policy inheritance",
  },
  "closing-before-suspension": {
    title: "would be taken out to be closed, and is not in the Suspended unit",
    consequence: "Nobody has seen yet what misses the account, and no guardrail stops what goes on running in it.",
    subject: "the key of the account",
    source: "How-to guide, take an account out: closing takes two changes",
  },
  "guardrail-gap": {
    title: "would not be in force at every moment",
    consequence: "Terraform may detach before it attaches, and in between nothing denies what the guardrail denies.",
    subject: "the key of the guardrail",
    source: "Terraform documentation, resource graph: steps without a dependency have no order",
  },
  "trusted-access-removed": {
    title: "would lose trusted access",
    consequence: "The service stops working across the organization, and what it made in the accounts may be removed.",
    subject: "the service's principal",
    source: "AWS Organizations user guide, disabling trusted access",
  },
  "policy-type-removed": {
    title: "would be disabled",
    consequence: "AWS detaches every policy of this type at once.",
    subject: "the policy type as AWS names it",
    source: "AWS Organizations user guide, disabling a policy type",
  },
  "central-root-access-removed": {
    title: "would be switched off",
    consequence:
      "Root credentials can no longer be removed, or root sessions no longer be started, from the organization.",
    subject: "the feature as AWS names it",
    source: "IAM user guide, centrally manage root access",
  },
  "delegation-removed": {
    title: "would be removed",
    consequence: "The account that administers the service for the organization loses its sight of all others.",
    subject: "the service, a slash and the account",
    source: "AWS Organizations user guide, delegated administrators",
  },
  "trail-stopped": {
    title: "would stop logging",
    consequence: "Nothing that happens in any account is recorded or alerted on from then on.",
    subject: "the name of the trail",
    source: "CloudTrail user guide, security best practices; CIS AWS Foundations Benchmark 3.1",
  },
  "trail-weakened": {
    title: "would record less",
    consequence: "Events, Regions or the proof that log files are genuine would be missing from then on.",
    subject: "the name of the trail, a slash and the argument",
    source: "CloudTrail user guide, security best practices; CIS AWS Foundations Benchmark 3.1, 3.2, 3.5",
  },
  "alarm-without-target": {
    title: "would tell nobody",
    consequence: "The alarm or rule still watches, and nobody hears of what it sees.",
    subject: "the stack, a slash and the name of the alarm or rule",
    source: "CloudWatch user guide, alarm actions; EventBridge user guide, targets",
  },
  "topic-without-recipient": {
    title: "would have no recipient",
    consequence: "Every alert of this topic would go nowhere.",
    subject: "the stack, a slash and the name of the topic",
    source: "SNS developer guide, subscriptions",
  },
  "too-many-accounts": {
    title: "would touch more accounts than planLimits allows",
    consequence: "A mistake would reach all of them before anybody sees the first one.",
    subject: "organization",
    source: "AWS Well-Architected Framework, operational excellence: make frequent, small, reversible changes",
  },
} as const satisfies Readonly<Record<string, PlanRefusalEntry>>;

/** The id of one entry of {@link PLAN_REFUSALS}. */
export type PlanRefusalId = keyof typeof PLAN_REFUSALS;

/** The resources that no plan may destroy or replace, with what would be lost. */
export const PROTECTED_RESOURCES: Readonly<Record<string, string>> = {
  aws_cloudtrail: "The organization's events are no longer recorded, and the alarms on them see nothing.",
  aws_kms_key: "After its waiting period nobody can read what it encrypts: log files, alerts, queues.",
  aws_organizations_account: "The account leaves the organization, or is closed, with everything in it.",
  aws_organizations_organization: "Every account loses its guardrails, its trail and its consolidated bill.",
  aws_organizations_organizational_unit:
    "Its guardrails go with it, and what refers to its id denies or allows something else.",
  aws_s3_bucket: "The log files in it are lost, and the trail has nowhere to write to.",
};

/** The arguments of the organization trail that must stay as they are, with how a change weakens it. */
export const TRAIL_ARGUMENTS = {
  is_organization_trail: "must-be-true",
  is_multi_region_trail: "must-be-true",
  include_global_service_events: "must-be-true",
  enable_log_file_validation: "must-be-true",
  kms_key_id: "must-be-set",
  cloud_watch_logs_group_arn: "must-be-set",
  s3_bucket_name: "must-not-change",
  advanced_event_selector: "must-not-change",
  event_selector: "must-not-change",
} as const satisfies Readonly<Record<string, "must-be-true" | "must-be-set" | "must-not-change">>;
