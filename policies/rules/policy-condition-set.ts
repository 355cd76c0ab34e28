import { conditionOperator } from "../condition-operator";
import { serviceReference } from "../service-reference";
import { defineStatementRule } from "./statement-rule";
import { placedTests } from "./statement-values";

/** Without a prefix AWS compares a key of several values in a way that it does not document. */
export const policyConditionSetRule = defineStatementRule({
  id: "policy-condition-set",
  doc: "A condition on a global key of several values, such as aws:PrincipalOrgPaths or aws:TagKeys, says ForAnyValue: or ForAllValues:.",
  waivable: true,
  *breaches(statement) {
    for (const { operator, key, path } of placedTests(statement)) {
      const { qualifier, family } = conditionOperator(operator);
      const type = serviceReference.globalConditionKeys().get(key.toLowerCase())?.type;
      if (qualifier !== "single" || family === "null" || type?.startsWith("ArrayOf") !== true) continue;
      yield {
        path,
        message: `"${key}" has several values, and ${operator} does not say whether one of them has to match or all`,
        remedy: `Write ForAnyValue:${operator}, or ForAllValues:${operator}, which also holds when there is none.`,
      };
    }
  },
});
