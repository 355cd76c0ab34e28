import type { MetricAlertId } from "../../catalogue/alerts";
import { type NamingContext, namesOf } from "../../model/names";

/** Insights has no sure way to ask for `readOnly`, but read-only calls have telling names. */
const CHANGES = "eventName not like /^(Describe|Get|List|Lookup)/";

/**
 * What a CloudWatch Logs Insights query filters by, to find the events behind an alarm.
 *
 * Shorter than the metric filters, because the query travels in a link; it may show a little more, never less.
 */
export function queryFilter(alert: MetricAlertId, zone: NamingContext): string {
  const names = namesOf(zone);
  switch (alert) {
    case "alert-path-changes":
      return `${CHANGES} and (@message like "${names.alertingPrefix}" or @message like "${names.trailLogGroup}")`;
    case "break-glass-use":
      return `@message like "${names.breakGlass}"`;
    default:
      return QUERY_FILTERS[alert];
  }
}

const QUERY_FILTERS = {
  "unauthorized-api-calls": "errorCode like /UnauthorizedOperation$|^AccessDenied/",
  "console-sign-in-without-mfa": 'eventName = "ConsoleLogin" and additionalEventData.MFAUsed != "Yes"',
  "root-usage": 'userIdentity.type = "Root"',
  "iam-policy-changes": "eventName like /^(Put|Attach|Detach|Create|Delete)(User|Role|Group)?Policy/",
  "cloudtrail-changes": `eventName like /Trail$|^(Start|Stop)Logging$|EventSelectors$/ and ${CHANGES}`,
  "console-authentication-failures": 'eventName = "ConsoleLogin" and errorMessage = "Failed authentication"',
  "kms-key-deletion": "eventName like /^(DisableKey|ScheduleKeyDeletion)$/",
  "s3-bucket-policy-changes": "eventName like /^(Put|Delete)Bucket(Acl|Policy|Cors|Lifecycle|Replication)/",
  "config-changes": `eventSource = "config.amazonaws.com" and ${CHANGES}`,
  "security-group-changes": `eventName like /SecurityGroup/ and ${CHANGES}`,
  "network-acl-changes": `eventName like /NetworkAcl/ and ${CHANGES}`,
  "network-gateway-changes": `eventName like /(Customer|Internet)Gateway/ and ${CHANGES}`,
  "route-table-changes": `eventName like /Route/ and ${CHANGES}`,
  "vpc-changes": `eventName like /Vpc/ and ${CHANGES}`,
  "organizations-changes": `eventSource = "organizations.amazonaws.com" and ${CHANGES}`,
  "assume-root": 'eventName = "AssumeRoot"',
} as const satisfies Record<Exclude<MetricAlertId, "alert-path-changes" | "break-glass-use">, string>;
