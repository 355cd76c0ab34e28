import type { LandingZone } from "../model/landing-zone";
import { formatPath } from "../model/problem";
import type { ProofConfig } from "../model/proofs-config";
import type { Answer } from "../policies/evaluator/answer";
import { answerInWords } from "../policies/proofs/answer-text";
import { denyingStatements } from "../policies/rules/deciding-statement";

/** A question of one's own, answered. */
export interface AnsweredQuestion {
  readonly account: string;
  readonly principal: string;
  readonly action: string;
  /** @default any resource */
  readonly resource?: string;
  readonly context: NonNullable<ProofConfig["context"]>;
  readonly why: string;
  readonly answer: Answer;
  /** Where each statement that denies comes from. */
  readonly statements: readonly ExplainedStatement[];
}

/** One statement that denies, with its place in the configuration. */
export interface ExplainedStatement {
  readonly statement: string;
  readonly guardrail: string | undefined;
  readonly level: string;
  /** The place in the configuration of the statement, or of what switches its guardrail. */
  readonly path: string;
  readonly conditions: readonly string[];
}

/** The answer to a question, with where every statement comes from that denies. */
export function answeredQuestion(
  zone: LandingZone,
  asked: Pick<AnsweredQuestion, "account" | "principal" | "action" | "resource" | "context">,
  answer: Answer,
): AnsweredQuestion {
  const statements = denyingStatements(zone, answer).map(
    ({ path, reason: { statement, guardrail, levelTitle, conditions } }): ExplainedStatement => ({
      statement,
      guardrail,
      level: levelTitle,
      path: formatPath(path),
      conditions,
    }),
  );
  return { ...asked, why: answerInWords(answer), answer, statements };
}

const TITLES: Readonly<Record<Answer["verdict"], string>> = {
  denied: "DENIED",
  allowed: "ALLOWED by the organization's policies",
  depends: "DEPENDS",
  "not-bound": "NOT BOUND",
  undecided: "UNDECIDED",
};

/** An answered question as text for people. */
export function renderAnsweredQuestion(answered: AnsweredQuestion): string {
  const { account, principal, action, resource, context, why, answer, statements } = answered;
  const keys = Object.entries(context).map(
    ([key, value]) => `${key} ${value === null ? "absent" : [value].flat().join(", ")}`,
  );
  return [
    `May ${principal} do ${action} on ${resource ?? "any resource"} in ${account}${keys.length === 0 ? "" : `, with ${keys.join(" and ")}`}?`,
    `${TITLES[answer.verdict]}: ${why}.`,
    ...statements.flatMap(({ statement, guardrail, level, path, conditions }) => [
      `  ${statement} of guardrail ${guardrail} (${path}), attached to the ${level}`,
      ...conditions.map((condition) => `    ${condition}`),
    ]),
    "",
  ].join("\n");
}
