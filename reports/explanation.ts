import { STANDING_QUESTIONS, type StandingQuestionId } from "../catalogue/standing-questions";
import type { Account, Guardrail, LandingZone, PolicyTarget } from "../model/landing-zone";
import { targetKey } from "../model/policy-target";
import { formatPath } from "../model/problem";
import type { Answer } from "../policies/evaluator/answer";
import { answerInWords } from "../policies/proofs/answer-text";
import { organizationPoliciesOf } from "../policies/proofs/organization-policies";
import type { Place } from "../policies/proofs/principals";
import { type Finding, isUnhindered, type StandingAnswer, standingAnswers } from "../policies/proofs/protection";

/** One guardrail at one level, with where it comes from. */
export interface ExplainedGuardrail {
  readonly key: string;
  readonly policy: string;
  readonly policyType: Guardrail["policyType"];
  /** What would go wrong without it. */
  readonly reason: string;
  readonly because: string;
  /** The place in the configuration that asks for the attachment. */
  readonly path: string;
}

/** One node between the root and the account, with what is attached to it. */
export interface ExplainedLevel {
  readonly node: string;
  readonly guardrails: readonly ExplainedGuardrail[];
}

/** The answer to one standing question, with why in one sentence. */
export interface ExplainedAnswer {
  readonly question: StandingQuestionId;
  readonly title: string;
  readonly verdict: StandingAnswer["verdict"];
  readonly why: string;
  readonly findings: StandingAnswer["findings"];
}

/** What an account may do, and why. */
export interface Explanation {
  readonly account: string;
  /** Its id; `undefined` until the ledger knows it: then a stand-in was used. */
  readonly accountId: string | undefined;
  /** The names of the units from the top down. */
  readonly units: readonly string[];
  /** Why the account is not in the unit that it is written under. @default it is */
  readonly displaced?: string;
  readonly levels: readonly ExplainedLevel[];
  readonly answers: readonly ExplainedAnswer[];
}

/** Explains a member account where it is, or as if it were in another unit. */
export function explanationOf(zone: LandingZone, place: Place): Explanation {
  const policies = organizationPoliciesOf(zone);
  const { account, unit } = place;
  const displaced = displacement(zone, place);
  return {
    account: account.key,
    accountId: account.accountId,
    units: policies.unit(unit).lineage.map((key) => policies.unit(key).name),
    ...(displaced === undefined ? {} : { displaced }),
    levels: levelsOf(
      zone,
      policies.levelsOf(place, "scp").map(({ node, title }) => ({ node, title })),
    ),
    answers: standingAnswers(policies, place).map(explained),
  };
}

function displacement(zone: LandingZone, { account, unit }: Place): string | undefined {
  if (unit !== account.organizationalUnit) return "as if it were in this unit";
  const entry = zone.recovery.find((recovery) => recovery.account.key === account.key);
  return entry && `declared in the Recovery OU until ${entry.until}: ${entry.reason}`;
}

function levelsOf(
  zone: LandingZone,
  nodes: readonly { readonly node: PolicyTarget; readonly title: string }[],
): readonly ExplainedLevel[] {
  return nodes.map(({ node, title }) => ({
    node: title,
    guardrails: zone.guardrails.flatMap((guardrail) =>
      guardrail.attachments
        .filter(({ target }) => targetKey(target) === targetKey(node))
        .map(({ because, path }) => ({
          key: guardrail.key,
          policy: guardrail.name,
          policyType: guardrail.policyType,
          reason: guardrail.reason,
          because,
          path: formatPath(path),
        })),
    ),
  }));
}

function explained({ question, verdict, findings }: StandingAnswer): ExplainedAnswer {
  return { question, title: STANDING_QUESTIONS[question].title, verdict, findings, why: whyInWords(verdict, findings) };
}

/** Why a standing question is answered as it is: one sentence without a full stop. */
export function whyInWords(verdict: StandingAnswer["verdict"], findings: readonly Finding[]): string {
  if (verdict === "not-configured") return "the configuration has no such principal";
  const hindered = findings.filter(({ answer }) => !isUnhindered(answer));
  const [first] = hindered.length === 0 ? findings : hindered;
  if (first === undefined) return "it needs nothing here";
  if (hindered.length === 0) return hasNeeds(findings) ? keepsInWords(findings) : answerInWords(first.answer);
  if (!hasNeeds(findings)) return limitsInWords(first.answer);
  const lost = hindered.flatMap(({ actions }) => actions);
  return `${lost.join(", ")}: ${answerInWords(first.answer)}`;
}

/** Of a principal that is asked about everything, the guardrails say more than one example. */
function limitsInWords(answer: Answer): string {
  if (answer.verdict !== "depends") return answerInWords(answer);
  const denying = answer.reasons.filter(({ effect }) => effect === "Deny");
  const sources = [...new Set(denying.map(({ guardrail, policy }) => guardrail ?? policy))].sort();
  return `everything but what ${denying.length} ${denying.length === 1 ? "statement denies" : "statements deny"}, of ${sources.join(", ")}`;
}

function hasNeeds(findings: readonly Finding[]): boolean {
  return findings.some(({ actions }) => actions.length > 0);
}

function keepsInWords(findings: readonly Finding[]): string {
  const count = new Set(findings.flatMap(({ actions }) => actions)).size;
  return count === 1
    ? `it keeps the one action that it is there for, ${findings[0]?.actions[0]}`
    : `it keeps all ${count} actions that it is there for`;
}

/** The words that a verdict is shown with. */
export const VERDICT_WORDS: Readonly<Record<StandingAnswer["verdict"], string>> = {
  denied: "denied",
  allowed: "allowed",
  depends: "depends",
  "not-bound": "not bound",
  undecided: "UNDECIDED",
  "not-configured": "none",
};

/** An explanation as text for people. */
export function renderExplanation(explanation: Explanation): string {
  const { account, accountId, units, displaced, levels, answers } = explanation;
  const width = Math.max(...answers.map(({ title }) => title.length));
  return [
    `${account} (${accountId ?? "id not known yet"}) in ${units.join(" > ")}${displaced === undefined ? "" : `, ${displaced}`}`,
    "",
    "Guardrails in force, by level",
    ...levels.flatMap(levelLines),
    "",
    "What principals may do there, as far as organization policies say; identity policies come on top",
    ...answers.map(
      ({ title, verdict, why }) => `  ${title.padEnd(width)}  ${VERDICT_WORDS[verdict].padEnd(9)}  ${why}.`,
    ),
    "",
  ].join("\n");
}

function levelLines({ node, guardrails }: ExplainedLevel): readonly string[] {
  if (guardrails.length === 0) return [`  ${node}: none`];
  return [
    `  ${node}`,
    ...guardrails.flatMap(({ key, policyType, because, path, reason }) => [
      `    ${key} (${policyType}): ${because}, ${path}`,
      `      ${reason}`,
    ]),
  ];
}

/** What an account must be called to be explained: its key or its id. */
export function accountNamed(zone: LandingZone, named: string): Account | undefined {
  return zone.accounts.find(({ key, accountId }) => named === key || named === accountId);
}
