import type { Completion } from "./answer";
import { compiled } from "./compiled-statement";
import { PartialRequest } from "./partial-request";
import type { Fact, Question } from "./question";
import { keyPart, nameOfPart, type RequestPart } from "./request-test";
import { certainAnswer, sortStatements } from "./sorted-statements";
import type { StandingLevel } from "./statements-in-force";
import { valueDomain } from "./value-domain";

/** Values for open parts: none means that the request does not carry the part. */
export type ChosenValues = ReadonlyMap<RequestPart, readonly string[] | undefined>;

/** One request that a question leaves possible; `undefined` when what it says of an open part leaves no value. */
export function complete(
  request: PartialRequest,
  levels: readonly StandingLevel[],
  chosen: ChosenValues,
): Completion | undefined {
  const action = actionOf(request, levels, chosen);
  const [resource] = chosen.get("resource") ?? valuesOf(request, "resource") ?? [];
  if (action === undefined || resource === undefined) return undefined;
  const context: Record<string, readonly string[] | undefined> = {};
  for (const key of keysIn(levels)) {
    const fact = request.factOf(keyPart(key));
    if (chosen.has(keyPart(key))) context[key] = chosen.get(keyPart(key));
    else if (fact.kind === "values") context[key] = fact.values;
    else if (fact.kind === "absent") context[key] = undefined;
  }
  return { action, resource, context };
}

/** The question of which a completion is the answer: nothing of it is open but keys on which nothing depends. */
export function completed(question: Question, { action, resource, context }: Completion): Question {
  const facts = Object.entries(context).map(([key, values]): [string, Fact] => [key, factOf(values)]);
  return {
    ...question,
    action: { kind: "values", values: [action] },
    resource: { kind: "values", values: [resource] },
    context: { ...question.context, ...Object.fromEntries(facts) },
  };
}

/** What policies say of a completion, when it leaves nothing open on which that depends. */
export function verdictOf(
  question: Question,
  levels: readonly StandingLevel[],
  completion: Completion,
): "denied" | "allowed" | undefined {
  const request = new PartialRequest(completed(question, completion), levels);
  return certainAnswer(request, sortStatements(request, levels))?.verdict;
}

function factOf(values: readonly string[] | undefined): Fact {
  return values === undefined ? { kind: "absent" } : { kind: "values", values };
}

/** The values of a part that is known, or an example of those that it may have. */
function valuesOf(request: PartialRequest, part: RequestPart): readonly string[] | undefined {
  const fact = request.factOf(part);
  if (fact.kind === "values") return fact.values;
  if (fact.kind === "absent") return undefined;
  return valueDomain(request.openPart(part, fact), [])?.examples.find((example) => example !== undefined);
}

/** The action as the question or a policy writes it: an example is in lower case. */
function actionOf(request: PartialRequest, levels: readonly StandingLevel[], chosen: ChosenValues): string | undefined {
  const { action } = request.question;
  if (action.kind === "values") return action.values[0];
  const [name] = chosen.get("action") ?? valuesOf(request, "action") ?? [];
  if (name === undefined) return undefined;
  const [written = name] = levels.flatMap((level) => remembered(NAMES, level, readNames).get(name) ?? []);
  return written;
}

/** The actions that the policies of a level name in full, by their names in lower case. */
const NAMES = new WeakMap<StandingLevel, ReadonlyMap<string, string>>();

function readNames({ denying, allowing }: StandingLevel): ReadonlyMap<string, string> {
  const patterns = [...denying, ...allowing].flatMap(({ statement }) => statement.action.patterns);
  return new Map(patterns.filter((name) => !/[*?]/.test(name)).map((name) => [name.toLowerCase(), name]));
}

const KEYS = new WeakMap<StandingLevel, ReadonlySet<string>>();

/** The condition keys that policies test, or use as policy variables. */
function keysIn(levels: readonly StandingLevel[]): ReadonlySet<string> {
  return new Set(levels.flatMap((level) => [...remembered(KEYS, level, readKeys)]));
}

function readKeys({ denying, allowing }: StandingLevel): ReadonlySet<string> {
  const tests = [...denying, ...allowing].flatMap(({ statement }) => compiled(statement).others);
  return new Set(
    tests.flatMap(({ part, variables }) => [...(part === "resource" ? [] : [nameOfPart(part)]), ...variables]),
  );
}

function remembered<K extends object, V>(known: WeakMap<K, V>, key: K, read: (key: K) => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = read(key);
  known.set(key, value);
  return value;
}
