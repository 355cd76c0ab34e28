import { solve } from "./clause-solver";
import type { OpenClauses, StatementClause } from "./open-clauses";

/** The class of each open part, by the number of the part. */
export type Assignment = readonly number[];

/** Two requests that differ in as few parts as were found, one allowed and one denied. */
export interface WitnessPair {
  readonly allowed: Assignment;
  readonly denied: Assignment;
  /** The numbers of the parts in which they differ. */
  readonly differing: readonly number[];
  /** The numbers of the parts of which each alone, changed in the denied request, makes an allowed one. */
  readonly deciding: readonly number[];
  /** What made the denied one a candidate: a statement, or a level without an Allow, by its number among the clauses. */
  readonly because: { readonly statement: number } | { readonly level: number };
}

/**
 * Looks for pairs of requests of which one is allowed and one is denied, one pair for each statement that can deny and
 * for each level that can lack an Allow.
 *
 * Only classes that have members are used, and statements of which something is unknown: to be allowed, they must be
 * excluded by what is known; to be denied, they do not count.
 */
export function witnessPairs(clauses: OpenClauses): readonly WitnessPair[] {
  return new WitnessSearch(clauses).pairs();
}

class WitnessSearch {
  private readonly domains: readonly bigint[];

  constructor(private readonly clauses: OpenClauses) {
    this.domains = clauses.parts.map(({ part, domain }) => (part === undefined ? domain.all : domain.real));
  }

  pairs(): readonly WitnessPair[] {
    const allowed = this.findAllowed();
    if (allowed === undefined) return [];
    const { denying, levels } = this.clauses;
    const byStatement = denying.map((clause, statement) => ({
      denied: this.meeting(clause, allowed),
      because: { statement },
      parts: [...clause.classes.keys()],
    }));
    const byLevel = levels.map(({ allowing }, level) => ({
      denied: this.failing(allowing, allowed),
      because: { level },
      parts: allowing.flatMap(({ classes }) => [...classes.keys()]),
    }));
    return [...byStatement, ...byLevel].flatMap(({ denied, because, parts }) =>
      denied === undefined ? [] : [{ ...this.narrowed(allowed, denied, parts), because }],
    );
  }

  private findAllowed(): Assignment | undefined {
    const { denying, levels } = this.clauses;
    const solution = solve(this.domains, {
      none: denying.map((clause) => this.withoutObscure(clause)),
      oneOfEach: levels.map(({ allowing }) => allowing.filter(({ isObscure }) => !isObscure)),
    });
    return solution.kind === "found" ? solution.domains.map(lowest) : undefined;
  }

  /** An allowed request, changed so that a statement applies. */
  private meeting({ classes, isObscure }: StatementClause, allowed: Assignment): Assignment | undefined {
    if (isObscure) return undefined;
    const denied = [...allowed];
    for (const [part, wanted] of classes) {
      const possible = wanted & (this.domains[part] ?? 0n);
      if (possible === 0n) return undefined;
      denied[part] = closest(possible, allowed[part]);
    }
    return denied;
  }

  /** A request, as close to an allowed one as the search comes, that none of a level's statements allows. */
  private failing(allowing: readonly StatementClause[], allowed: Assignment): Assignment | undefined {
    const solution = solve(this.domains, {
      none: allowing.map((clause) => this.withoutObscure(clause)),
      oneOfEach: [],
    });
    if (solution.kind !== "found") return undefined;
    return solution.domains.map((domain, part) => closest(domain, allowed[part]));
  }

  private withoutObscure(clause: StatementClause): StatementClause {
    if (!clause.isObscure) return clause;
    const { parts } = this.clauses;
    return { ...clause, classes: new Map([...clause.classes].filter(([part]) => parts[part]?.part !== undefined)) };
  }

  /** The denied request with every part as in the allowed one that does not make it allowed. */
  private narrowed(allowed: Assignment, denied: Assignment, parts: readonly number[]): Omit<WitnessPair, "because"> {
    let current = denied;
    for (const [part, own] of allowed.entries()) {
      if (current[part] === own) continue;
      const closer = current.with(part, own);
      if (this.isDenied(closer)) current = closer;
    }
    const differing = [...current.keys()].filter((part) => current[part] !== allowed[part]);
    const deciding = [...new Set(parts)].filter((part) => differing.includes(part) || this.isDeciding(part, current));
    return { allowed, denied: current, differing, deciding: [...new Set([...differing, ...deciding])] };
  }

  private isDeciding(part: number, denied: Assignment): boolean {
    if (this.clauses.parts[part]?.part === undefined) return false;
    const others = numbersIn(this.domains[part] ?? 0n, CLASSES_TRIED);
    return others.some((own) => this.isAllowed(denied.with(part, own)));
  }

  private isAllowed(assignment: Assignment): boolean {
    const { denying, levels } = this.clauses;
    return (
      !denying.some((clause) => isMet(this.withoutObscure(clause), assignment)) &&
      levels.every(({ allowing }) => allowing.some((clause) => !clause.isObscure && isMet(clause, assignment)))
    );
  }

  private isDenied(assignment: Assignment): boolean {
    const { denying, levels } = this.clauses;
    return (
      denying.some((clause) => !clause.isObscure && isMet(clause, assignment)) ||
      levels.some(({ allowing }) => !allowing.some((clause) => isMet(this.withoutObscure(clause), assignment)))
    );
  }
}

/** How many classes of a part are tried to see whether it decides. */
const CLASSES_TRIED = 16;

function isMet({ classes }: StatementClause, assignment: Assignment): boolean {
  for (const [part, wanted] of classes) if (!hasBit(wanted, assignment[part] ?? 0)) return false;
  return true;
}

function hasBit(bits: bigint, number: number): boolean {
  return ((bits >> BigInt(number)) & 1n) === 1n;
}

function closest(possible: bigint, wanted = -1): number {
  return wanted >= 0 && hasBit(possible, wanted) ? wanted : lowest(possible);
}

/** The numbers of the lowest bits that are set, in ascending order. */
function numbersIn(bits: bigint, count: number): readonly number[] {
  const text = bits.toString(2);
  const numbers: number[] = [];
  for (let at = text.length - 1; at >= 0 && numbers.length < count; at--) {
    if (text[at] === "1") numbers.push(text.length - 1 - at);
  }
  return numbers;
}

/** The number of the lowest bit that is set. */
function lowest(bits: bigint): number {
  const text = bits.toString(2);
  return text.length - 1 - text.lastIndexOf("1");
}
