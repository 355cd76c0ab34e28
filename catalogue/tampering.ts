import type { CompanionGuardrailId } from "./guardrails";
import type { NeededOn } from "./needed-actions";

/** Whom a guardrail spares: nobody, or the roles that deploy the landing zone. */
export type Spared = "nobody" | "deploying-roles";

/** One way to take away what shows an intruder, which nobody but named principals may go. */
export interface Tampering {
  readonly title: string;
  /** The guardrail that stands against it; where that is not in force, nothing is claimed. */
  readonly guardrail: CompanionGuardrailId;
  readonly actions: readonly string[];
  readonly on: NeededOn | "trail" | "archive-objects";
  readonly spared: Spared;
}

/**
 * The ways to stop the trail, weaken the archive or silence the event path from inside a member account.
 *
 * Source: MITRE ATT&CK T1562.008 (impair defenses: disable or modify cloud logs) and T1485; Service Authorization
 * Reference for the actions; read 2026-06.
 */
export const TAMPERING = {
  "stop-the-trail": {
    title: "stop or change the organization trail",
    guardrail: "protect-trail",
    actions: [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    on: "trail",
    spared: "nobody",
  },
  "weaken-the-archive": {
    title: "weaken the archive's buckets",
    guardrail: "protect-archive",
    actions: [
      "s3:DeleteBucket",
      "s3:DeleteBucketPolicy",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:PutReplicationConfiguration",
    ],
    on: "archive-buckets",
    spared: "deploying-roles",
  },
  "delete-log-files": {
    title: "delete or replace archived log files, or lift their lock",
    guardrail: "protect-archive",
    actions: [
      "s3:BypassGovernanceRetention",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:PutObject",
      "s3:PutObjectLegalHold",
      "s3:PutObjectRetention",
    ],
    on: "archive-objects",
    spared: "nobody",
  },
  "lose-the-archive-key": {
    title: "disable or delete the archive's key",
    guardrail: "protect-archive",
    actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
    on: "archive-key",
    spared: "deploying-roles",
  },
  "silence-the-rules": {
    title: "silence the rules that forward alert events",
    guardrail: "protect-alerting",
    actions: ["events:DeleteRule", "events:DisableRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
    on: "alert-rules",
    spared: "deploying-roles",
  },
  "close-the-bus": {
    title: "delete the bus that alert events arrive on",
    guardrail: "protect-alerting",
    actions: ["events:DeleteEventBus", "events:UpdateEventBus"],
    on: "alert-bus",
    spared: "deploying-roles",
  },
  "take-the-forwarding-role": {
    title: "take away the role that forwards alert events",
    guardrail: "protect-alerting",
    actions: [
      "iam:AttachRolePolicy",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ],
    on: "forwarding-role",
    spared: "deploying-roles",
  },
  "mute-the-topics": {
    title: "mute the alert topics",
    guardrail: "protect-alerting",
    actions: ["sns:DeleteTopic", "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Unsubscribe"],
    on: "alert-topics",
    spared: "deploying-roles",
  },
  "drop-the-dead-letters": {
    title: "delete or purge the queues of undelivered alerts",
    guardrail: "protect-alerting",
    actions: ["sqs:DeleteQueue", "sqs:PurgeQueue", "sqs:SetQueueAttributes"],
    on: "alert-queues",
    spared: "deploying-roles",
  },
  "disarm-the-alarms": {
    title: "disarm the alarms on the delivery of alerts",
    guardrail: "protect-alerting",
    actions: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DisableAlarmActions",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:SetAlarmState",
    ],
    on: "alert-alarms",
    spared: "deploying-roles",
  },
  "become-a-spared-role": {
    title: "make or change a role that the guardrails spare",
    guardrail: "protect-landing-zone-roles",
    actions: [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ],
    on: "landing-zone-roles",
    spared: "deploying-roles",
  },
} as const satisfies Record<string, Tampering>;
