import type { LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { matchesAnAction, suggestActionPattern } from "../action-names";
import { conditionKeyExists, suggestConditionKey } from "../condition-keys";

/** A proof of an action that does not exist is true and says nothing. */
export const proofNamesRule = defineRule<LandingZone>({
  id: "proof-names",
  doc: "The actions and condition keys of `proofs` are AWS's. AWS adds some daily: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches({ proofs }) {
    for (const [index, { action, context = {} }] of proofs.entries()) {
      if (!matchesAnAction(action)) {
        yield {
          path: ["proofs", index, "action"],
          message: `AWS has no action ${JSON.stringify(action)}`,
          remedy: meant(suggestActionPattern(action)),
        };
      }
      for (const key of Object.keys(context)) {
        if (conditionKeyExists(key)) continue;
        yield {
          path: ["proofs", index, "context", key],
          message: `AWS has no condition key ${JSON.stringify(key)}`,
          remedy: meant(suggestConditionKey(key)),
        };
      }
    }
  },
});

function meant(near: string | undefined): string {
  return near === undefined
    ? "Look it up in AWS's Service Authorization Reference; if AWS added it since, waive this rule."
    : `Did you mean "${near}"?`;
}
