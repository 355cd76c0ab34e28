import { conditionOperator } from "../condition-operator";
import { withoutVariables } from "../policy-variables";
import { defineStatementRule } from "./statement-rule";
import { placedTests } from "./statement-values";

/** To `StringEquals` a star is a star: the classic way to deny nobody, or everybody. */
export const policyLiteralWildcardRule = defineStatementRule({
  id: "policy-literal-wildcard",
  doc: "StringEquals and its kin compare literally: a value of theirs has neither * nor ?.",
  waivable: true,
  *breaches(statement) {
    for (const { operator, values } of placedTests(statement)) {
      const { base } = conditionOperator(operator);
      if (!/^string(?:not)?equals(?:ignorecase)?$/.test(base)) continue;
      for (const { value, path } of values) {
        if (!/[*?]/.test(withoutVariables(value, ""))) continue;
        yield {
          path,
          message: `to ${operator} the wildcards of "${value}" are plain characters`,
          remedy: `Use ${likeOf(operator)}, or write \${*} for a literal star.`,
        };
      }
    }
  },
});

function likeOf(operator: string): string {
  return operator.replace(/equals(?:ignorecase)?/i, "Like");
}
