import { accountsBelow } from "../guardrail-changes";
import { statementsOver } from "../guardrail-placement";
import type { NodeKey, PlanFacts } from "../plan-facts";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

export const DENY_ROOT = "deny-root";

/** Whether deny-root spares an account: it is in the Recovery OU, which the policy's own condition names. */
export function isSpared(zone: PlanFacts["after"], nodesAbove: readonly NodeKey[]): boolean {
  return zone.recoveryUnit !== undefined && nodesAbove.includes(zone.recoveryUnit.key);
}

/**
 * Nodes from which deny-root is detached, or where it loses a statement, so that an account below loses it.
 *
 * Detaching it where the accounts still have it from above, at the end of a rollout, is no loss. Accounts that move are
 * judged by their move.
 */
export function weakenedDenyRoot({ facts, placement, places }: JudgedPlan): readonly Refusal[] {
  const resource = evidenceOf(facts);
  return [...placement.before.keys()].sort().flatMap((node): readonly Refusal[] => {
    const had = placement.before.get(node)?.get(DENY_ROOT) ?? new Set<string>();
    const has = placement.after.get(node)?.get(DENY_ROOT) ?? new Set<string>();
    const missing = [...had].filter((statement) => !has.has(statement));
    if (missing.length === 0) return [];
    const below = accountsBelow(places.before, [node]).filter((account) => {
      const above = places.after.get(account);
      const left = above === undefined ? undefined : statementsOver(placement.after, DENY_ROOT, above);
      return left !== undefined && missing.some((statement) => !left.has(statement));
    });
    // At the root an account that is invited tomorrow is bound, too: nothing else can stand in for that.
    if (below.length === 0 && node !== "root") return [];
    return [refuse(has.size === 0 ? "deny-root-detached" : "deny-root-weakened", node, { resource, accounts: below })];
  });
}

function evidenceOf({ stacks }: PlanFacts) {
  const found = stacks
    .flatMap(({ resources }) => resources)
    .find(
      ({ type, action }) => type.startsWith("aws_organizations_policy") && action !== "no-op" && action !== "create",
    );
  return found === undefined ? undefined : { stack: found.stack, address: found.address };
}
