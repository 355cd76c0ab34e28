import { formatPath } from "../../model/problem";
import type { Statement } from "../../policies/policy-document";
import type { StatementPolicyType, StatementRule } from "../../policies/rules/statement-rule";

/** What a statement rule says of a statement: `path: message` each. */
export function foundIn(
  rule: StatementRule,
  statement: Partial<Statement>,
  policyType: StatementPolicyType = "scp",
): readonly string[] {
  return rule
    .checkStatement(denying(statement), policyType)
    .map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

/** A statement that denies `s3:DeleteBucket` on everything, but for what is said otherwise. */
export function denying(statement: Partial<Statement>): Statement {
  const { Action, NotAction, Resource, NotResource } = statement;
  return {
    Effect: "Deny",
    ...(Action === undefined && NotAction === undefined ? { Action: "s3:DeleteBucket" } : {}),
    ...(Resource === undefined && NotResource === undefined ? { Resource: "*" } : {}),
    ...statement,
  };
}
