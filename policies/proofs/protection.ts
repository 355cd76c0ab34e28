import { STANDING_QUESTION_IDS, type StandingQuestionId } from "../../catalogue/standing-questions";
import type { Account, LandingZone } from "../../model/landing-zone";
import type { Answer } from "../evaluator/answer";
import { evaluate } from "../evaluator/evaluate";
import { accountGroups } from "./account-groups";
import { type Ask, questionOf, type Reach, standingAsks } from "./ask";
import { type OrganizationPolicies, organizationPoliciesOf } from "./organization-policies";
import type { Place, Principal } from "./principals";
import { anyOf } from "./resources";

/** The answer to one ask. */
export interface Finding {
  /** The actions it is about; none: any action. */
  readonly actions: readonly string[];
  readonly answer: Answer;
  /** What would stop working if it were denied. */
  readonly reason: string | undefined;
}

/** What all findings of a question come to; `not-configured`: there is no such principal. */
export type Verdict = Answer["verdict"] | "not-configured";

/** The answer to one standing question in one account. */
export interface StandingAnswer {
  readonly question: StandingQuestionId;
  readonly principal: string | undefined;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** Whether no organization policy stands against an answer's requests, whatever else they carry. */
export function isUnhindered({ verdict }: Answer): boolean {
  return verdict === "allowed" || verdict === "not-bound";
}

/** The answers to every standing question in one account, in the order of the catalogue. */
export function standingAnswers(policies: OrganizationPolicies, place: Place): readonly StandingAnswer[] {
  return STANDING_QUESTION_IDS.map((question) => {
    const standing = standingAsks(policies, place, question);
    if (standing === undefined) return { question, principal: undefined, verdict: "not-configured", findings: [] };
    const { principal, asks } = standing;
    const findings = asks.flatMap((ask) => findingsOf(policies, place, principal, ask));
    return { question, principal: principal.title, verdict: overall(findings), findings };
  });
}

/** The answer to an ask; where its actions do not all share it, one for each action. */
export function findingsOf(
  policies: OrganizationPolicies,
  place: Place,
  principal: Principal,
  { actions, request, reason }: Ask,
  reach?: Reach,
): readonly Finding[] {
  const answer = evaluate(questionOf(policies, place, principal, request, reach));
  if (isUnhindered(answer) || answer.verdict === "denied" || actions.length < 2) return [{ actions, answer, reason }];
  return actions.map((action) => ({
    actions: [action],
    answer: evaluate(questionOf(policies, place, principal, { ...request, action: anyOf(action) }, reach)),
    reason,
  }));
}

function overall(findings: readonly Finding[]): Verdict {
  const verdicts = new Set(findings.map(({ answer }) => answer.verdict));
  const [only] = verdicts;
  if (verdicts.size === 1 && only !== undefined) return only;
  if (verdicts.has("undecided")) return "undecided";
  return verdicts.has("denied") || verdicts.has("depends") ? "depends" : "allowed";
}

/** Accounts that are answered alike, with their answers. */
export interface ProtectedGroup {
  readonly accounts: readonly Account[];
  readonly answers: readonly StandingAnswer[];
}

/** The standing questions for every member account; accounts that no policy tells apart are asked once. */
export function protectionOf(zone: LandingZone): readonly ProtectedGroup[] {
  const policies = organizationPoliciesOf(zone);
  return accountGroups(policies).flatMap((accounts) => {
    const [first] = accounts;
    return first === undefined ? [] : [{ accounts, answers: standingAnswers(policies, policies.placeOf(first)) }];
  });
}
