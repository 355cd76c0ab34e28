import type { ReviewQueryId } from "../../catalogue/review-queries";

/** The name of the table over the archive, in the database of the review. */
export const TRAIL_TABLE = "trail";

/**
 * How many values a query asks for when it is run: the first and the last day, as `'2026/06/01'`.
 *
 * Without them a query would read the archive from its first day on.
 */
export const ATHENA_PARAMETERS = 2;

const DAYS = "day BETWEEN ? AND ?";

/** What an AWS service does in the name of an account is no use of its root user. */
const USE_OF_ROOT = "useridentity.type = 'Root' AND useridentity.invokedby IS NULL AND eventtype <> 'AwsServiceEvent'";

/**
 * The saved queries over the trail's archive, in the SQL of Athena.
 *
 * Where Logs Insights can only put an `AssumeRoot` and the calls of its session one below the other, SQL joins them by
 * the access key id. The outer join keeps a session without calls, a refused `AssumeRoot`, and calls that no `AssumeRoot`
 * of those days explains: long-term root.
 */
export const ATHENA_QUERIES: Readonly<Record<ReviewQueryId, string>> = {
  "root-use": `SELECT eventtime, recipientaccountid, awsregion, eventsource, eventname,
  useridentity.accesskeyid AS accesskeyid, sourceipaddress, errorcode
FROM ${TRAIL_TABLE}
WHERE ${DAYS}
  AND ${USE_OF_ROOT}
ORDER BY eventtime DESC
LIMIT 1000`,
  "root-sessions": `WITH events AS (
  SELECT eventtime, eventsource, eventname, eventtype, awsregion, recipientaccountid, sourceipaddress, errorcode,
    useridentity.type AS principaltype, useridentity.arn AS principal, useridentity.accesskeyid AS accesskeyid,
    useridentity.invokedby AS invokedby, requestparameters, responseelements
  FROM ${TRAIL_TABLE}
  WHERE ${DAYS}
    AND (eventname = 'AssumeRoot' OR useridentity.type = 'Root')
),
grants AS (
  SELECT eventtime AS grantedat, principal AS grantedto, sourceipaddress AS grantedfrom, errorcode AS refused,
    json_extract_scalar(requestparameters, '$.targetPrincipal') AS account,
    json_extract_scalar(requestparameters, '$.taskPolicyArn.arn') AS taskpolicy,
    json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS accesskeyid
  FROM events
  WHERE eventsource = 'sts.amazonaws.com' AND eventname = 'AssumeRoot'
),
calls AS (
  SELECT eventtime, eventsource, eventname, awsregion, recipientaccountid, sourceipaddress, errorcode, accesskeyid
  FROM events
  WHERE principaltype = 'Root' AND invokedby IS NULL AND eventtype <> 'AwsServiceEvent'
)
SELECT coalesce(grants.accesskeyid, calls.accesskeyid) AS accesskeyid,
  grants.grantedat, grants.grantedto, grants.grantedfrom, grants.taskpolicy, grants.refused,
  coalesce(grants.account, calls.recipientaccountid) AS account,
  calls.eventtime, calls.eventsource, calls.eventname, calls.awsregion, calls.sourceipaddress, calls.errorcode
FROM grants
FULL OUTER JOIN calls ON grants.accesskeyid = calls.accesskeyid
ORDER BY coalesce(grants.grantedat, calls.eventtime), calls.eventtime
LIMIT 1000`,
  "failed-sign-ins": `SELECT count(*) AS failures, useridentity.type AS principaltype, useridentity.username AS username,
  recipientaccountid, sourceipaddress, errormessage, min(eventtime) AS firstfailure, max(eventtime) AS lastfailure
FROM ${TRAIL_TABLE}
WHERE ${DAYS}
  AND eventname = 'ConsoleLogin'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure'
GROUP BY useridentity.type, useridentity.username, recipientaccountid, sourceipaddress, errormessage
ORDER BY failures DESC
LIMIT 1000`,
  "policy-changes": `SELECT eventtime, recipientaccountid, useridentity.arn AS principal, eventsource, eventname, sourceipaddress
FROM ${TRAIL_TABLE}
WHERE ${DAYS}
  AND eventname LIKE '%Policy%'
  AND eventname NOT LIKE 'Get%' AND eventname NOT LIKE 'List%' AND eventname NOT LIKE 'Describe%'
  AND eventname NOT LIKE 'Simulate%' AND eventname NOT LIKE 'Generate%' AND eventname NOT LIKE 'Validate%'
  AND errorcode IS NULL
ORDER BY eventtime DESC
LIMIT 1000`,
};
