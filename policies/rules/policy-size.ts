import type { QuotaId } from "../../catalogue/quotas";
import type { Guardrail, LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import type { Statement } from "../policy-document";
import { WORST_CASE_IDS } from "../policy-ids";
import { guardrailDocument, policySize, sizeOf } from "../render-policy";

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
        message: `the policy of guardrail "${guardrail.key}" has ${size} characters, ${size - limit} more than the quota of ${limit}; its largest statements are ${largestStatements(zone, guardrail)}`,
        remedy: `Shorten these statements or split the guardrail in two; if AWS raised the quota, override quotas["${quota}"] with a reason.`,
      };
    }
  },
});

function largestStatements(zone: LandingZone, guardrail: Guardrail): string {
  return guardrailDocument(zone, guardrail, WORST_CASE_IDS)
    .Statement.map((statement, index) => ({ name: nameOf(statement, index), size: sizeOf(statement) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, NAMED_AT_MOST)
    .map(({ name, size }) => `${name} (${size})`)
    .join(", ");
}

function nameOf({ Sid }: Statement, index: number): string {
  return Sid ?? `number ${index + 1}`;
}
