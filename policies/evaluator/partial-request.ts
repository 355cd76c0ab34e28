import { MULTIVALUED_KEYS } from "../../catalogue/multivalued-keys";
import { ALWAYS_PRESENT_KEYS, KEYS_OF_SIGNED_REQUESTS } from "../../catalogue/present-keys";
import { type CompiledTest, compiled } from "./compiled-statement";
import type { Fact, Question } from "./question";
import {
  constantForValues,
  holdsForValues,
  keyPart,
  nameOfPart,
  type RequestPart,
  type RequestTest,
} from "./request-test";
import type { StandingLevel, StandingStatement } from "./statements-in-force";
import type { OpenPart } from "./value-domain";

/** A test that the question leaves open. */
export type OpenTest =
  | { readonly kind: "test"; readonly test: RequestTest }
  /**
   * A test of which nothing is known but that equal ones give the same: its operator is unknown, or it needs policy
   * variables that are open.
   */
  | { readonly kind: "obscure"; readonly id: number; readonly variables: readonly string[] };

/** A request of which some parts are known. */
export class PartialRequest {
  private readonly facts = new Map<RequestPart, Fact>();
  /** By the id of the test: many statements ask the same. */
  private readonly decided = new Map<number, boolean | OpenTest>();

  constructor(
    readonly question: Question,
    private readonly levels: readonly StandingLevel[],
  ) {}

  /** Whether a statement applies, or the tests on which that depends: all of them must hold. */
  decide({ statement }: StandingStatement): boolean | readonly OpenTest[] {
    const { action, others } = compiled(statement);
    const open: OpenTest[] = [];
    for (const test of [action, ...others]) {
      const result = test === action ? this.decideAction(action) : this.decideOnce(test);
      if (result === false) return false;
      if (result !== true) open.push(result);
    }
    return open.length === 0 ? true : open;
  }

  factOf(part: RequestPart): Fact {
    const known = this.facts.get(part);
    if (known !== undefined) return known;
    const fact = this.readFact(part);
    this.facts.set(part, fact);
    return fact;
  }

  /** What limits a part that is open. */
  openPart(part: RequestPart, fact: Fact & { readonly kind: "open" }): OpenPart {
    return { part, fact, mayBeAbsent: this.mayBeAbsent(part, fact), hasSeveralValues: this.hasSeveralValues(part) };
  }

  private readFact(part: RequestPart): Fact {
    const { action, resource, context } = this.question;
    const fact = part === "action" ? action : part === "resource" ? resource : context[nameOfPart(part)];
    if (fact === undefined) return OPEN;
    if (fact.kind !== "values") return fact.kind === "absent" && !part.startsWith("key ") ? OPEN : fact;
    if (fact.values.length === 0) return { kind: "absent" };
    return part === "action" ? { kind: "values", values: fact.values.map((value) => value.toLowerCase()) } : fact;
  }

  private decideAction(test: CompiledTest): boolean | OpenTest {
    const fact = this.factOf("action");
    const [name, ...more] = fact.kind === "values" ? fact.values : [];
    if (name === undefined || more.length > 0) return this.decideOnce(test);
    const known = actionsAsked(test).get(name);
    if (known !== undefined) return known;
    const result = this.decideTest(test);
    if (typeof result === "boolean") actionsAsked(test).set(name, result);
    return result;
  }

  private decideOnce(test: CompiledTest): boolean | OpenTest {
    const known = this.decided.get(test.id);
    if (known !== undefined) return known;
    const result = this.decideTest(test);
    this.decided.set(test.id, result);
    return result;
  }

  private decideTest(compiledTest: CompiledTest): boolean | OpenTest {
    const { id, part, fill, variables, whenAbsent } = compiledTest;
    const fact = this.factOf(part);
    if (fill === undefined) return { kind: "obscure", id, variables: [] };
    if (fact.kind === "absent") return whenAbsent;
    const open = variables.filter((key) => this.factOf(keyPart(key)).kind === "open");
    if (open.length > 0) return { kind: "obscure", id, variables: open };
    const test = fill((key) => this.variableValue(key));
    if (fact.kind === "values") return holdsForValues(test, fact.values);
    const constant = constantForValues(test, this.hasSeveralValues(part));
    if (constant !== undefined && (constant === whenAbsent || !this.mayBeAbsent(part, fact))) return constant;
    return { kind: "test", test };
  }

  /** The value of a policy variable; one of several values cannot be put in. */
  private variableValue(key: string): string | undefined {
    const fact = this.factOf(keyPart(key));
    return fact.kind === "values" && fact.values.length === 1 ? fact.values[0] : undefined;
  }

  private mayBeAbsent(part: RequestPart, { isPresent = false }: Fact & { readonly kind: "open" }): boolean {
    if (isPresent || !part.startsWith("key ")) return false;
    const key = nameOfPart(part);
    const isSigned = this.question.scps.kind === "bound";
    return !ALWAYS_PRESENT_KEYS.includes(key) && !(isSigned && KEYS_OF_SIGNED_REQUESTS.includes(key));
  }

  private hasSeveralValues(part: RequestPart): boolean {
    if (!part.startsWith("key ")) return false;
    const key = nameOfPart(part);
    return MULTIVALUED_KEYS.includes(key) || this.levels.some((level) => qualifiedKeys(level).has(key));
  }
}

const OPEN: Fact = { kind: "open" };

const ASKED = new WeakMap<CompiledTest, Map<string, boolean>>();

/** How many actions are remembered for one statement. */
const KEPT_ACTIONS = 2_000;

function actionsAsked(test: CompiledTest): Map<string, boolean> {
  const known = ASKED.get(test);
  if (known !== undefined && known.size < KEPT_ACTIONS) return known;
  const fresh = new Map<string, boolean>();
  ASKED.set(test, fresh);
  return fresh;
}

const QUALIFIED = new WeakMap<StandingLevel, ReadonlySet<string>>();

/** The keys that a level tests with ForAllValues or ForAnyValue. */
function qualifiedKeys(level: StandingLevel): ReadonlySet<string> {
  const known = QUALIFIED.get(level);
  if (known !== undefined) return known;
  const tests = [...level.denying, ...level.allowing].flatMap(({ statement }) => statement.tests);
  const keys = new Set(tests.filter(({ qualifier }) => qualifier !== "single").map(({ key }) => key));
  QUALIFIED.set(level, keys);
  return keys;
}
