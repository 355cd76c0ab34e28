import type { Fact } from "../../../policies/evaluator/question";
import { listed } from "../../../policies/policy-document";
import { asPattern, instanceOf } from "./neighbourhood";
import type { CompleteRequest, OrganizationCase } from "./organization-case";
import type { Random } from "./random";
import { nearResource, nearValue, statementsIn, testedValues } from "./random-case";
import { textIsLike } from "./reference-evaluator";
import { ACTIONS, KEYS, type RandomKey } from "./vocabulary";

/** A request of which some parts are open. */
export interface PartialRequest {
  readonly action: Fact;
  readonly resource: Fact;
  /** By condition key in lower case, every key that a policy depends on. */
  readonly context: Readonly<Record<string, Fact>>;
}

/** The request of a case with random parts of it left open, wholly or within patterns; it remains a completion. */
export function withPartsOpen(random: Random, { request }: OrganizationCase): PartialRequest {
  const context: Record<string, Fact> = {};
  for (const key of KEYS) {
    const name = key.name.toLowerCase();
    context[name] = keyFact(random, key, request.context[name]);
  }
  return {
    action: random.chance(0.5) ? openFact(random, request.action.toLowerCase()) : known(request.action),
    resource: random.chance(0.5) ? openFact(random, request.resource) : known(request.resource),
    context,
  };
}

function known(value: string): Fact {
  return { kind: "values", values: [value] };
}

function keyFact(random: Random, key: RandomKey, values: readonly string[] | undefined): Fact {
  const isOpen = random.chance(0.5);
  if (values === undefined) return isOpen && key.isAlwaysPresent !== true ? { kind: "open" } : { kind: "absent" };
  if (!isOpen) return { kind: "values", values };
  const [only] = values;
  // Patterns on numbers, dates and addresses would ask which ways of writing a value count.
  const isText = key.family === "string" || key.family === "arn";
  if (only === undefined || values.length > 1 || !isText) return { kind: "open", isPresent: random.chance(0.3) };
  return { ...openFact(random, only), ...(random.chance(0.3) ? { isPresent: true } : {}) };
}

/** Anything, or what some patterns leave; the value itself is left always. */
function openFact(random: Random, value: string): Fact {
  const like = random.chance(0.25) ? [asPattern(random, value)] : undefined;
  const other = random.chance(0.2) ? `${value}x*` : undefined;
  return {
    kind: "open",
    ...(like === undefined ? {} : { like }),
    ...(other === undefined ? {} : { notLike: [other] }),
  };
}

/** Draws completions of one partial request, mostly next to what the policies and the request's patterns name. */
export class Completions {
  private readonly tested: ReadonlyMap<string, readonly string[]>;
  private readonly actions: readonly string[];
  private readonly resources: readonly string[];

  constructor(
    private readonly random: Random,
    private readonly partial: PartialRequest,
    private readonly organizationCase: OrganizationCase,
  ) {
    const statements = statementsIn(organizationCase);
    this.tested = testedValues(organizationCase);
    this.actions = statements.flatMap(({ Action, NotAction }) => [...listed(Action), ...listed(NotAction)]);
    this.resources = statements.flatMap(({ Resource, NotResource }) => [...listed(Resource), ...listed(NotResource)]);
  }

  draw(): CompleteRequest {
    const own = this.organizationCase.request;
    const context: Record<string, readonly string[]> = {};
    for (const key of KEYS) {
      const name = key.name.toLowerCase();
      const values = this.valuesOf(key, this.partial.context[name] ?? { kind: "open" });
      if (values !== undefined) context[name] = values;
    }
    return {
      action: this.one(this.partial.action, own.action.toLowerCase(), () => this.someAction()),
      resource: this.one(this.partial.resource, own.resource, () => this.someResource()),
      context,
    };
  }

  private valuesOf(key: RandomKey, fact: Fact): readonly string[] | undefined {
    if (fact.kind === "absent") return undefined;
    if (fact.kind === "values") return fact.values;
    if (fact.isPresent !== true && key.isAlwaysPresent !== true && this.random.chance(0.25)) return undefined;
    const tested = this.tested.get(key.name.toLowerCase()) ?? [];
    const count = key.isMultivalued ? this.random.between(1, 3) : 1;
    const [own] = this.organizationCase.request.context[key.name.toLowerCase()] ?? [];
    return [...new Set(this.random.times(count, () => this.one(fact, own, () => nearValue(this.random, key, tested))))];
  }

  private someAction(): string {
    const { random } = this;
    if (this.actions.length === 0 || random.chance(0.5)) return random.pick(ACTIONS).name.toLowerCase();
    const action = instanceOf(random, random.pick(this.actions)).toLowerCase();
    return /^[a-z0-9-]+:[a-z][a-z0-9]*$/.test(action) ? action : random.pick(ACTIONS).name.toLowerCase();
  }

  private someResource(): string {
    const { random } = this;
    const pattern = random.chance(0.5) ? random.pick(["*", ...this.resources]) : "*";
    const filled = instanceOf(random, pattern.replace(/\$\{[^*?$][^}]*\}/g, "team-a"));
    return filled.split(":").length >= 6 ? filled : nearResource(random, random.pick(ACTIONS));
  }

  /** A value that the fact leaves, by trial; where trials fail, the one that the question was made from. */
  private one(fact: Fact, own: string | undefined, make: () => string): string {
    if (fact.kind === "values" && fact.values[0] !== undefined) return fact.values[0];
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const value = make();
      if (leaves(fact, value)) return value;
    }
    if (own === undefined) throw new Error("nothing is left of an open part");
    return own;
  }
}

const TRIALS = 8;

/** Whether a value is one that a fact says or leaves. */
export function leaves(fact: Fact, value: string): boolean {
  const isLike = (pattern: string): boolean => textIsLike(value, pattern, { action: "", resource: "", context: {} });
  switch (fact.kind) {
    case "absent":
      return false;
    case "values":
      return fact.values.includes(value);
    case "open":
      return (fact.like === undefined || fact.like.some(isLike)) && !fact.notLike?.some(isLike);
    default:
      return fact satisfies never;
  }
}
