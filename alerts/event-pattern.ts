import { wildcardExpression } from "./wildcard";

/** A value as it occurs in a CloudTrail event. */
export type EventValue =
  | string
  | number
  | boolean
  | null
  | readonly EventValue[]
  | { readonly [field: string]: EventValue | undefined };

/** One condition on a leaf of an event; the operators of EventBridge that the alerts use. */
export type Matcher =
  | string
  | boolean
  | { readonly exists: boolean }
  | { readonly prefix: string }
  | { readonly wildcard: string }
  | { readonly numeric: readonly [">=", number] }
  | { readonly "anything-but": readonly string[] };

/**
 * An EventBridge event pattern.
 *
 * All of its fields must match; a leaf matches when one of its matchers does; under `$or` one of the patterns must.
 */
export interface EventPattern {
  readonly [field: string]: readonly Matcher[] | EventPattern | readonly EventPattern[];
}

/** The largest event pattern, in characters; source: EventBridge API reference, PutRule. */
export const EVENT_PATTERN_MAX_LENGTH = 4096;

/** Whether EventBridge would hand an event to a rule with this pattern. */
export function matchesPattern(pattern: EventPattern, event: EventValue | undefined): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    if (isAlternatives(field, expected)) return expected.some((alternative) => matchesPattern(alternative, event));
    const value = fieldOf(event, field);
    if (isMatchers(expected)) return matchesLeaf(expected, value);
    // Of a list of objects, which EventBridge flattens, the alerts ask for one that matches as a whole.
    if (value !== undefined && value !== null && typeof value === "object" && isList(value))
      return value.some((element) => matchesPattern(expected, element));
    return matchesPattern(expected, value);
  });
}

type Expected = EventPattern[string];

function isAlternatives(field: string, _expected: Expected): _expected is readonly EventPattern[] {
  return field === "$or";
}

function isMatchers(expected: Expected): expected is readonly Matcher[] {
  return Array.isArray(expected);
}

function fieldOf(event: EventValue | undefined, field: string): EventValue | undefined {
  if (event === undefined || event === null || typeof event !== "object" || isList(event)) return undefined;
  return event[field];
}

function isList(value: EventValue): value is readonly EventValue[] {
  return Array.isArray(value);
}

/** A list in the event matches when one of its members does. */
function matchesLeaf(matchers: readonly Matcher[], value: EventValue | undefined): boolean {
  const values = value !== undefined && isList(value) ? value : [value];
  return matchers.some((matcher) => values.some((candidate) => matches(matcher, candidate)));
}

function matches(matcher: Matcher, value: EventValue | undefined): boolean {
  if (typeof matcher !== "object") return value === matcher;
  // `exists` looks at leaves only: an object in that place does not count.
  if ("exists" in matcher)
    return (value !== undefined && (value === null || typeof value !== "object")) === matcher.exists;
  if ("numeric" in matcher) return typeof value === "number" && value >= matcher.numeric[1];
  if (typeof value !== "string") return false;
  if ("prefix" in matcher) return value.startsWith(matcher.prefix);
  if ("wildcard" in matcher) return wildcardExpression(matcher.wildcard).test(value);
  return !matcher["anything-but"].includes(value);
}
