import { STANDING_QUESTION_IDS, STANDING_QUESTIONS, type StandingQuestionId } from "../catalogue/standing-questions";
import type { LandingZone } from "../model/landing-zone";
import { protectionOf, type StandingAnswer } from "../policies/proofs/protection";
import { VERDICT_WORDS, whyInWords } from "./explanation";

/** One account with the verdict on every standing question. */
export interface MatrixRow {
  readonly account: string;
  readonly verdicts: Readonly<Record<StandingQuestionId, StandingAnswer["verdict"]>>;
}

/** Accounts by standing questions. */
export interface ProtectionMatrix {
  /** By account key. */
  readonly rows: readonly MatrixRow[];
  /** Why, once for each question, verdict and reason, with the accounts it is true of. */
  readonly reasons: readonly MatrixReason[];
}

/** Why a question is answered in the same way in some accounts. */
export interface MatrixReason {
  readonly question: StandingQuestionId;
  readonly verdict: StandingAnswer["verdict"];
  readonly why: string;
  readonly accounts: readonly string[];
}

/** Every standing question for every member account. */
export function protectionMatrix(zone: LandingZone): ProtectionMatrix {
  const groups = protectionOf(zone);
  const rows = groups
    .flatMap(({ accounts, answers }) => {
      const verdicts = verdictsOf(answers);
      return accounts.map(({ key }): MatrixRow => ({ account: key, verdicts }));
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const reasons = new Map<
    string,
    {
      readonly question: StandingQuestionId;
      readonly verdict: StandingAnswer["verdict"];
      readonly why: string;
      readonly accounts: string[];
    }
  >();
  for (const { accounts, answers } of groups) {
    for (const { question, verdict, findings } of answers) {
      const why = whyInWords(verdict, findings);
      const id = JSON.stringify([question, verdict, why]);
      const reason = reasons.get(id) ?? { question, verdict, why, accounts: [] };
      reason.accounts.push(...accounts.map(({ key }) => key));
      reasons.set(id, reason);
    }
  }
  return { rows, reasons: [...reasons.values()].sort(byQuestion) };
}

function verdictsOf(answers: readonly StandingAnswer[]): MatrixRow["verdicts"] {
  const verdicts = Object.fromEntries(answers.map(({ question, verdict }) => [question, verdict]));
  return verdicts as MatrixRow["verdicts"]; // Every question is answered, but the keys of a record are typed as string.
}

function byQuestion(a: MatrixReason, b: MatrixReason): number {
  return STANDING_QUESTION_IDS.indexOf(a.question) - STANDING_QUESTION_IDS.indexOf(b.question);
}

/** The letters of the matrix. */
const LETTERS: Readonly<Record<StandingAnswer["verdict"], string>> = {
  denied: "D",
  allowed: "A",
  depends: "?",
  "not-bound": "N",
  undecided: "!",
  "not-configured": "-",
};

/** The matrix as text for people: letters, what they mean, and every reason once. */
export function renderProtectionMatrix({ rows, reasons }: ProtectionMatrix, managementAccount: string): string {
  const width = Math.max(managementAccount.length, ...rows.map(({ account }) => account.length));
  const line = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(2)).join(" ")}`;
  const letters = Object.entries(LETTERS).map(([verdict, letter]) => `${letter} ${verdict.replace("-", " ")}`);
  return [
    "What organization policies say, whatever else a request carries; identity policies come on top",
    "",
    ...STANDING_QUESTION_IDS.map((id, index) => `  ${String(index + 1).padStart(2)} ${STANDING_QUESTIONS[id].title}`),
    "",
    line(
      "",
      STANDING_QUESTION_IDS.map((_, index) => String(index + 1)),
    ),
    line(
      managementAccount,
      STANDING_QUESTION_IDS.map(() => LETTERS["not-bound"]),
    ),
    ...rows.map(({ account, verdicts }) =>
      line(
        account,
        STANDING_QUESTION_IDS.map((id) => LETTERS[verdicts[id]]),
      ),
    ),
    "",
    `  ${letters.join(", ")}`,
    "",
    "Why",
    ...reasons.map(
      ({ question, verdict, why, accounts }) =>
        `  ${STANDING_QUESTION_IDS.indexOf(question) + 1} ${STANDING_QUESTIONS[question].title}: ${VERDICT_WORDS[verdict]} in ${accountsInWords(accounts, rows.length)}: ${why}.`,
    ),
    `  The management account (${managementAccount}) is not bound by SCP: npm run explain -- management names what stands in for them.`,
    "",
  ].join("\n");
}

const NAMED_AT_MOST = 5;

function accountsInWords(accounts: readonly string[], all: number): string {
  if (accounts.length === all) return `all ${all} member accounts`;
  if (accounts.length <= NAMED_AT_MOST) return accounts.join(", ");
  return `${accounts.slice(0, NAMED_AT_MOST).join(", ")} and ${accounts.length - NAMED_AT_MOST} more`;
}
