import type { LandingZone } from "../../model/landing-zone";
import type { ConfigPath } from "../../model/problem";
import { type Breach, defineRule, type Rule, type RuleDefinition } from "../../model/rule";
import type { Statement } from "../policy-document";

/** The kinds of policy that have statements: organization policies, and those of a principal. */
export type StatementPolicyType = "scp" | "rcp" | "identity";

/** A rule that looks at one statement at a time, wherever it stands. */
export interface StatementRule extends Rule<LandingZone> {
  /** Every breach of one statement; its paths begin in the statement. */
  readonly checkStatement: (statement: Statement, policyType: StatementPolicyType) => readonly Breach[];
}

/** A statement rule whose check yields its breaches one by one. */
export interface StatementRuleDefinition extends Omit<RuleDefinition<LandingZone>, "breaches"> {
  readonly breaches: (statement: Statement, policyType: StatementPolicyType) => Iterable<Breach>;
}

/** Makes a rule over every statement that a team writes from what yields the breaches of one. */
export function defineStatementRule({ breaches, ...rule }: StatementRuleDefinition): StatementRule {
  return {
    ...defineRule<LandingZone>({
      ...rule,
      *breaches(zone) {
        for (const { statement, policyType, path, isAdopted } of teamStatements(zone)) {
          // AWS has accepted it as it is, so a rule that nobody can waive has nothing to add.
          if (isAdopted && !rule.waivable) continue;
          for (const breach of breaches(statement, policyType)) {
            yield { ...breach, path: [...path, ...breach.path] };
          }
        }
      },
    }),
    checkStatement: (statement, policyType) => [...breaches(statement, policyType)],
  };
}

/** One statement that a team wrote, with its place in the configuration. */
export interface TeamStatement {
  readonly statement: Statement;
  readonly policyType: StatementPolicyType;
  readonly path: ConfigPath;
  /** Whether it is part of a policy that is kept as AWS holds it. */
  readonly isAdopted: boolean;
}

/** Every statement that a team wrote: of guardrails of its own, and of the inline policies of permission sets. */
export function teamStatements({ guardrails, identity }: LandingZone): readonly TeamStatement[] {
  const ofGuardrails = guardrails.flatMap(({ body, policyType, path }) =>
    body.kind === "custom" && (policyType === "scp" || policyType === "rcp")
      ? placed(body.statements, policyType, [...path, "statements"], body.content !== undefined)
      : [],
  );
  const ofSets = (identity?.permissionSets ?? []).flatMap(({ key, inlinePolicy }) =>
    inlinePolicy.kind === "custom"
      ? placed(inlinePolicy.statements, "identity", ["identity", "permissionSets", key, "inlinePolicy"], false)
      : [],
  );
  return [...ofGuardrails, ...ofSets];
}

function placed(
  statements: readonly Statement[],
  policyType: StatementPolicyType,
  path: ConfigPath,
  isAdopted: boolean,
): readonly TeamStatement[] {
  return statements.map((statement, index) => ({ statement, policyType, path: [...path, index], isAdopted }));
}
