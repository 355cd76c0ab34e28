import type { QuotaId } from "../../catalogue/quotas";
import type { LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { type GuardrailPolicy, guardrailPolicies } from "../guardrail-policies";
import type { Statement } from "../policy-document";
import { WORST_CASE_IDS } from "../policy-ids";
import { type CharacterBudget, characterBudget } from "../quota-budget";
import { contentOf, sizeOf } from "../render-policy";

const NAMED_AT_MOST = 3;

/** A policy fits into AWS's quota, minified and with ids as long as AWS may make them. */
export const policySizeRule = defineRule<LandingZone>({
  id: "policy-size",
  doc: "A policy of guardrails, minified and with ids as long as AWS may make them, is no longer than AWS's quota.",
  waivable: false,
  *breaches(zone) {
    for (const policy of guardrailPolicies(zone)) {
      const budget = characterBudget(zone, policy);
      const largest = policy.guardrails.find(({ key }) => key === budget.contributors[0]?.guardrail);
      if (budget.left >= 0 || largest === undefined) continue;
      yield {
        path: largest.path,
        message: `the policy ${nameOf(policy)} has ${budget.used} characters, ${-budget.left} more than the quota of ${budget.limit}; its largest parts are ${listed(partsOf(zone, policy, budget))}`,
        remedy: remedyFor(policy),
      };
    }
  },
});

function nameOf({ id, guardrails }: GuardrailPolicy): string {
  const keys = guardrails.map(({ key }) => key);
  return keys.length === 1 ? `of guardrail "${keys[0]}"` : `"${id}" of the guardrails ${keys.join(", ")}`;
}

function remedyFor({ policyType, leaving }: GuardrailPolicy): string {
  if (leaving.length > 0) {
    return `Finish the moves first (npm run synth -- --finish-moves, once they are applied), which frees the room of ${leaving.join(", ")}.`;
  }
  const quota: QuotaId = `${policyType}-size`;
  return `Shorten these or split the guardrail in two; if AWS raised the quota, override quotas["${quota}"] with a reason.`;
}

/** The guardrails of a policy, or the parts of the only one. */
function partsOf(zone: LandingZone, policy: GuardrailPolicy, { contributors }: CharacterBudget): readonly Part[] {
  if (contributors.length === 1) return partsOfContent(contentOf(zone, policy, WORST_CASE_IDS));
  return contributors.map(({ guardrail, characters }) => ({ name: guardrail, size: characters }));
}

function listed(parts: readonly Part[]): string {
  return [...parts]
    .sort((a, b) => b.size - a.size)
    .slice(0, NAMED_AT_MOST)
    .map(({ name, size }) => `${name} (${size})`)
    .join(", ");
}

interface Part {
  readonly name: string;
  readonly size: number;
}

/** The statements of a policy, or the entries below the one field that a management policy begins with. */
function partsOfContent(content: ReturnType<typeof contentOf>): readonly Part[] {
  const { Statement: statements } = content;
  if (isStatements(statements)) {
    return statements.map((statement, index) => ({
      name: statement.Sid ?? `number ${index + 1}`,
      size: sizeOf(statement),
    }));
  }
  return Object.values(content)
    .flatMap((settings) => Object.entries(settings))
    .map(([name, settings]) => ({ name, size: sizeOf(settings) }));
}

function isStatements(value: unknown): value is readonly Statement[] {
  return Array.isArray(value);
}
