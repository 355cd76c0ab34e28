import { accountChanges } from "./account-changes";
import type { AccountPlaces } from "./account-places";
import { contactChanges } from "./contact-changes";
import { foundationChanges } from "./foundation-changes";
import { guardrailChanges } from "./guardrail-changes";
import type { PlacementChange } from "./guardrail-placement";
import type { MaskOptions } from "./mask";
import type { OrganizationChange } from "./organization-change";
import { partChanges } from "./part-changes";
import type { PlanFacts } from "./plan-facts";
import { unitChanges } from "./unit-changes";

/**
 * What the plans of all stacks mean for the organization: accounts, units, guardrails, the organization itself, and
 * then everything else.
 */
export function organizationChanges(
  facts: PlanFacts,
  placement: PlacementChange,
  places: AccountPlaces,
  mask: MaskOptions = {},
): readonly OrganizationChange[] {
  const guardrails = guardrailChanges(facts, placement, places);
  return [
    ...accountChanges(facts),
    ...unitChanges(facts),
    ...guardrails,
    ...foundationChanges(facts),
    ...contactChanges(facts),
    ...partChanges(facts, guardrails.length === 0, mask),
  ];
}

/** The accounts that a plan touches, sorted: what is made of them or set up in them, what their guardrails deny, and what a
 * representative stands for. */
export function touchedAccounts(changes: readonly OrganizationChange[]): readonly string[] {
  const touched = changes.flatMap((change): readonly string[] => {
    if (change.kind === "part")
      return [...(change.account === undefined ? [] : [change.account]), ...(change.alike ?? [])];
    if ("account" in change) return [change.account];
    if ("accounts" in change) return change.accounts;
    return [];
  });
  return [...new Set(touched)].sort();
}
