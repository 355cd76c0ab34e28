import { touchedAccounts } from "../organization-changes";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** A plan that touches more accounts than the organization allows itself. */
export function tooManyAccounts({ facts, changes }: JudgedPlan): readonly Refusal[] {
  const limit = facts.after.planLimits.accounts;
  const accounts = touchedAccounts(changes);
  if (limit === undefined || accounts.length <= limit) return [];
  const consequence = `It touches ${accounts.length} accounts, and ${limit} are allowed: a mistake would reach all of them before anybody sees the first one.`;
  return [refuse("too-many-accounts", "organization", { consequence, accounts })];
}
