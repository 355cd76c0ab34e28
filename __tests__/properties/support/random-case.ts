import { conditionTests, type Statement } from "../../../policies/policy-document";
import { inRandomCase, instanceOf, nearly } from "./neighbourhood";
import type { CompleteRequest, Hierarchy, OrganizationCase } from "./organization-case";
import { Random } from "./random";
import { type Focus, randomHierarchy } from "./random-policies";
import { ACTIONS, examplesOf, KEYS, type RandomAction, type RandomKey, VALUES } from "./vocabulary";

/** The case of a seed: policies, and a request that nearly meets them. */
export function randomCase(seed: number): OrganizationCase {
  const random = new Random(seed);
  const focus: Focus = {
    actions: random.times(random.between(1, 3), () => random.pick(ACTIONS)),
    keys: random.times(random.between(2, 5), () => random.pick(KEYS)),
  };
  const hierarchy = randomHierarchy(random, focus);
  return { ...hierarchy, request: randomRequest(random, focus, hierarchy) };
}

/** All statements of a hierarchy. */
export function statementsIn({ scps, rcps }: Hierarchy): readonly Statement[] {
  return [...scps, ...rcps].flat().flatMap(({ Statement }) => Statement);
}

function randomRequest(random: Random, focus: Focus, hierarchy: Hierarchy): CompleteRequest {
  const action = random.pick(random.chance(0.9) ? focus.actions : ACTIONS);
  return {
    action: inRandomCase(random, action.name),
    resource: nearResource(random, action),
    context: randomContext(random, hierarchy),
  };
}

/** A resource of the action's one type: its name may change, its type may not. */
export function nearResource(random: Random, action: RandomAction): string {
  const resource = random.pick(action.resources);
  if (resource === "*" || random.chance(0.6)) return resource;
  const at = Math.max(resource.lastIndexOf("/"), resource.lastIndexOf(":")) + 1;
  return resource.slice(0, at) + nearly(random, resource.slice(at));
}

function randomContext(random: Random, hierarchy: Hierarchy): CompleteRequest["context"] {
  const tested = testedValues(hierarchy);
  const context: Record<string, readonly string[]> = {};
  for (const key of KEYS) {
    const name = key.name.toLowerCase();
    const values = tested.get(name);
    if (random.chance(values === undefined ? 0.7 : 0.2)) continue;
    const count = key.isMultivalued ? random.between(1, 3) : 1;
    context[name] = [...new Set(random.times(count, () => nearValue(random, key, values ?? [])))];
  }
  return context;
}

/** By key in lower case, every value that a policy compares it with. */
export function testedValues(hierarchy: Hierarchy): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { key, values } of statementsIn(hierarchy).flatMap(conditionTests)) {
    found.set(key, [...(found.get(key) ?? []), ...values]);
  }
  return found;
}

/** A value of the kind of a key, mostly next to one that a policy names. */
export function nearValue(random: Random, key: RandomKey, tested: readonly string[]): string {
  const isOfItsForm = (value: string): boolean => key.form?.test(value) !== false;
  const some = random.pick(examplesOf(key));
  if (key.family === "numeric") return random.chance(0.5) ? some : near(random, some, 1);
  if (key.family !== "string" && key.family !== "arn") return some;
  if (tested.length === 0 || random.chance(0.35)) return some;
  const value = instanceOf(random, withoutVariables(random, random.pick(tested)));
  const isOfItsKind = key.family === "string" ? value.length > 0 : isArn(value);
  if (!isOfItsKind || value === "true" || value === "false") return some;
  const nearby = random.chance(0.35) ? nearName(random, value, key.family) : value;
  return isOfItsForm(nearby) ? nearby : some;
}

function isArn(value: string): boolean {
  return value.startsWith("arn:") && value.split(":").length >= 6;
}

function near(random: Random, number: string, distance: number): string {
  return String(Number(number) + random.pick([-distance, distance, 0.5]));
}

/** An address stays one: only its last part changes. */
function nearName(random: Random, value: string, family: "string" | "arn"): string {
  const at = family === "arn" ? value.lastIndexOf(":") + 1 : 0;
  return value.slice(0, at) + (nearly(random, value.slice(at)) || "x");
}

function withoutVariables(random: Random, value: string): string {
  return value.replace(/\$\{[^*?$][^}]*\}/g, () => random.pick(VALUES.string));
}
