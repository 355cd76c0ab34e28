import type { Clause } from "./clause-solver";
import { Numbers } from "./numbers";
import type { OpenTest, PartialRequest } from "./partial-request";
import type { RequestPart, RequestTest } from "./request-test";
import type { UndecidedLevel, UndecidedStatement } from "./sorted-statements";
import type { StandingLevel, StandingStatement } from "./statements-in-force";
import { type OpenPart, type ValueDomain, valueDomain } from "./value-domain";

/** A statement that applies in some completions of a request, as far as its tests show. */
export interface StatementClause extends Clause {
  readonly standing: StandingStatement;
  /** Whether nothing is known of one of its tests: it may apply in fewer completions than its classes say. */
  readonly isObscure: boolean;
}

/** A level that no statement certainly allows. */
export interface OpenLevel {
  readonly level: StandingLevel;
  readonly allowing: readonly StatementClause[];
}

/** What a request leaves open, in classes. */
export interface OpenClauses {
  /** Equal for clauses over equal classes. */
  readonly name: string;
  readonly parts: readonly DomainPart[];
  readonly denying: readonly StatementClause[];
  readonly levels: readonly OpenLevel[];
}

/** An open part with its classes; a test of which nothing is known is a part of its own, which has two. */
export interface DomainPart {
  /** `undefined` for a test of which nothing is known. */
  readonly part: RequestPart | undefined;
  readonly domain: ValueDomain;
}

/** Undecided statements as clauses over the classes of the open parts; or the part that has too many. */
export function openClauses(
  request: PartialRequest,
  denying: readonly UndecidedStatement[],
  levels: readonly UndecidedLevel[],
): OpenClauses | { readonly tooMany: RequestPart } {
  const undecided = [...denying, ...levels.flatMap(({ mayAllow }) => mayAllow)];
  const numbering = new PartNumbering();
  for (const { tests } of undecided) for (const test of tests) numbering.add(test);
  const parts: DomainPart[] = [];
  for (const { part, tests } of numbering.parts) {
    if (part === undefined) parts.push({ part, domain: TRUE_OR_FALSE });
    const domain = part && domainOf(request, part, tests);
    if (part !== undefined && domain === undefined) return { tooMany: part };
    if (domain !== undefined) parts.push({ part, domain });
  }
  const clause = ({ standing, tests }: UndecidedStatement): StatementClause => ({
    standing,
    isObscure: tests.some(({ kind }) => kind === "obscure"),
    classes: classesOf(tests, numbering, parts),
  });
  return {
    name: nameOf(denying, levels, parts),
    parts,
    denying: denying.map(clause),
    levels: levels.map(({ level, mayAllow }) => ({ level, allowing: mayAllow.map(clause) })),
  };
}

/** Every test by its id, and every part by its classes. */
function nameOf(
  denying: readonly UndecidedStatement[],
  levels: readonly UndecidedLevel[],
  parts: readonly DomainPart[],
): string {
  const idsOf = ({ tests }: UndecidedStatement) =>
    tests.map((test) => (test.kind === "test" ? test.test.id : -test.id)).join();
  const listOf = (statements: readonly UndecidedStatement[]) => statements.map(idsOf).join(";");
  const domains = parts.map(({ domain }) => numberOfDomain(domain)).join();
  return [domains, listOf(denying), ...levels.map(({ mayAllow }) => listOf(mayAllow))].join("|");
}

const SHAPE_NUMBERS = new Numbers(10_000);
const DOMAIN_NUMBERS = new WeakMap<ValueDomain, number>();

/** Equal for domains of the same classes, whatever their examples are. */
function numberOfDomain(domain: ValueDomain): number {
  const known = DOMAIN_NUMBERS.get(domain);
  if (known !== undefined) return known;
  const { all, real, holding } = domain;
  const masks = [...holding].map(([id, classes]) => `${id}:${classes.toString(36)}`);
  const number = SHAPE_NUMBERS.of([all.toString(36), real.toString(36), ...masks].join());
  DOMAIN_NUMBERS.set(domain, number);
  return number;
}

/** The two classes of a test of which nothing is known; neither has an example. */
const TRUE_OR_FALSE: ValueDomain = { examples: [undefined, undefined], all: 3n, real: 0n, holding: new Map() };
const TRUE = 1n;

class PartNumbering {
  readonly parts: { readonly part: RequestPart | undefined; readonly tests: RequestTest[] }[] = [];
  private readonly numbers = new Map<string, number>();

  add(test: OpenTest): void {
    const number = this.numberOf(test);
    const tests = this.parts[number]?.tests;
    if (test.kind === "test" && tests?.every(({ id }) => id !== test.test.id) === true) tests.push(test.test);
  }

  numberOf(test: OpenTest): number {
    const name = test.kind === "test" ? test.test.part : `obscure ${test.id}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.parts.length);
    return this.parts.push({ part: test.kind === "test" ? test.test.part : undefined, tests: [] }) - 1;
  }
}

function classesOf(
  tests: readonly OpenTest[],
  numbering: PartNumbering,
  parts: readonly DomainPart[],
): ReadonlyMap<number, bigint> {
  const classes = new Map<number, bigint>();
  for (const test of tests) {
    const number = numbering.numberOf(test);
    const domain = parts[number]?.domain;
    const holding = test.kind === "test" ? (domain?.holding.get(test.test.id) ?? 0n) : TRUE;
    classes.set(number, holding & (classes.get(number) ?? domain?.all ?? 0n));
  }
  return classes;
}

const KEPT_DOMAINS = 2_000;
const DOMAINS = new Map<string, ValueDomain | undefined>();

/** The classes of a part, remembered for the next question that asks the same of it. */
function domainOf(request: PartialRequest, part: RequestPart, tests: readonly RequestTest[]): ValueDomain | undefined {
  const fact = request.factOf(part);
  if (fact.kind !== "open") return undefined;
  const open: OpenPart = request.openPart(part, fact);
  const ids = tests.map(({ id }) => id).sort((a, b) => a - b);
  const name = JSON.stringify([open, ids]);
  if (DOMAINS.has(name)) return DOMAINS.get(name);
  if (DOMAINS.size >= KEPT_DOMAINS) DOMAINS.clear();
  const domain = valueDomain(open, tests);
  DOMAINS.set(name, domain);
  return domain;
}
