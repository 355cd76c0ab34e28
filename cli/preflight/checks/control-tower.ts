import type { LandingZone } from "../../../model/landing-zone";
import type { LiveCheck } from "../check";
import type { ControlTowerPolicy } from "../facts";
import { type Finding, judgeObserved, note, ok, problem } from "../finding";

const CHECK = "control-tower";

/** The service principal of Control Tower, and how the names of its policies begin. */
export const CONTROL_TOWER_PRINCIPAL = "controltower.amazonaws.com";
export const CONTROL_TOWER_POLICY_PREFIX = "aws-guardrails-";

/** Accounts that Terraform creates inside Control Tower's units are not enrolled, so none is declared there. */
export const judgeControlTower: LiveCheck = ({ trustedServices, controlTowerPolicies }, zone) => {
  const isTrusted = trustedServices.kind === "observed" && trustedServices.value.includes(CONTROL_TOWER_PRINCIPAL);
  return judgeObserved(CHECK, controlTowerPolicies, (policies) => {
    if (!isTrusted && policies.length === 0) return [ok(CHECK, "Control Tower does not govern this organization")];
    return [governs(policies), ...unitsInBoth(policies, zone)];
  });
};

function governs(policies: readonly ControlTowerPolicy[]): Finding {
  const attached = `${policies.length} ${policies.length === 1 ? "policy" : "policies"} named ${CONTROL_TOWER_POLICY_PREFIX}*`;
  return note(
    CHECK,
    `Control Tower governs this organization (${attached})`,
    "Leave its units, policies and trail alone, declare accounts in units of your own, and write the slots that its policies take into reservedPolicySlots.",
  );
}

/** Units are compared by name: the ids of declared units are not known before they exist. */
function unitsInBoth(policies: readonly ControlTowerPolicy[], zone: LandingZone): readonly Finding[] {
  const governed = new Set(
    policies.flatMap(({ targets }) =>
      targets.filter(({ kind }) => kind === "ORGANIZATIONAL_UNIT").map(({ name }) => name),
    ),
  );
  // Those that exist were enrolled by whoever made them.
  const created = zone.accounts.filter(({ accountId }) => accountId === undefined);
  const used = new Set(created.map(({ homeUnit }) => homeUnit));
  return zone.organizationalUnits
    .filter(({ key, name }) => governed.has(name) && used.has(key))
    .map(({ key, name }) =>
      problem(
        CHECK,
        `Accounts are declared in ${key}, and a unit of its name (${name}) is governed by Control Tower: accounts created there would not be enrolled`,
        "Declare them in a unit that Control Tower does not govern, or create them with Account Factory and import them.",
      ),
    );
}
