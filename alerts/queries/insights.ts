import type { ReviewQueryId } from "../../catalogue/review-queries";

/** A Logs Insights query, one command a line. */
function query(...commands: readonly string[]): string {
  return commands.join("\n| ");
}

/**
 * The saved queries over the trail's log group, in the language of CloudWatch Logs Insights.
 *
 * A root session bears the same access key id in the member account's records and in the answer to the `AssumeRoot`
 * that started it; no other field of the member account's records tells it surely from long-term root.
 */
export const INSIGHTS_QUERIES: Readonly<Record<ReviewQueryId, string>> = {
  "root-use": query(
    "fields eventTime, recipientAccountId, awsRegion, eventSource, eventName, userIdentity.accessKeyId, sourceIPAddress, errorCode",
    'filter userIdentity.type = "Root" and not ispresent(userIdentity.invokedBy) and eventType != "AwsServiceEvent"',
    "sort eventTime desc",
    "limit 1000",
  ),
  "root-sessions": query(
    'filter eventName = "AssumeRoot" or userIdentity.type = "Root"',
    "fields coalesce(responseElements.credentials.accessKeyId, userIdentity.accessKeyId) as session",
    'filter ispresent(session) and session != ""',
    'fields concat(session, " ", eventTime) as place',
    "sort place asc",
    "display session, eventTime, eventName, userIdentity.arn, recipientAccountId, requestParameters.targetPrincipal, requestParameters.taskPolicyArn.arn, eventSource, sourceIPAddress, errorCode",
    "limit 1000",
  ),
  "failed-sign-ins": query(
    'filter eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Failure"',
    "stats count(*) as failures by userIdentity.type, userIdentity.userName, recipientAccountId, sourceIPAddress, errorMessage",
    "sort failures desc",
    "limit 1000",
  ),
  "policy-changes": query(
    "fields eventTime, recipientAccountId, userIdentity.arn, eventSource, eventName, sourceIPAddress",
    "filter eventName like /Policy/ and eventName not like /^(Get|List|Describe|Simulate|Generate|Validate)/ and not ispresent(errorCode)",
    "sort eventTime desc",
    "limit 1000",
  ),
};
