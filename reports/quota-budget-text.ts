import type { PolicyType } from "../catalogue/guardrails";
import type { PolicyTarget } from "../model/landing-zone";
import { targetKey } from "../model/policy-target";
import type { CharacterBudget, NodeBudget, QuotaBudget, SlotBudget } from "../policies/quota-budget";

/** How much of AWS's quotas for policies is used and left, as text: slots by node, characters by policy. */
export function formatQuotaBudget({ nodes, policies }: QuotaBudget): string {
  const shown = nodes.filter(({ slots }) => slots.some(hasPolicies));
  const others = nodes.length - shown.length;
  return [
    "Slots for policies, by node",
    ...shown.flatMap(nodeLines),
    ...(others === 0 ? [] : [`  ${others} other ${others === 1 ? "node has" : "nodes have"} ${ownSlots(nodes)}`]),
    "",
    "Characters, by policy, with ids as long as AWS may make them",
    ...policyLines(policies),
    "",
  ].join("\n");
}

const TYPE_NAMES: Readonly<Record<PolicyType, string>> = {
  scp: "SCP",
  rcp: "RCP",
  tag: "tag",
  "ai-opt-out": "AI opt-out",
  "declarative-ec2": "declarative",
};

function hasPolicies({ policies }: SlotBudget): boolean {
  return policies.length > 0;
}

/** What every node has, whatever is attached by guardrails. */
function ownSlots(nodes: readonly NodeBudget[]): string {
  const reserved = nodes.some(({ slots }) => slots.some((budget) => budget.reserved > 0));
  return `nothing attached but AWS's own policies${reserved ? " and reserved slots" : ""}`;
}

function nodeLines({ target, slots }: NodeBudget): readonly string[] {
  const lines = slots
    .filter(({ used }) => used > 0)
    .map(
      (budget) => `    ${TYPE_NAMES[budget.policyType]}: ${inNumbers(budget)}: ${takenBy(budget)}${inherits(budget)}`,
    );
  return [`  ${nodeName(target)}`, ...lines];
}

function inherits({ inherited }: SlotBudget): string {
  if (inherited.length === 0) return "";
  return ` (inherits, without a slot, ${inherited.map(({ from, policies }) => `${policies.length} from ${from}`).join(", ")})`;
}

function takenBy({ ofAws, reserved, policies }: SlotBudget): string {
  return [
    ...(ofAws === undefined ? [] : [ofAws]),
    ...(reserved === 0 ? [] : [`${reserved} reserved`]),
    ...policies.map(({ policy, isLeaving }) => (isLeaving ? `${policy} (until a move is finished)` : policy)),
  ].join(", ");
}

function inNumbers({ used, limit, left }: { readonly used: number; readonly limit: number; readonly left: number }) {
  return left < 0 ? `${used} of ${limit}, ${-left} TOO MANY` : `${used} of ${limit}, ${left} left`;
}

function nodeName(target: PolicyTarget): string {
  switch (target.kind) {
    case "root":
      return "organization root";
    case "organizational-unit":
      return `unit ${targetKey(target)}`;
    case "account":
      return `account ${targetKey(target)}`;
    default:
      return target satisfies never;
  }
}

function policyLines(policies: readonly CharacterBudget[]): readonly string[] {
  const width = Math.max(0, ...policies.map(({ policy }) => policy.length));
  return policies.flatMap(({ policy, policyType, contributors, ...budget }) => [
    `  ${policy.padEnd(width)}  ${TYPE_NAMES[policyType]}: ${inNumbers(budget)}`,
    ...(contributors.length === 1 && contributors[0]?.guardrail === policy
      ? []
      : contributors.map(
          ({ guardrail, characters, isLeaving }) =>
            `  ${" ".repeat(width)}    ${guardrail}: ${characters}${isLeaving ? " (until a move is finished)" : ""}`,
        )),
  ]);
}
