import type { Answer, Completion } from "./answer";
import { complete, verdictOf } from "./completion";
import { PartialRequest } from "./partial-request";
import type { Fact, Question } from "./question";
import { keyPart } from "./request-test";
import type { StandingLevel } from "./statements-in-force";
import { isPossible, valueDomain } from "./value-domain";

/** An answer with a pair of requests. */
export type VariableAnswer = Answer & { readonly verdict: "depends" };

/** How many combinations of values are tried. */
const TRIALS = 48;
const VALUES_OF_EACH = 6;

/**
 * Tries values for the open keys that policies use as variables, until one request is denied and one is allowed.
 *
 * It finds no proof: what it does not find, may still exist.
 */
export function tryVariables(
  request: PartialRequest,
  levels: readonly StandingLevel[],
  variables: readonly string[],
  investigate: (request: PartialRequest, levels: readonly StandingLevel[]) => Answer,
): VariableAnswer | undefined {
  const { question } = request;
  const found: Found = { reasons: [], missing: [], denied: undefined, allowed: undefined };
  for (const facts of combinations(variables.map((key) => candidates(request, key)))) {
    const trial: Question = { ...question, context: { ...question.context, ...facts } };
    const inner = new PartialRequest(trial, levels);
    const answer = investigate(inner, levels);
    if (answer.verdict === "depends") return { ...answer, on: differing(question, levels, answer) };
    note(found, answer, () => complete(inner, levels, new Map()));
    if (found.denied !== undefined && found.allowed !== undefined) break;
  }
  const { denied, allowed, reasons, missing } = found;
  if (denied === undefined || allowed === undefined) return undefined;
  const isVerified =
    verdictOf(question, levels, denied) === "denied" && verdictOf(question, levels, allowed) === "allowed";
  if (!isVerified) return undefined;
  return {
    verdict: "depends",
    on: differing(question, levels, { denied, allowed }),
    reasons,
    missing,
    denied,
    allowed,
  };
}

interface Found {
  reasons: VariableAnswer["reasons"];
  missing: VariableAnswer["missing"];
  denied: Completion | undefined;
  allowed: Completion | undefined;
}

function note(found: Found, answer: Answer, completion: () => Completion | undefined): void {
  if (answer.verdict === "allowed") found.allowed ??= completion();
  if (answer.verdict !== "denied" || found.denied !== undefined) return;
  found.denied = completion();
  found.reasons = answer.reasons;
  found.missing = answer.missing;
}

function candidates(request: PartialRequest, key: string): readonly (readonly [string, Fact])[] {
  const part = keyPart(key);
  const fact = request.factOf(part);
  if (fact.kind !== "open") return [];
  const open = request.openPart(part, fact);
  const known = Object.values(request.question.context).flatMap((other) =>
    other.kind === "values" ? other.values : [],
  );
  const possible = known.filter((value) => isPossible(open, value));
  const examples = (valueDomain(open, [])?.examples ?? []).flatMap((values) => values?.[0] ?? []);
  const values = [...new Set([...examples, ...possible])].slice(0, VALUES_OF_EACH);
  const facts: readonly Fact[] = values.map((value) => ({ kind: "values", values: [value] }));
  return [...facts, ...(open.mayBeAbsent ? [{ kind: "absent" } as const] : [])].map((each) => [key, each]);
}

function combinations(
  choices: readonly (readonly (readonly [string, Fact])[])[],
): readonly Readonly<Record<string, Fact>>[] {
  let results: readonly Readonly<Record<string, Fact>>[] = [{}];
  for (const facts of choices) {
    results = results.flatMap((result) => facts.map(([key, fact]) => ({ ...result, [key]: fact }))).slice(0, TRIALS);
  }
  return results;
}

/** The parts in which two requests have to differ: each alone would make the denied one allowed, or leave it open. */
function differing(
  question: Question,
  levels: readonly StandingLevel[],
  { denied, allowed }: { readonly denied: Completion; readonly allowed: Completion },
): readonly string[] {
  let current = denied;
  const names: string[] = [];
  const keys = [...new Set([...Object.keys(denied.context), ...Object.keys(allowed.context)])];
  const closer = (name: string): Completion => {
    if (name === "action") return { ...current, action: allowed.action };
    if (name === "resource") return { ...current, resource: allowed.resource };
    return { ...current, context: { ...current.context, [name]: allowed.context[name] } };
  };
  for (const name of ["action", "resource", ...keys]) {
    const next = closer(name);
    if (JSON.stringify(next) === JSON.stringify(current)) continue;
    if (verdictOf(question, levels, next) === "denied") current = next;
    else names.push(name);
  }
  return names.sort();
}
