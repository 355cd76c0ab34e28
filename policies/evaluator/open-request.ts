import type { Answer, Completion, MissingAllow, Reason } from "./answer";
import { outcomeOf } from "./clause-outcome";
import { type ChosenValues, complete, verdictOf } from "./completion";
import { type OpenClauses, openClauses } from "./open-clauses";
import type { PartialRequest } from "./partial-request";
import { missingAt, reasonOf } from "./reason";
import { nameOfPart, type RequestPart } from "./request-test";
import { certainAnswer, type SortedStatements, sortStatements } from "./sorted-statements";
import type { StandingLevel } from "./statements-in-force";
import { tryVariables, type VariableAnswer } from "./try-variables";
import type { Assignment, WitnessPair } from "./witness-search";

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
  constructor(
    private readonly request: PartialRequest,
    private readonly levels: readonly StandingLevel[],
    private readonly sorted: SortedStatements,
    private readonly clauses: OpenClauses,
  ) {}

  answer(): Answer {
    const outcome = outcomeOf(this.clauses);
    switch (outcome.kind) {
      case "empty":
        return undecided(`the question leaves no value for ${nameOfPart(outcome.part)}`);
      case "too-many":
        return TOO_MANY;
      case "denied": {
        const { statements, levels } = outcome;
        return { verdict: "denied", reasons: this.denials(statements), missing: this.missing(levels) };
      }
      case "allowed":
        return { verdict: "allowed", reasons: this.permissions() };
      case "mixed":
        return this.depends(outcome.pairs);
      default:
        return outcome satisfies never;
    }
  }

  private denials(statements: readonly number[]): readonly Reason[] {
    const clauses = statements.flatMap((number) => this.clauses.denying[number] ?? []);
    return clauses.map(({ standing }) => reasonOf(standing, this.request));
  }

  private missing(levels: readonly number[]): readonly MissingAllow[] {
    return levels.flatMap((number) => this.clauses.levels[number] ?? []).map(({ level }) => missingAt(level));
  }

  private permissions(): readonly Reason[] {
    const others = this.clauses.levels.flatMap(({ allowing }) => allowing.map(({ standing }) => standing));
    return [...this.sorted.allowing, ...others].map((standing) => reasonOf(standing, this.request));
  }

  private depends(pairs: readonly WitnessPair[]): Answer {
    const [nearest] = [...pairs].sort((a, b) => a.differing.length - b.differing.length);
    if (nearest === undefined) return this.withVariables();
    const [denied, allowed] = [this.completionOf(nearest.denied), this.completionOf(nearest.allowed)];
    if (denied === undefined || allowed === undefined || !this.isVerified(denied, allowed)) return NO_WITNESS;
    return {
      verdict: "depends",
      on: this.namesOf(pairs),
      reasons: this.denials(pairs.flatMap(({ because }) => ("statement" in because ? [because.statement] : []))),
      missing: this.missing(pairs.flatMap(({ because }) => ("level" in because ? [because.level] : []))),
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
