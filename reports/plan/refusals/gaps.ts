import { statementsOver } from "../guardrail-placement";
import { DENY_ROOT, isSpared } from "./deny-root";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/**
 * Critical guardrails that an account has before and after, but not at every moment between.
 *
 * Terraform takes the steps of a plan in any order that its dependencies leave open. A Deny only ever takes away, so
 * the worst moment is the one at which everything is detached that is detached at any time, and nothing is attached yet;
 * and an account that moves may be in its old unit or in its new one. A guardrail that holds then holds always. What is
 * proved is that the same statements are attached, not that AWS applies them at once.
 */
export function gaps({ facts, placement, places }: JudgedPlan): readonly Refusal[] {
  return criticalGuardrails(facts).flatMap((guardrail): readonly Refusal[] => {
    const accounts = [...places.before.keys()].filter((account) =>
      hasGap({ facts, placement, places }, guardrail, account),
    );
    if (accounts.length === 0) return [];
    return [refuse("guardrail-gap", guardrail, { accounts: accounts.sort() })];
  });
}

function criticalGuardrails({ before, after }: JudgedPlan["facts"]): readonly string[] {
  const all = [...(before?.guardrails ?? []), ...after.guardrails];
  return [...new Set(all.filter(({ critical }) => critical).map(({ key }) => key))].sort();
}

type PlacedPlan = Pick<JudgedPlan, "facts" | "placement" | "places">;

function hasGap({ facts, placement, places }: PlacedPlan, guardrail: string, account: string): boolean {
  const from = places.before.get(account) ?? [];
  const to = places.after.get(account) ?? [];
  const isExempt =
    guardrail === DENY_ROOT && (isSpared(facts.before ?? facts.after, from) || isSpared(facts.after, to));
  if (isExempt) return false;
  const has = statementsOver(placement.after, guardrail, to);
  const kept = [...statementsOver(placement.before, guardrail, from)].filter((statement) => has.has(statement));
  return [from, to].some((nodes) => {
    const sure = statementsOver(placement.throughout, guardrail, nodes);
    return kept.some((statement) => !sure.has(statement));
  });
}
