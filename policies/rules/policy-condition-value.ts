import { REGIONS } from "../../catalogue/regions";
import { nearest } from "../../model/suggestion";
import { type ConditionOperator, conditionOperator } from "../condition-operator";
import { KEY_FORMS, OPERATOR_FORMS, readsWildcards } from "../condition-value-forms";
import { defineStatementRule } from "./statement-rule";
import { placedTests } from "./statement-values";

/** A condition on a value that never comes makes a Deny that never denies, or an exemption that spares nobody. */
export const policyConditionValueRule = defineStatementRule({
  id: "policy-condition-value",
  doc: "A condition compares with a value that its operator understands and its key can have: true or false, a number, a date, an IP range, an ARN, an account id, an organization path with a slash at its end, a Region.",
  waivable: true,
  *breaches(statement) {
    for (const { operator, key, values } of placedTests(statement)) {
      const parsed = conditionOperator(operator);
      for (const { value, path } of values) {
        const form = wrongForm(parsed, key, value);
        if (form === undefined) continue;
        yield {
          path,
          message: `${operator} of ${key} never matches "${value}": it has to be ${form}`,
          remedy: remedyFor(key, value),
        };
      }
    }
  },
});

/** What the value has to be instead; `undefined` when it may be what it is. */
function wrongForm(operator: ConditionOperator, key: string, value: string): string | undefined {
  const ofOperator = OPERATOR_FORMS[operator.family];
  if (ofOperator?.accepts(value) === false) return ofOperator.form;
  if (operator.family !== "string" && operator.family !== "arn") return undefined;
  // That wildcards are literal here is another rule's breach.
  if (!readsWildcards(operator) && /[*?]/.test(value)) return undefined;
  const ofKey = KEY_FORMS[key.toLowerCase()];
  const compared =
    operator.base.endsWith("ignorecase") && key.toLowerCase() === "aws:requestedregion" ? value.toLowerCase() : value;
  return ofKey?.accepts(compared) === false ? ofKey.form : undefined;
}

function remedyFor(key: string, value: string): string {
  const region = key.toLowerCase() === "aws:requestedregion" ? nearest(value, Object.keys(REGIONS)) : undefined;
  return region === undefined ? "Correct the value, or take it out." : `Did you mean "${region}"?`;
}
