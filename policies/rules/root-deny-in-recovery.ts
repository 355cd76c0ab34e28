import type { Guardrail, LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { conditionOperator } from "../condition-operator";
import { conditionTests, listed, type Statement } from "../policy-document";
import { selectsRoot } from "../root-selection";
import { statementPath } from "./statement-path";

/** In the Recovery OU an account is used as root, by design; a Deny of one's own above it would undo that. */
export const rootDenyInRecoveryRule = defineRule<LandingZone>({
  id: "root-deny-in-recovery",
  doc: "A Deny of everything whose condition selects the root user does not bind the Recovery OU, in which an account is used as root.",
  waivable: true,
  *breaches(zone) {
    for (const guardrail of zone.guardrails) {
      if (guardrail.policyType !== "scp" || guardrail.body.kind !== "custom" || !bindsRecovery(zone, guardrail))
        continue;
      for (const [index, statement] of guardrail.body.statements.entries()) {
        if (!deniesRootEverything(statement) || sparesPaths(statement)) continue;
        yield {
          path: statementPath(guardrail, index),
          message: `this Deny of guardrail "${guardrail.key}" also binds the Recovery OU, where nobody could then work as root`,
          remedy: "Leave it to deny-root, which spares the Recovery OU, or attach it to units instead of the root.",
        };
      }
    }
  },
});

function bindsRecovery({ recoveryUnit }: LandingZone, { attachments }: Guardrail): boolean {
  if (recoveryUnit === undefined) return false;
  return attachments.some(
    ({ target }) =>
      target.kind === "root" || (target.kind === "organizational-unit" && recoveryUnit.lineage.includes(target.key)),
  );
}

function deniesRootEverything(statement: Statement): boolean {
  const { Effect, Action, NotAction, NotResource, Resource } = statement;
  const isOfAllActions = NotAction !== undefined || listed(Action).some((action) => /^\*(?::\*)?$/.test(action));
  const isOfAllResources = NotResource !== undefined || listed(Resource).includes("*");
  return Effect === "Deny" && isOfAllActions && isOfAllResources && selectsRoot(statement);
}

function sparesPaths(statement: Statement): boolean {
  return conditionTests(statement).some(
    ({ operator, key }) => key === "aws:principalorgpaths" && conditionOperator(operator).isNegated,
  );
}
