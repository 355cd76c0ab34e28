import type { Answer, Completion } from "./answer";
import { solve } from "./clause-solver";
import { type ChosenValues, complete, verdictOf } from "./completion";
import { type OpenClauses, openClauses, type StatementClause } from "./open-clauses";
import type { PartialRequest } from "./partial-request";
import { missingAt, reasonOf } from "./reason";
import { nameOfPart, type RequestPart } from "./request-test";
import { certainAnswer, type SortedStatements, sortStatements } from "./sorted-statements";
import type { StandingLevel, StandingStatement } from "./statements-in-force";
import { tryVariables, type VariableAnswer } from "./try-variables";
import { type Assignment, type WitnessPair, witnessPairs } from "./witness-search";

/** The answer for a request, however much of it is open. */
export function investigate(request: PartialRequest, levels: readonly StandingLevel[]): Answer {
  const sorted = sortStatements(request, levels);
  const certain = certainAnswer(request, sorted);
  if (certain !== undefined) return certain;
  const clauses = openClauses(request, sorted.mayDeny, sorted.undecidedLevels);
  if ("tooMany" in clauses) {
    return undecided(`the policies in force tell apart too many values of ${nameOfPart(clauses.tooMany)}`);
  }
  return new Investigation(request, levels, sorted, clauses).answer();
}

function undecided(because: string): Answer {
  return { verdict: "undecided", because };
}

const TOO_MANY = undecided("the parts that the question leaves open combine in too many ways");

class Investigation {
  private readonly domains: readonly bigint[];

  constructor(
    private readonly request: PartialRequest,
    private readonly levels: readonly StandingLevel[],
    private readonly sorted: SortedStatements,
    private readonly clauses: OpenClauses,
  ) {
    this.domains = clauses.parts.map(({ domain }) => domain.all);
  }

  answer(): Answer {
    const { denying, levels, parts } = this.clauses;
    const empty = parts.find(({ domain }) => domain.all === 0n)?.part;
    if (empty !== undefined) return undecided(`the question leaves no value for ${nameOfPart(empty)}`);
    const lists = levels.map(({ allowing }) => allowing);
    const allowed = solve(this.domains, { none: denying, oneOfEach: lists });
    if (allowed.kind === "too-many") return TOO_MANY;
    if (allowed.kind === "none") return this.denied([...allowed.because], [...allowed.missing]);
    const failing = lists.map((allowing) => solve(this.domains, { none: allowing, oneOfEach: [] }).kind);
    if (failing.includes("too-many")) return TOO_MANY;
    const mayBeDenied = failing.includes("found") || denying.some((clause) => this.canBeMet(clause));
    return mayBeDenied ? this.depends() : this.allowed();
  }

  private canBeMet({ classes }: StatementClause): boolean {
    return [...classes].every(([part, wanted]) => (wanted & (this.domains[part] ?? 0n)) !== 0n);
  }

  private reasons(statements: readonly StandingStatement[]) {
    return statements.map((standing) => reasonOf(standing, this.request));
  }

  private allowed(): Answer {
    const others = this.clauses.levels.flatMap(({ allowing }) => allowing.filter((clause) => this.canBeMet(clause)));
    const allowing = [...this.sorted.allowing, ...others.map(({ standing }) => standing)];
    return { verdict: "allowed", reasons: this.reasons(allowing) };
  }

  /** Denied by several statements or missing Allows together: those without which it would not be. */
  private denied(because: readonly StatementClause[], missing: readonly number[]): Answer {
    let [none, lists] = [because, missing];
    for (const clause of because) {
      const fewer = none.filter((each) => each !== clause);
      if (this.isImpossible(fewer, lists)) none = fewer;
    }
    for (const list of missing) {
      const fewer = lists.filter((each) => each !== list);
      if (this.isImpossible(none, fewer)) lists = fewer;
    }
    return {
      verdict: "denied",
      reasons: this.reasons(none.map(({ standing }) => standing)),
      missing: lists.flatMap((list) => this.clauses.levels[list] ?? []).map(({ level }) => missingAt(level)),
    };
  }

  private isImpossible(none: readonly StatementClause[], lists: readonly number[]): boolean {
    const oneOfEach = lists.map((list) => this.clauses.levels[list]?.allowing ?? []);
    return solve(this.domains, { none, oneOfEach }).kind === "none";
  }

  private depends(): Answer {
    const pairs = witnessPairs(this.clauses);
    const [nearest] = [...pairs].sort((a, b) => a.differing.length - b.differing.length);
    if (nearest === undefined) return this.withVariables();
    const [denied, allowed] = [this.completionOf(nearest.denied), this.completionOf(nearest.allowed)];
    if (denied === undefined || allowed === undefined || !this.isVerified(denied, allowed)) return NO_WITNESS;
    return {
      verdict: "depends",
      on: this.namesOf(pairs),
      reasons: this.reasons(pairs.flatMap(({ because }) => ("statement" in because ? [because.statement] : []))),
      missing: pairs.flatMap(({ because }) => ("level" in because ? [missingAt(because.level)] : [])),
      denied,
      allowed,
    };
  }

  private namesOf(pairs: readonly WitnessPair[]): readonly string[] {
    const parts = pairs.flatMap(({ deciding }) => deciding.flatMap((number) => this.clauses.parts[number]?.part ?? []));
    return [...new Set(parts.map(nameOfPart))].sort();
  }

  private completionOf(assignment: Assignment): Completion | undefined {
    const chosen = new Map<RequestPart, readonly string[] | undefined>();
    for (const [number, { part, domain }] of this.clauses.parts.entries()) {
      if (part !== undefined) chosen.set(part, domain.examples[assignment[number] ?? 0]);
    }
    return complete(this.request, this.levels, chosen satisfies ChosenValues);
  }

  private isVerified(denied: Completion, allowed: Completion): boolean {
    const { question } = this.request;
    return (
      verdictOf(question, this.levels, denied) === "denied" && verdictOf(question, this.levels, allowed) === "allowed"
    );
  }

  /** Without a pair: it may take a policy variable to find one. */
  private withVariables(): Answer {
    const undecidedTests = [...this.sorted.mayDeny, ...this.sorted.undecidedLevels.flatMap(({ mayAllow }) => mayAllow)];
    const obscure = undecidedTests.flatMap(({ tests }) =>
      tests.flatMap((test) => (test.kind === "obscure" ? [test] : [])),
    );
    const variables = [...new Set(obscure.flatMap((test) => test.variables))];
    if (variables.length === 0) return obscure.length === 0 ? NO_WITNESS : UNKNOWN_OPERATOR;
    const answer: VariableAnswer | undefined = tryVariables(this.request, this.levels, variables, investigate);
    return answer ?? undecided(`it may depend on ${variables.join(", ")}, with which policies compare other values`);
  }
}

const UNKNOWN_OPERATOR = undecided("it may depend on a condition operator that AWS does not document");
const NO_WITNESS = undecided(
  "no pair of requests was found that are answered differently, and no proof that there is none",
);
