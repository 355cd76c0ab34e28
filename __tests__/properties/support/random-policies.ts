import { CONDITION_OPERATORS } from "../../../catalogue/condition-operators";
import type { PolicyDocument, Statement } from "../../../policies/policy-document";
import { asPattern, inRandomCase } from "./neighbourhood";
import { FULL_ACCESS, type Hierarchy } from "./organization-case";
import type { Random } from "./random";
import {
  examplesOf,
  type Family,
  KEYS,
  RANGES,
  type RandomAction,
  type RandomKey,
  RCP_SERVICES,
  VALUES,
} from "./vocabulary";

/** What the policies of one case are about: few actions and keys, so that its statements meet in them. */
export interface Focus {
  readonly actions: readonly RandomAction[];
  readonly keys: readonly RandomKey[];
}

/** The policies of a random organization, one to six levels of either kind. */
export function randomHierarchy(random: Random, focus: Focus): Hierarchy {
  return {
    scps: random.times(random.between(1, 6), () => randomScps(random, focus)),
    rcps: random.times(random.between(1, 6), () =>
      random.chance(0.2) ? [randomDocument(random, () => randomRcpStatement(random, focus))] : [],
    ),
  };
}

function randomScps(random: Random, focus: Focus): readonly PolicyDocument[] {
  const allows = random.chance(0.88)
    ? FULL_ACCESS
    : randomDocument(random, () => randomScpStatement(random, focus, "Allow"));
  const denies = random.times(random.between(0, 1), () =>
    randomDocument(random, () => randomScpStatement(random, focus, random.chance(0.85) ? "Deny" : "Allow")),
  );
  return random.chance(0.03) ? denies : random.shuffled([allows, ...denies]);
}

function randomDocument(random: Random, statement: () => Statement): PolicyDocument {
  return { Version: "2012-10-17", Statement: random.times(random.between(1, 2), statement) };
}

function randomScpStatement(random: Random, focus: Focus, effect: "Allow" | "Deny"): Statement {
  const actions = oneOrMore(random, () => actionPattern(random, focus, true));
  return {
    Effect: effect,
    ...(random.chance(0.8) ? { Action: actions } : { NotAction: actions }),
    ...randomResources(random, focus),
    ...randomCondition(random, focus),
  };
}

function randomRcpStatement(random: Random, focus: Focus): Statement {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: oneOrMore(random, () => rcpActionPattern(random, focus)),
    ...randomResources(random, focus),
    ...randomCondition(random, focus),
  };
}

/** One value is written as a text or as a list, as people write it. */
function oneOrMore(random: Random, make: () => string): string | readonly string[] {
  if (random.chance(0.4)) return make();
  return [...new Set(random.times(random.between(1, 3), make))];
}

function actionPattern(random: Random, focus: Focus, canBeAll: boolean): string {
  if (canBeAll && random.chance(0.1)) return "*";
  const [service = "", name = ""] = random.pick(focus.actions).name.split(":");
  const pattern = random.chance(0.35) ? name : random.chance(0.3) ? "*" : asPattern(random, name);
  return inRandomCase(random, `${service}:${pattern}`);
}

function rcpActionPattern(random: Random, focus: Focus): string {
  const pattern = actionPattern(random, focus, false);
  const [service = ""] = pattern.toLowerCase().split(":");
  return RCP_SERVICES.includes(service) ? pattern : `${random.pick(RCP_SERVICES)}:*`;
}

function randomResources(random: Random, focus: Focus): Pick<Statement, "Resource" | "NotResource"> {
  if (random.chance(0.4)) return { Resource: "*" };
  const resources = oneOrMore(random, () => resourcePattern(random, focus));
  return random.chance(0.8) ? { Resource: resources } : { NotResource: resources };
}

/** No pattern that AWS leaves undefined: before the fifth colon a segment is literal, `*`, or ends in its only `*`. */
function resourcePattern(random: Random, focus: Focus): string {
  if (random.chance(0.05)) return "*";
  const example = random.pick(random.pick(focus.actions).resources);
  if (example === "*") return random.chance(0.5) ? "*" : "arn:aws:s3:::team-a";
  if (random.chance(0.04)) return `${firstParts(example, 3)}:*`;
  const hasColons = example.split(":").length > 6;
  if (random.chance(hasColons ? 0.1 : 0.002))
    return `${firstParts(example, 3)}:*:${example.split(":").slice(5).join(":")}`;
  return arnPattern(random, example, (resource) => resourceName(random, resource));
}

function firstParts(arn: string, count: number): string {
  return arn.split(":").slice(0, count).join(":");
}

