import { listed } from "../policy-document";
import { selectsRoot } from "../root-selection";
import { defineStatementRule } from "./statement-rule";

/**
 * AWS's examples from before central root access left root a few actions this way.
 *
 * Root sessions with the task policies S3UnlockBucketPolicy and SQSUnlockQueuePolicy have replaced them. Datadog's rule
 * def-000-52q finds the same.
 */
export const rootDenyNotActionRule = defineStatementRule({
  id: "root-deny-not-action",
  doc: "A Deny whose condition selects the root user names what it denies with Action: NotAction leaves the root user everything that it lists.",
  waivable: true,
  *breaches(statement, policyType) {
    if (policyType === "identity" || statement.Effect !== "Deny" || statement.NotAction === undefined) return;
    if (!selectsRoot(statement)) return;
    yield {
      path: ["NotAction"],
      message: `this Deny leaves ${listed(statement.NotAction).join(", ")} to the root user`,
      remedy: 'Write Action: "*"; root sessions of central root access unlock buckets and queues.',
    };
  },
});
