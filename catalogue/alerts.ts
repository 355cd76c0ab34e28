/** How urgently an alert is delivered; each severity has topics of its own. */
export const SEVERITIES = ["page", "ticket", "digest"] as const;

/** `page` wakes somebody, `ticket` is read the same day, `digest` is read in the weekly review. */
export type Severity = (typeof SEVERITIES)[number];

/** Where the events of an alert are recorded, and so where its rule must stand. */
export type EventRegions = "global" | "every-governed-region";

/** One alert on an event (path b), without its pattern: that is in `alerts/events/`. */
export interface EventAlertEntry {
  readonly title: string;
  readonly severity: Severity;
  /** `global` events are recorded in us-east-1 only; others in whatever Region was used. */
  readonly regions: EventRegions;
  /** The section of `docs/runbooks.md` that says what to do. */
  readonly runbook: string;
  /** Read-only calls reach a rule only in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly includesReadOnlyEvents: boolean;
}

/**
 * The alerts on single events: they say who did what, from where and when, within seconds.
 *
 * Regions: CloudTrail user guide, sign-in events and global service events; the STS section for `AssumeRoot`.
 */
export const EVENT_ALERTS = {
  "root-sign-in": {
    title: "Root user signed in",
    severity: "page",
    regions: "global",
    runbook: "root-sign-in",
    includesReadOnlyEvents: false,
  },
  "root-api-use": {
    title: "Root user called an API",
    severity: "page",
    regions: "every-governed-region",
    runbook: "root-api-use",
    includesReadOnlyEvents: true,
  },
  "root-credential-change": {
    title: "Credentials of a root user changed",
    severity: "page",
    regions: "global",
    runbook: "root-credential-change",
    includesReadOnlyEvents: false,
  },
  "password-recovery": {
    title: "Password recovery of a root user",
    severity: "page",
    regions: "global",
    runbook: "password-recovery",
    includesReadOnlyEvents: false,
  },
  "assume-root": {
    title: "Root session started (sts:AssumeRoot)",
    severity: "page",
    regions: "every-governed-region",
    runbook: "assume-root",
    includesReadOnlyEvents: true,
  },
  "root-feature-switch": {
    title: "Central root access switched",
    severity: "page",
    regions: "global",
    runbook: "root-feature-switch",
    includesReadOnlyEvents: false,
  },
  "trail-tampering": {
    title: "Trail stopped, deleted or changed",
    severity: "page",
    regions: "every-governed-region",
    runbook: "trail-tampering",
    includesReadOnlyEvents: false,
  },
  "alert-path-tampering": {
    title: "Alert path changed",
    severity: "page",
    regions: "every-governed-region",
    runbook: "alert-path-tampering",
    includesReadOnlyEvents: false,
  },
  "break-glass-use": {
    title: "Break-glass access used or enrolled",
    severity: "page",
    regions: "every-governed-region",
    runbook: "break-glass-use",
    includesReadOnlyEvents: true,
  },
  "organization-change": {
    title: "Organization changed",
    severity: "ticket",
    regions: "global",
    runbook: "organization-change",
    includesReadOnlyEvents: false,
  },
  "account-identity-change": {
    title: "Contact, e-mail address or Regions of an account changed",
    severity: "ticket",
    regions: "global",
    runbook: "account-identity-change",
    includesReadOnlyEvents: false,
  },
  "alert-path-test": {
    title: "Test of the alert path: nothing happened",
    severity: "digest",
    regions: "every-governed-region",
    runbook: "alert-path-test",
    includesReadOnlyEvents: false,
  },
} as const satisfies Record<string, EventAlertEntry>;

/** The id of an alert on an event. */
export type EventAlertId = keyof typeof EVENT_ALERTS;

/** The ids of all alerts on events, in the order written. */
export const EVENT_ALERT_IDS = Object.keys(EVENT_ALERTS) as readonly EventAlertId[]; // Its keys are known, but typed as string.

/** One alert on a metric of the trail's log group (path a), without its filter pattern: that is in `alerts/metrics/`. */
export interface MetricAlertEntry {
  readonly title: string;
  readonly severity: Severity;
  /** The control it answers, for people: CIS AWS Foundations 1.4 to 5.0 number, then 6.0 and 7.0. */
  readonly control: string;
  readonly runbook: string;
}

/**
 * The 15 CIS metric alerts, `AssumeRoot`, break-glass and the alert path: they say *that* something happened, anywhere.
 *
 * Source: CIS AWS Foundations Benchmark v1.4 to v7.0, section "Monitoring".
 */
export const METRIC_ALERTS = {
  "unauthorized-api-calls": {
    title: "Unauthorized API calls",
    severity: "digest",
    control: "CIS 4.1 (v7: 5.1)",
    runbook: "unauthorized-api-calls",
  },
  "console-sign-in-without-mfa": {
    title: "Console sign-in without MFA",
    severity: "ticket",
    control: "CIS 4.2 (v7: 5.2)",
    runbook: "console-sign-in-without-mfa",
  },
  "root-usage": { title: "Root user used", severity: "page", control: "CIS 4.3 (v7: 5.3)", runbook: "root-api-use" },
  "iam-policy-changes": {
    title: "IAM policy changed",
    severity: "digest",
    control: "CIS 4.4 (v7: 5.4)",
    runbook: "iam-policy-changes",
  },
  "cloudtrail-changes": {
    title: "CloudTrail configuration changed",
    severity: "page",
    control: "CIS 4.5 (v7: 5.5)",
    runbook: "trail-tampering",
  },
  "console-authentication-failures": {
    title: "Console sign-in failed repeatedly",
    severity: "ticket",
    control: "CIS 4.6 (v7: 5.6)",
    runbook: "console-authentication-failures",
  },
  "kms-key-deletion": {
    title: "KMS key disabled or scheduled for deletion",
    severity: "ticket",
    control: "CIS 4.7 (v7: 5.7)",
    runbook: "kms-key-deletion",
  },
  "s3-bucket-policy-changes": {
    title: "S3 bucket policy changed",
    severity: "digest",
    control: "CIS 4.8 (v7: 5.8)",
    runbook: "s3-bucket-policy-changes",
  },
  "config-changes": {
    title: "AWS Config changed",
    severity: "ticket",
    control: "CIS 4.9 (v7: 5.9)",
    runbook: "config-changes",
  },
  "security-group-changes": {
    title: "Security group changed",
    severity: "digest",
    control: "CIS 4.10 (v7: 5.10)",
    runbook: "network-changes",
  },
  "network-acl-changes": {
    title: "Network ACL changed",
    severity: "digest",
    control: "CIS 4.11 (v7: 5.11)",
    runbook: "network-changes",
  },
  "network-gateway-changes": {
    title: "Network gateway changed",
    severity: "digest",
    control: "CIS 4.12 (v7: 5.12)",
    runbook: "network-changes",
  },
  "route-table-changes": {
    title: "Route table changed",
    severity: "digest",
    control: "CIS 4.13 (v7: 5.13)",
    runbook: "network-changes",
  },
  "vpc-changes": {
    title: "VPC changed",
    severity: "digest",
    control: "CIS 4.14 (v7: 5.14)",
    runbook: "network-changes",
  },
  "organizations-changes": {
    title: "Organization changed",
    severity: "ticket",
    control: "CIS 4.15 (v7: 5.15)",
    runbook: "organization-change",
  },
  "assume-root": {
    title: "Root session started (sts:AssumeRoot)",
    severity: "page",
    control: "Rootstock: just-in-time root access",
    runbook: "assume-root",
  },
  "break-glass-use": {
    title: "Break-glass access used or enrolled",
    severity: "page",
    control: "Rootstock: emergency access",
    runbook: "break-glass-use",
  },
  "alert-path-changes": {
    title: "Alert path changed",
    severity: "page",
    control: "Rootstock: either alert path watches the other",
    runbook: "alert-path-tampering",
  },
} as const satisfies Record<string, MetricAlertEntry>;

/** The id of an alert on a metric. */
export type MetricAlertId = keyof typeof METRIC_ALERTS;

/** The ids of all alerts on metrics, in the order written. */
export const METRIC_ALERT_IDS = Object.keys(METRIC_ALERTS) as readonly MetricAlertId[]; // Its keys are known, but typed as string.

/** The section of `docs/runbooks.md` for alerts that could not be delivered. */
export const DELIVERY_RUNBOOK = "alert-delivery";
