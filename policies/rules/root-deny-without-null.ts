import type { LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { WORST_CASE_IDS } from "../policy-ids";
import { guardrailDocument } from "../render-policy";
import { selectsRoot, sparesRootSessions } from "../root-selection";
import { statementPath } from "./statement-path";

/** A Deny that singles out the root user spares root sessions. */
export const rootDenyWithoutNullRule = defineRule<LandingZone>({
  id: "root-deny-without-null",
  doc: 'A Deny whose principal condition selects the root user carries "Null": {"aws:AssumedRoot": "true"}, so that central root access can still recover an account.',
  waivable: true,
  *breaches(zone) {
    for (const guardrail of zone.guardrails) {
      for (const [index, statement] of guardrailDocument(zone, guardrail, WORST_CASE_IDS).Statement.entries()) {
        if (statement.Effect !== "Deny" || !selectsRoot(statement) || sparesRootSessions(statement)) continue;
        yield {
          path: statementPath(guardrail, index),
          message: `this Deny of guardrail "${guardrail.key}" selects the root user and would deny root sessions of central root access, too`,
          remedy: 'Add "Null": {"aws:AssumedRoot": "true"} to its Condition.',
        };
      }
    }
  },
});
