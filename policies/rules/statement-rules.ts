import type { Problem } from "../../model/problem";
import type { PolicyDocument } from "../policy-document";
import { policyCharactersRule } from "./policy-characters";
import { policyConditionContradictionRule } from "./policy-condition-contradiction";
import { policyConditionKeyAbsentRule } from "./policy-condition-key-absent";
import { policyConditionOperatorRule } from "./policy-condition-operator";
import { policyConditionSetRule } from "./policy-condition-set";
import { policyConditionTypeRule } from "./policy-condition-type";
import { policyConditionValueRule } from "./policy-condition-value";
import { policyLiteralWildcardRule } from "./policy-literal-wildcard";
import { policyPartitionRule } from "./policy-partition";
import { policyResourceNeverRule } from "./policy-resource-never";
import { policyStatementShadowedRule, shadowedStatements } from "./policy-statement-shadowed";
import { policyUnknownActionRule } from "./policy-unknown-action";
import { policyUnknownConditionKeyRule } from "./policy-unknown-condition-key";
import { rcpUnsupportedServiceRule } from "./rcp-unsupported-service";
import { rootDenyNotActionRule } from "./root-deny-not-action";
import type { StatementPolicyType, StatementRule } from "./statement-rule";

/** Every rule that looks at one statement at a time. */
export const STATEMENT_RULES: readonly StatementRule[] = [
  policyCharactersRule,
  policyConditionOperatorRule,
  policyUnknownActionRule,
  policyUnknownConditionKeyRule,
  policyResourceNeverRule,
  policyConditionValueRule,
  policyConditionTypeRule,
  policyConditionSetRule,
  policyConditionKeyAbsentRule,
  policyConditionContradictionRule,
  policyLiteralWildcardRule,
  policyPartitionRule,
  rcpUnsupportedServiceRule,
  rootDenyNotActionRule,
];

/**
 * What the lint says of one policy, ours or not, in the order of its statements: problems of statements, then those that
 * others of it cover.
 *
 * Paths begin in the document: `Statement`, an index, an element. Total on every document of the right structure.
 */
export function lintPolicy({ Statement }: PolicyDocument, policyType: StatementPolicyType): readonly Problem[] {
  const ofStatements = Statement.flatMap((statement, index) =>
    STATEMENT_RULES.flatMap(({ id, checkStatement }) =>
      checkStatement(statement, policyType).map((breach) => ({
        rule: id,
        ...breach,
        path: ["Statement", index, ...breach.path],
      })),
    ),
  );
  const shadowed = shadowedStatements(Statement, ["Statement"]);
  return [...ofStatements, ...Array.from(shadowed, (breach) => ({ rule: policyStatementShadowedRule.id, ...breach }))];
}
