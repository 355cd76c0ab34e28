import type { EventPattern } from "../event-pattern";

/**
 * A critical finding that nobody has taken up, of another product than those with an alert of their own.
 *
 * A finding whose workflow status is NOTIFIED, SUPPRESSED or RESOLVED no longer matches; source: Security Hub user
 * guide, EventBridge event formats.
 */
export const securityHubFinding: EventPattern = {
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: {
    findings: {
      ProductName: [{ "anything-but": ["GuardDuty", "IAM Access Analyzer"] }],
      RecordState: ["ACTIVE"],
      Severity: { Label: ["CRITICAL"] },
      Workflow: { Status: ["NEW"] },
    },
  },
};
