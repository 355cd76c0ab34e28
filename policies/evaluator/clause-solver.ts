/** Several facts about open parts of a request at once, each that the part is in certain classes. */
export interface Clause {
  /** By the number of the part. */
  readonly classes: ReadonlyMap<number, bigint>;
}

/** What is looked for. */
export interface Goal<C extends Clause> {
  /** Clauses that must not be met. */
  readonly none: readonly C[];
  /** Lists of clauses: of each list, one must be met. */
  readonly oneOfEach: readonly (readonly C[])[];
}

/** Classes of every part that meet the goal; or that there are none, with what excluded them; or that it took too long. */
export type Solution<C extends Clause> =
  | { readonly kind: "found"; readonly domains: readonly bigint[] }
  | { readonly kind: "none"; readonly because: ReadonlySet<C>; readonly missing: ReadonlySet<number> }
  | { readonly kind: "too-many" };

/** How many branches are looked at before giving up. */
export const BRANCH_BUDGET = 20_000;

/**
 * Looks for classes of each part that meet a goal (DPLL over finite domains).
 *
 * What a clause forces is done at once; only then a part is split in two, into the classes of one clause and the others.
 * The search is complete: `none` means that no combination of classes meets the goal.
 */
export function solve<C extends Clause>(
  domains: readonly bigint[],
  goal: Goal<C>,
  budget = BRANCH_BUDGET,
): Solution<C> {
  return new Search<C>(budget).run(domains, goal);
}

class Search<C extends Clause> {
  private readonly because = new Set<C>();
  private readonly missing = new Set<number>();
  private branches = 0;

  constructor(private readonly budget: number) {}

  run(domains: readonly bigint[], { none, oneOfEach }: Goal<C>): Solution<C> {
    if (domains.some((domain) => domain === 0n)) return { kind: "none", because: this.because, missing: this.missing };
    const lists = oneOfEach.map((clauses, index) => ({ index, clauses }));
    const found = this.search([...domains], { none, lists });
    if (found === "too-many") return { kind: "too-many" };
    if (found !== undefined) return { kind: "found", domains: found };
    return { kind: "none", because: this.because, missing: this.missing };
  }

  private search(domains: bigint[], open: OpenGoal<C>): readonly bigint[] | "too-many" | undefined {
    const left = this.propagate(domains, open);
    if (left === undefined) return undefined;
    const step = nextStep(domains, left);
    if (step === undefined) return domains;
    if (++this.branches > this.budget) return "too-many";
    const inside = domains[step.part] ?? 0n;
    for (const half of [inside & step.first, inside & ~step.first]) {
      const found = this.search(domains.with(step.part, half), left);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Narrows the domains by what is forced, until nothing is; what is then still open, or nothing after a conflict. */
  private propagate(domains: bigint[], { none, lists }: OpenGoal<C>): OpenGoal<C> | undefined {
    let left: OpenGoal<C> = { none, lists };
    for (let isNarrowed = true; isNarrowed; ) {
      const before = domains.join();
      const stillNone = this.exclude(domains, left.none);
      const stillLists = stillNone && this.require(domains, left.lists);
      if (stillNone === undefined || stillLists === undefined) return undefined;
      left = { none: stillNone, lists: stillLists };
      isNarrowed = domains.join() !== before;
    }
    return left;
  }

  private exclude(domains: bigint[], clauses: readonly C[]): readonly C[] | undefined {
    const left: C[] = [];
    for (const clause of clauses) {
      const state = stateOf(clause, domains);
      if (state === "false") continue;
      const [only, ...others] = state;
      if (only === undefined) {
        this.because.add(clause);
        return undefined;
      }
      if (others.length > 0) {
        left.push(clause);
        continue;
      }
      domains[only] = (domains[only] ?? 0n) & ~(clause.classes.get(only) ?? 0n);
      this.because.add(clause);
    }
    return left;
  }

  private require(domains: bigint[], lists: readonly ClauseList<C>[]): readonly ClauseList<C>[] | undefined {
    const left: ClauseList<C>[] = [];
    for (const { index, clauses } of lists) {
      const possible = clauses.filter((clause) => stateOf(clause, domains) !== "false");
      const [only, ...others] = possible;
      if (only === undefined || possible.length < clauses.length) this.missing.add(index);
      if (only === undefined) return undefined;
      if (possible.some((clause) => stateOf(clause, domains).length === 0)) continue;
      if (others.length > 0) {
        left.push({ index, clauses: possible });
        continue;
      }
      this.missing.add(index);
      for (const [part, classes] of only.classes) domains[part] = (domains[part] ?? 0n) & classes;
    }
    return left;
  }
}

interface ClauseList<C> {
  readonly index: number;
  readonly clauses: readonly C[];
}

interface OpenGoal<C> {
  readonly none: readonly C[];
  readonly lists: readonly ClauseList<C>[];
}

/** The parts that a clause leaves undecided: none when it is met; `false` when it cannot be. */
function stateOf({ classes }: Clause, domains: readonly bigint[]): readonly number[] | "false" {
  const undecided: number[] = [];
  for (const [part, wanted] of classes) {
    const domain = domains[part] ?? 0n;
    const common = domain & wanted;
    if (common === 0n) return "false";
    if (common !== domain) undecided.push(part);
  }
  return undecided;
}

/** The part to split, and which classes to try first: to escape a clause, or to meet one. */
function nextStep<C extends Clause>(
  domains: readonly bigint[],
  { none, lists }: OpenGoal<C>,
): { readonly part: number; readonly first: bigint } | undefined {
  const [shortest] = none.map((clause) => ({ clause, parts: undecidedIn(clause, domains) })).sort(byLength);
  if (shortest !== undefined) {
    const part = shortest.parts[0] ?? 0;
    return { part, first: ~(shortest.clause.classes.get(part) ?? 0n) };
  }
  const [list] = lists;
  const [nearest] = (list?.clauses ?? [])
    .map((clause) => ({ clause, parts: undecidedIn(clause, domains) }))
    .sort(byLength);
  if (nearest === undefined) return undefined;
  const part = nearest.parts[0] ?? 0;
  return { part, first: nearest.clause.classes.get(part) ?? 0n };
}

function undecidedIn(clause: Clause, domains: readonly bigint[]): readonly number[] {
  const state = stateOf(clause, domains);
  return state === "false" ? [] : state;
}

function byLength(a: { readonly parts: readonly number[] }, b: { readonly parts: readonly number[] }): number {
  return a.parts.length - b.parts.length;
}
