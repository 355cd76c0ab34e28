import type { QuotaId } from "../../catalogue/quotas";
import type { Guardrail, LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import type { Statement } from "../policy-document";
import { WORST_CASE_IDS } from "../policy-ids";
import { policyContent, policySize, sizeOf } from "../render-policy";

const NAMED_AT_MOST = 3;

/** A policy fits into AWS's quota, minified and with ids as long as AWS may make them. */
export const policySizeRule = defineRule<LandingZone>({
  id: "policy-size",
  doc: "A guardrail's policy, minified and with ids as long as AWS may make them, is no longer than AWS's quota.",
  waivable: false,
  *breaches(zone) {
    for (const guardrail of zone.guardrails) {
      const quota: QuotaId = `${guardrail.policyType}-size`;
      const limit = zone.quotas[quota];
      const size = policySize(zone, guardrail);
      if (size <= limit) continue;
      yield {
        path: guardrail.path,
        message: `the policy of guardrail "${guardrail.key}" has ${size} characters, ${size - limit} more than the quota of ${limit}; its largest parts are ${largestParts(zone, guardrail)}`,
        remedy: `Shorten these or split the guardrail in two; if AWS raised the quota, override quotas["${quota}"] with a reason.`,
      };
    }
  },
});

function largestParts(zone: LandingZone, guardrail: Guardrail): string {
  return partsOf(policyContent(zone, guardrail, WORST_CASE_IDS))
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
function partsOf(content: ReturnType<typeof policyContent>): Part[] {
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
