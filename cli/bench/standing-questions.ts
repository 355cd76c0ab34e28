import { resolve } from "../../model/resolve";
import { OrganizationPolicies } from "../../policies/proofs/organization-policies";
import { protectionOf, standingAnswers } from "../../policies/proofs/protection";
import { generatedConfig } from "./generated-config";

/** How long the standing questions take in this process, in seconds of CPU time. */
export interface StandingQuestionsFigures {
  readonly accounts: number;
  readonly questions: number;
  /** Accounts that no policy tells apart are asked once, as `explain --all` and `validate` do it. */
  readonly grouped: number;
  /** Every account by itself. */
  readonly ungrouped: number;
}

/** Answers every standing question for so many accounts, together and one by one. */
export function measureStandingQuestions(accounts: number): StandingQuestionsFigures {
  const { zone } = resolve(generatedConfig(accounts), undefined);
  const policies = new OrganizationPolicies(zone);
  const start = seconds();
  const groups = protectionOf(zone);
  const middle = seconds();
  for (const account of zone.accounts) standingAnswers(policies, policies.placeOf(account));
  const questions = accounts * (groups[0]?.answers.length ?? 0);
  return { accounts, questions, grouped: middle - start, ungrouped: seconds() - middle };
}

/** Of the processor, not of the clock: other programs do not count. */
function seconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
