import { nearest } from "../../model/suggestion";
import { matchesAnAction, suggestActionPattern } from "../action-names";
import { serviceReference } from "../service-reference";
import { defineStatementRule } from "./statement-rule";
import { elementValues } from "./statement-values";

/** A mistyped action denies nothing, and nobody notices. */
export const policyUnknownActionRule = defineStatementRule({
  id: "policy-unknown-action",
  doc: "Every action of a statement of your own exists, or is a pattern that matches one. AWS adds actions daily: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches(statement) {
    for (const { value, path } of elementValues(statement, ["Action", "NotAction"])) {
      if (matchesAnAction(value)) continue;
      const meant = suggestActionPattern(value);
      yield {
        path,
        message: `${fault(value)}, as AWS listed them on ${serviceReference.date()}`,
        remedy:
          meant === undefined
            ? "Look it up in AWS's Service Authorization Reference; if AWS added it since, waive this rule."
            : `Did you mean "${meant}"?`,
      };
    }
  },
});

function fault(action: string): string {
  const [service = "", name] = action.split(":", 2);
  if (name === undefined) return `"${action}" is not an action`;
  if (!/[*?]/.test(service) && !serviceReference.services().has(service.toLowerCase())) {
    const near = nearest(service, serviceReference.services());
    return `"${action}" belongs to no service: there is no prefix "${service}"${near === undefined ? "" : `, only "${near}"`}`;
  }
  return /[*?]/.test(name) ? `"${action}" matches no action` : `there is no action "${action}"`;
}
