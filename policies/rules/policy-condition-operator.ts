import { CONDITION_OPERATORS } from "../../catalogue/condition-operators";
import { nearest } from "../../model/suggestion";
import { conditionTests } from "../policy-document";
import { defineStatementRule } from "./statement-rule";

const KNOWN: ReadonlySet<string> = new Set(CONDITION_OPERATORS);

/** AWS refuses a policy with a condition operator that it does not know. */
export const policyConditionOperatorRule = defineStatementRule({
  id: "policy-condition-operator",
  doc: "A condition of a statement of your own has an operator that AWS knows, with ForAnyValue:, ForAllValues: or IfExists as AWS allows.",
  waivable: false,
  *breaches(statement) {
    for (const operator of new Set(conditionTests(statement).map((test) => test.operator))) {
      if (isKnown(operator)) continue;
      const near = nearest(bare(operator), KNOWN);
      yield {
        path: ["Condition", operator],
        message: `"${operator}" is no condition operator`,
        remedy: near === undefined ? "Write one that AWS knows, such as ArnLike." : `Did you mean "${near}"?`,
      };
    }
  },
});

/** `Null` says itself whether a key exists: it takes no `IfExists`. */
function isKnown(operator: string): boolean {
  return KNOWN.has(bare(operator)) && !operator.endsWith("NullIfExists");
}

function bare(operator: string): string {
  return operator.replace(/^For(?:AnyValue|AllValues):/, "").replace(/IfExists$/, "");
}
