import type { LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { matchesAnAction, suggestActionPattern } from "../action-names";
import { serviceReference } from "../service-reference";

/** A mistyped exemption exempts nothing, which shows when the service is refused. */
export const regionExemptionUnknownRule = defineRule<LandingZone>({
  id: "region-exemption-unknown",
  doc: "Every action exempted from the restriction of Regions exists, or is a pattern that matches one. AWS adds actions daily: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches({ guardrailOptions: { regionExemptions } }) {
    for (const action of regionExemptions) {
      if (matchesAnAction(action)) continue;
      const meant = suggestActionPattern(action);
      yield {
        path: ["regionExemptions"],
        message: `"${action}" matches no action, as AWS listed them on ${serviceReference.date()}`,
        remedy:
          meant === undefined
            ? "Look it up in AWS's Service Authorization Reference; if AWS added it since, waive this rule."
            : `Did you mean "${meant}"?`,
      };
    }
  },
});