function arnPattern(random: Random, example: string, sixth: (resource: string) => string): string {
  const [arn = "", ...segments] = example.split(":");
  const head = segments.slice(0, 4).map((segment) => (random.chance(0.2) ? someOf(random, segment) : segment));
  return [arn, ...head, sixth(segments.slice(4).join(":"))].join(":");
}

function someOf(random: Random, segment: string): string {
  return random.chance(0.6) ? "*" : `${segment.slice(0, random.between(0, segment.length))}*`;
}

/** Wildcards after the type of the resource mostly, as AWS advises; sometimes in it, and sometimes a variable. */
function resourceName(random: Random, resource: string): string {
  if (random.chance(0.2)) return "*";
  if (random.chance(0.06)) return asPattern(random, resource);
  const at = resource.search(/[/:]/) + 1;
  const name = resource.slice(at);
  return resource.slice(0, at) + (random.chance(0.2) ? withVariable(random, name) : patternOrNot(random, name));
}

function patternOrNot(random: Random, text: string): string {
  return random.chance(0.6) ? asPattern(random, text) : text;
}

const VARIABLES = ["aws:PrincipalTag/team", "aws:username", "aws:RequestTag/env"];

/** A text in which a policy variable stands for the first part, some with a default, some for a special character. */
function withVariable(random: Random, text: string): string {
  const name = inRandomCase(random, random.pick(VARIABLES));
  const rest = random.chance(0.5) ? "" : `/${random.chance(0.5) ? "*" : text}`;
  switch (random.between(0, 5)) {
    case 0:
      return `\${${name}, '${random.pick(VALUES.string)}'}${rest}`;
    case 1:
      return `${text}\${${random.pick(["*", "?", "$"])}}`;
    default:
      return `\${${name}}${rest}`;
  }
}

type Condition = Record<string, Record<string, string | readonly string[]>>;

function randomCondition(random: Random, focus: Focus): Pick<Statement, "Condition"> {
  const count = random.pick([0, 1, 1, 1, 2, 2, 3]);
  const condition: Condition = {};
  for (let made = 0; made < count; made += 1) addTest(random, focus, condition);
  return count === 0 ? {} : { Condition: condition };
}

function addTest(random: Random, focus: Focus, condition: Condition): void {
  const base = random.pick(CONDITION_OPERATORS);
  const key = testedKey(random, focus, base);
  const operator = base === "Null" ? base : qualified(random, base, key);
  const keys = condition[operator] ?? {};
  if (Object.keys(keys).some((other) => other.toLowerCase() === key.name.toLowerCase())) return;
  keys[inRandomCase(random, key.name)] = oneOrMore(random, () => policyValue(random, base, key));
  condition[operator] = keys;
}

function qualified(random: Random, base: string, { isMultivalued }: RandomKey): string {
  const isQualified = isMultivalued || random.chance(0.15);
  const qualifier = isQualified ? random.pick(["ForAllValues:", "ForAnyValue:"]) : "";
  return qualifier + base + (random.chance(0.25) ? "IfExists" : "");
}

/** A key whose values the operator can compare; tests of texts are made of other keys too. */
function testedKey(random: Random, focus: Focus, base: string): RandomKey {
  const family = familyOf(base);
  const isTextTestOfOthers = family === "string" && random.chance(0.3);
  const isFitting = (key: RandomKey): boolean => {
    if (family === "any") return true;
    return isTextTestOfOthers ? hasOneForm(key.family) : key.family === family;
  };
  const inFocus = focus.keys.filter(isFitting);
  return random.pick(inFocus.length > 0 ? inFocus : KEYS.filter(isFitting));
}

/** Dates have two, and the oracle is given one of them. */
function hasOneForm(family: Family): boolean {
  return family !== "date";
}

/** The kind of values that an operator compares. */
export function familyOf(base: string): Family | "any" {
  if (base === "Null") return "any";
  if (base.endsWith("IpAddress")) return "ip";
  const found = (["string", "numeric", "date", "bool", "binary", "arn"] as const).find((family) =>
    base.toLowerCase().startsWith(family),
  );
  if (found === undefined) throw new Error(`no family for ${base}`);
  return found;
}

function policyValue(random: Random, base: string, key: RandomKey): string {
  if (base === "Null") return random.pick(["true", "false"]);
  if (base.endsWith("IpAddress")) return random.pick(RANGES);
  const value = random.pick(examplesOf(key));
  if (base.startsWith("Arn")) {
    return arnPattern(random, value, (resource) =>
      random.chance(0.15) ? withVariable(random, resource) : patternOrNot(random, resource),
    );
  }
  if (!base.startsWith("String")) return value;
  if (random.chance(0.15)) return withVariable(random, value);
  return base.endsWith("Like") ? patternOrNot(random, value) : value;
}
