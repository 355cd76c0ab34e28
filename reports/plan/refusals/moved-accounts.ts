import { guardrailsIn, statementsOver } from "../guardrail-placement";
import type { NodeKey } from "../plan-facts";
import { DENY_ROOT, isSpared } from "./deny-root";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

const SUSPENDED = "restrict-suspended";

/** Accounts that are moved away from a guardrail. */
export function movedAccounts({ facts, changes, placement, places }: JudgedPlan): readonly Refusal[] {
  const guardrails = guardrailsIn(placement.before);
  return [...places.before].sort().flatMap(([account, from]): readonly Refusal[] => {
    const to = places.after.get(account);
    if (to === undefined || isSame(from, to)) return [];
    const resource = changes.find((change) => "account" in change && change.account === account)?.evidence[0];
    const details = { resource, accounts: [account] };
    const leavesDenyRoot = isSpared(facts.after, to) && !isSpared(facts.before ?? facts.after, from);
    if (leavesDenyRoot) return [refuse("deny-root-lost", account, details)];
    // Nobody but the landing zone's own roles may do anything there, so no guardrail is missed.
    if (statementsOver(placement.after, SUSPENDED, to).size > 0) return [];
    return guardrails
      .filter((guardrail) => isLost(placement.before, placement.after, guardrail, from, to))
      .map((guardrail) =>
        guardrail === DENY_ROOT
          ? refuse("deny-root-lost", account, details)
          : refuse("protection-lost", `${account}/${guardrail}`, details),
      );
  });
}

type Placement = JudgedPlan["placement"]["before"];

function isLost(
  before: Placement,
  after: Placement,
  guardrail: string,
  from: readonly NodeKey[],
  to: readonly NodeKey[],
) {
  const left = statementsOver(after, guardrail, to);
  return [...statementsOver(before, guardrail, from)].some((statement) => !left.has(statement));
}

function isSame(one: readonly NodeKey[], other: readonly NodeKey[]): boolean {
  return one.length === other.length && one.every((node, index) => node === other[index]);
}
