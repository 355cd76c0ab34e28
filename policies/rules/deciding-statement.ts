import type { Guardrail, LandingZone } from "../../model/landing-zone";
import type { ConfigPath } from "../../model/problem";
import type { Answer, Reason } from "../evaluator/answer";
import { statementPath } from "./statement-path";

/** A statement that decides an answer, as a message names it. */
export interface DecidingStatement {
  /** For example `statement DenyAll of guardrail "own"`. */
  readonly name: string;
  /** Its place in the configuration; of a built-in guardrail, the place that sets it. */
  readonly path: ConfigPath;
  readonly reason: Reason;
}

/** The statements that deny some or all of what an answer is about, each with its place in the configuration. */
export function denyingStatements(zone: LandingZone, answer: Answer): readonly DecidingStatement[] {
  const reasons = answer.verdict === "denied" || answer.verdict === "depends" ? answer.reasons : [];
  return reasons
    .filter(({ effect }) => effect === "Deny")
    .flatMap((reason) => {
      const guardrail = zone.guardrails.find(({ key }) => key === reason.guardrail);
      return guardrail === undefined
        ? []
        : [{ name: nameOf(reason), path: statementPath(guardrail, indexOf(guardrail, reason)), reason }];
    });
}

function nameOf({ statement, guardrail }: Reason): string {
  return `statement ${statement} of guardrail "${guardrail}"`;
}

/** A statement is named by its `Sid`, or by its number counted from 1. */
function indexOf({ body }: Guardrail, { statement }: Reason): number {
  if (body.kind === "built-in") return 0;
  const bySid = body.statements.findIndex(({ Sid }) => Sid === statement);
  return bySid >= 0 ? bySid : Number(statement.replace("number ", "")) - 1;
}

/** The first account by its key, and how many there are beside it. */
export function accountsInWords(accounts: readonly { readonly key: string }[]): string {
  const [first, ...others] = accounts.map(({ key }) => `"${key}"`);
  if (others.length === 0) return `account ${first}`;
  return `accounts ${[first, ...others].slice(0, NAMED_AT_MOST).join(", ")}${more(others.length + 1)}`;
}

const NAMED_AT_MOST = 3;

function more(count: number): string {
  return count > NAMED_AT_MOST ? ` and ${count - NAMED_AT_MOST} more` : "";
}

/** A list of actions, the first few by name. */
export function actionsInWords(actions: readonly string[]): string {
  const distinct = [...new Set(actions)].sort();
  return `${distinct.slice(0, NAMED_AT_MOST).join(", ")}${more(distinct.length)}`;
}
