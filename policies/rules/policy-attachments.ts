import type { PolicyType } from "../../catalogue/guardrails";
import type { Attachment, LandingZone, PolicyTarget } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import { defineRule } from "../../model/rule";
import { type GuardrailPolicy, guardrailPolicies } from "../guardrail-policies";
import { nodeBudgets, type SlotBudget } from "../quota-budget";

/** A node has a slot for every policy attached to it. */
export const policyAttachmentsRule = defineRule<LandingZone>({
  id: "policy-attachments",
  doc: "No node has more policies attached than AWS's quota, counting AWS's full-access policy, reserved slots and what stays until a move is finished; inherited policies do not count.",
  waivable: false,
  *breaches(zone) {
    const policies = guardrailPolicies(zone);
    for (const { target, slots } of nodeBudgets(zone, policies)) {
      for (const budget of slots) {
        if (budget.left >= 0 || budget.policies.length === 0) continue;
        yield {
          path: askedFor(policies, target, budget),
          message: `${targetName(target)} would have ${budget.used} ${POLICY_NAMES[budget.policyType]} attached, more than the quota of ${budget.limit}: ${listOf(policies, budget)}`,
          remedy: remedyFor(budget),
        };
      }
    }
  },
});

const POLICY_NAMES: Readonly<Record<PolicyType, string>> = {
  scp: "SCPs",
  rcp: "RCPs",
  tag: "tag policies",
  "ai-opt-out": "AI services opt-out policies",
  "declarative-ec2": "declarative policies for EC2",
};

function listOf(policies: readonly GuardrailPolicy[], { ofAws, reserved, policies: here }: SlotBudget): string {
  const own = here.map(({ policy, isLeaving }) => {
    const keys = policies.find(({ id }) => id === policy)?.guardrails.map(({ key }) => key) ?? [];
    const held = keys.length === 1 && keys[0] === policy ? policy : `${policy} (${keys.join(", ")})`;
    return isLeaving ? `${held}, until a move is finished` : held;
  });
  return [
    ...(ofAws === undefined ? [] : [ofAws]),
    ...(reserved === 0 ? [] : [`${reserved} reserved ${reserved === 1 ? "slot" : "slots"}`]),
    ...own,
  ].join(", ");
}

function remedyFor({ policies }: SlotBudget): string {
  return policies.some(({ isLeaving }) => isLeaving)
    ? "Finish the moves first (npm run synth -- --finish-moves, once they are applied), or take this change back."
    : "Attach one of them to the node above or below, let one share a policy (no name, not critical; then npm run synth -- --repack), or free a reserved slot.";
}

/** Where the configuration asks for the last of the team's own guardrails there, or of the built-in ones. */
function askedFor(
  policies: readonly GuardrailPolicy[],
  target: PolicyTarget,
  { policies: here }: SlotBudget,
): Attachment["path"] {
  const ids = new Set(here.map(({ policy }) => policy));
  const guardrails = policies.filter(({ id }) => ids.has(id)).flatMap((policy) => policy.guardrails);
  const asked = guardrails.flatMap(({ body, attachments }) =>
    attachments
      .filter((attachment) => targetKey(attachment.target) === targetKey(target))
      .map(({ path }) => ({ path, isOwn: body.kind === "custom" })),
  );
  return (asked.findLast(({ isOwn }) => isOwn) ?? asked.at(-1))?.path ?? guardrails[0]?.path ?? [];
}

function targetName(target: PolicyTarget): string {
  switch (target.kind) {
    case "root":
      return "the organization root";
    case "organizational-unit":
      return `organizational unit "${target.key}"`;
    case "account":
      return `account "${target.key}"`;
    default:
      return target satisfies never;
  }
}
