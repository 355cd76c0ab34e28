import { solve } from "./clause-solver";
import type { OpenClauses, StatementClause } from "./open-clauses";
import type { RequestPart } from "./request-test";
import { type WitnessPair, witnessPairs } from "./witness-search";

/** What follows from clauses; statements and levels by their numbers, so that it holds for equal clauses of others. */
export type Outcome =
  /** Nothing is left for a part. */
  | { readonly kind: "empty"; readonly part: RequestPart }
  | { readonly kind: "too-many" }
  /** By these statements and missing Allows together. */
  | { readonly kind: "denied"; readonly statements: readonly number[]; readonly levels: readonly number[] }
  | { readonly kind: "allowed" }
  /** Not the same for all, as far as is known; without pairs, that is not certain. */
  | { readonly kind: "mixed"; readonly pairs: readonly WitnessPair[] };

const KEPT_OUTCOMES = 2_000;
const OUTCOMES = new Map<string, Outcome>();

/** What follows from clauses, remembered for equal ones. */
export function outcomeOf(clauses: OpenClauses): Outcome {
  const known = OUTCOMES.get(clauses.name);
  if (known !== undefined) return known;
  if (OUTCOMES.size >= KEPT_OUTCOMES) OUTCOMES.clear();
  const outcome = new OutcomeSearch(clauses).find();
  OUTCOMES.set(clauses.name, outcome);
  return outcome;
}

class OutcomeSearch {
  private readonly domains: readonly bigint[];

  constructor(private readonly clauses: OpenClauses) {
    this.domains = clauses.parts.map(({ domain }) => domain.all);
  }

  find(): Outcome {
    const { denying, levels, parts } = this.clauses;
    const empty = parts.find(({ domain }) => domain.all === 0n)?.part;
    if (empty !== undefined) return { kind: "empty", part: empty };
    const lists = levels.map(({ allowing }) => allowing);
    const allowed = solve(this.domains, { none: denying, oneOfEach: lists });
    if (allowed.kind === "too-many") return allowed;
    if (allowed.kind === "none") return this.denied([...allowed.because], [...allowed.missing]);
    const failing = lists.map((allowing) => solve(this.domains, { none: allowing, oneOfEach: [] }).kind);
    if (failing.includes("too-many")) return { kind: "too-many" };
    const mayBeDenied = failing.includes("found") || denying.some((clause) => this.canBeMet(clause));
    return mayBeDenied ? { kind: "mixed", pairs: witnessPairs(this.clauses) } : { kind: "allowed" };
  }

  private canBeMet({ classes }: StatementClause): boolean {
    return [...classes].every(([part, wanted]) => (wanted & (this.domains[part] ?? 0n)) !== 0n);
  }

  /** Those without which it would not be denied. */
  private denied(because: readonly StatementClause[], missing: readonly number[]): Outcome {
    let [none, lists] = [because, missing];
    for (const clause of because) {
      const fewer = none.filter((each) => each !== clause);
      if (this.isImpossible(fewer, lists)) none = fewer;
    }
    for (const list of missing) {
      const fewer = lists.filter((each) => each !== list);
      if (this.isImpossible(none, fewer)) lists = fewer;
    }
    return { kind: "denied", statements: none.map((clause) => this.clauses.denying.indexOf(clause)), levels: lists };
  }

  private isImpossible(none: readonly StatementClause[], lists: readonly number[]): boolean {
    const oneOfEach = lists.map((list) => this.clauses.levels[list]?.allowing ?? []);
    return solve(this.domains, { none, oneOfEach }).kind === "none";
  }
}
