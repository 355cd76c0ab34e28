import type { Answer } from "./answer";
import type { OpenTest, PartialRequest } from "./partial-request";
import { missingAt, reasonOf } from "./reason";
import type { StandingLevel, StandingStatement } from "./statements-in-force";

/** A statement that is not decided, and the tests on which it depends: all of them must hold. */
export interface UndecidedStatement {
  readonly standing: StandingStatement;
  readonly tests: readonly OpenTest[];
}

/** A level that no statement allows for certain. */
export interface UndecidedLevel {
  readonly level: StandingLevel;
  readonly mayAllow: readonly UndecidedStatement[];
}

/** Statements and levels by what is certain of them. */
export interface SortedStatements {
  /** They deny for certain. */
  readonly denying: readonly StandingStatement[];
  readonly mayDeny: readonly UndecidedStatement[];
  /** The first statement that allows for certain, of each level that has one. */
  readonly allowing: readonly StandingStatement[];
  readonly undecidedLevels: readonly UndecidedLevel[];
}

/** Asks every statement in force about a request. */
export function sortStatements(request: PartialRequest, levels: readonly StandingLevel[]): SortedStatements {
  const denying: StandingStatement[] = [];
  const mayDeny: UndecidedStatement[] = [];
  const allowing: StandingStatement[] = [];
  const undecidedLevels: UndecidedLevel[] = [];
  for (const level of levels) {
    for (const standing of level.denying) {
      const tests = request.decide(standing);
      if (tests === true) denying.push(standing);
      else if (tests !== false) mayDeny.push({ standing, tests });
    }
    const allowed = sortAllowing(request, level);
    if ("mayAllow" in allowed) undecidedLevels.push(allowed);
    else allowing.push(allowed);
  }
  return { denying, mayDeny, allowing, undecidedLevels };
}

function sortAllowing(request: PartialRequest, level: StandingLevel): StandingStatement | UndecidedLevel {
  const mayAllow: UndecidedStatement[] = [];
  for (const standing of level.allowing) {
    const tests = request.decide(standing);
    if (tests === true) return standing;
    if (tests !== false) mayAllow.push({ standing, tests });
  }
  return { level, mayAllow };
}

/** The answer, when no open part has a say in it. */
export function certainAnswer(
  request: PartialRequest,
  { denying, mayDeny, allowing, undecidedLevels }: SortedStatements,
): (Answer & { readonly verdict: "denied" | "allowed" }) | undefined {
  const missing = undecidedLevels.filter(({ mayAllow }) => mayAllow.length === 0).map(({ level }) => missingAt(level));
  if (denying.length > 0 || missing.length > 0) {
    return { verdict: "denied", reasons: denying.map((standing) => reasonOf(standing, request)), missing };
  }
  if (mayDeny.length > 0 || undecidedLevels.length > 0) return undefined;
  return { verdict: "allowed", reasons: allowing.map((standing) => reasonOf(standing, request)) };
}
