import type { LandingZone } from "../model/landing-zone";
import { quotaBudget } from "../policies/quota-budget";
import { formatQuotaBudget } from "../reports/quota-budget-text";

/** What `explain --quotas` prints: how much of AWS's quotas for policies an organization uses, as text or as JSON. */
export function explainQuotas(zone: LandingZone, isJson: boolean): string {
  const budget = quotaBudget(zone);
  return isJson ? `${JSON.stringify(budget, undefined, 2)}\n` : formatQuotaBudget(budget);
}
