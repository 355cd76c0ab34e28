import {
  ACTION_SHAPES,
  EXAMPLES_OF_ANY_KEY,
  KEY_SHAPES,
  RESOURCE_SHAPES,
  type Shape,
  type ShapePart,
} from "../../catalogue/value-shapes";
import type { Fact } from "./question";
import { holdsForValue, nameOfPart, type RequestPart, type RequestTest, type ValueTest } from "./request-test";
import { type TextConstraint, textClasses } from "./value-classes";
import { literalPattern, matchesPattern, oneOf, type Pattern, runOf, type Token, wildcardPattern } from "./wildcard";

/** What an open part of a request may be: finitely many classes of values, as bits of a number. */
export interface ValueDomain {
  /** An example of each class; `undefined` for a request without the part. */
  readonly examples: readonly (readonly string[] | undefined)[];
  /** All classes. */
  readonly all: bigint;
  /** The classes that certainly have a member, which is their example. */
  readonly real: bigint;
  /** The classes for whose values a test holds, by the id of the test. */
  readonly holding: ReadonlyMap<number, bigint>;
}

/** What limits an open part. */
export interface OpenPart {
  readonly part: RequestPart;
  readonly fact: Fact & { readonly kind: "open" };
  readonly mayBeAbsent: boolean;
  readonly hasSeveralValues: boolean;
}

/**
 * The classes of values of one part that tests tell apart; `undefined` when there are too many.
 *
 * @param states how many states of the patterns' joint automaton are looked at before that is said
 */
export function valueDomain(open: OpenPart, tests: readonly RequestTest[], states?: number): ValueDomain | undefined {
  const single = singleValues(open, tests, states);
  return single && domainOf(open, single, tests);
}

/** Every sample is asked every test. */
const SAMPLED_TESTS = 500;
const SAMPLES = 200;

/**
 * Some of the classes of a part that has too many: of one value for each pattern of its tests, and of values that
 * people know.
 *
 * `undefined` when none of these can be, or when there are more tests than are worth asking.
 */
export function sampledDomain(open: OpenPart, tests: readonly RequestTest[]): ValueDomain | undefined {
  if (tests.length > SAMPLED_TESTS) return undefined;
  const shapes = shapesOf(open.part);
  const constraint = constraintOf(open, shapes);
  const patterns = tests.flatMap(({ test }) => (test.kind === "text" ? test.patterns : []));
  const matching = patterns.slice(0, SAMPLES).flatMap((pattern) => {
    const within = [...(constraint.within ?? []), [pattern]];
    return textClasses([], { ...constraint, within })?.map(({ example }) => example) ?? [];
  });
  const known = shapes.length === 0 ? EXAMPLES_OF_ANY_KEY : shapes.flatMap(({ examples }) => examples);
  const values = [...known, ...matching, ...[...scaleExamples(tests).values()].flat()];
  const possible = [...new Set(values)].filter((value) => meets(constraint, value));
  if (possible.length === 0) return undefined;
  const asked = possible.map((value) => ({
    value,
    holds: tests.map(({ test }) => holdsForValue(test, value)),
    isReal: true,
  }));
  return domainOf(open, distinct(asked), tests);
}

function domainOf(
  open: OpenPart,
  single: readonly ClassOfSingles[],
  tests: readonly RequestTest[],
): ValueDomain | undefined {
  const present = open.hasSeveralValues
    ? sets(single, tests)
    : single.map(({ value, ...rest }) => alone(value, rest, tests));
  if (present === undefined || present.length > CLASS_BUDGET) return undefined;
  const absent: ClassOfValues = { example: undefined, holds: tests.map(({ whenAbsent }) => whenAbsent), isReal: true };
  return asBits(open.mayBeAbsent ? [absent, ...present] : present, tests);
}

/** Whether an open part may have a value. */
export function isPossible(open: OpenPart, value: string): boolean {
  return meets(constraintOf(open, shapesOf(open.part)), value);
}

const CLASS_BUDGET = 4_000;

/** A class of single values, and which of the tests hold for each of them alone. */
interface ClassOfSingles {
  readonly value: string;
  readonly holds: readonly boolean[];
  /** Whether the value is known to be one of them. */
  readonly isReal: boolean;
}

interface ClassOfValues {
  readonly example: readonly string[] | undefined;
  readonly holds: readonly boolean[];
  readonly isReal: boolean;
}

function alone(
  value: string,
  { holds, isReal }: Omit<ClassOfSingles, "value">,
  tests: readonly RequestTest[],
): ClassOfValues {
  return { example: [value], holds: holds.map((hold, at) => presence(tests[at]) ?? hold), isReal };
}

function presence(test: RequestTest | undefined): boolean | undefined {
  return test?.test.kind === "presence" ? test.test.whenPresent : undefined;
}

function asBits(classes: readonly ClassOfValues[], tests: readonly RequestTest[]): ValueDomain {
  const bitsWhere = (isSet: (each: ClassOfValues) => boolean | undefined) =>
    BigInt(
      `0b0${[...classes]
        .reverse()
        .map((each) => (isSet(each) === true ? 1 : 0))
        .join("")}`,
    );
  return {
    examples: classes.map(({ example }) => example),
    all: bitsWhere(() => true),
    real: bitsWhere(({ isReal }) => isReal),
    holding: new Map(tests.map(({ id }, at) => [id, bitsWhere(({ holds }) => holds[at])])),
  };
}

/**
 * The sets of values that tests tell apart, from single ones up: more values are added until no new set appears.
 *
 * A test for all values holds for a set when it holds for each value, one for any value when it holds for one; one
 * without qualifier holds for no set of several.
 */
function sets(singles: readonly ClassOfSingles[], tests: readonly RequestTest[]): readonly ClassOfValues[] | undefined {
  const found = new Map<string, ClassOfValues>();
  const queue: ClassOfValues[] = [];
  const add = (each: ClassOfValues): void => {
    const key = each.holds.map(Number).join("") + (each.example?.length === 1 ? "" : "+");
    if (found.has(key)) return;
    found.set(key, each);
    queue.push(each);
  };
  const realFirst = [...singles].sort((a, b) => Number(b.isReal) - Number(a.isReal));
  for (const { value, ...rest } of realFirst) add(alone(value, rest, tests));
  for (let current = queue[0], at = 0; current !== undefined; current = queue[++at]) {
    if (found.size > CLASS_BUDGET) return undefined;
    for (const single of realFirst) add(joined(current, single, tests));
  }
  return [...found.values()];
}

function joined(set: ClassOfValues, single: ClassOfSingles, tests: readonly RequestTest[]): ClassOfValues {
  const holds = tests.map((test, at) => {
    const [before = false, now = false] = [set.holds[at], single.holds[at]];
    if (test.qualifier === "for-all-values") return before && now;
    if (test.qualifier === "for-any-value") return before || now;
    return presence(test) ?? false;
  });
  return { example: [...(set.example ?? []), single.value], holds, isReal: set.isReal && single.isReal };
}

/** The classes of single values: of texts alone, or of texts and of places on scales together. */
function singleValues(
  open: OpenPart,
  tests: readonly RequestTest[],
  states?: number,
): readonly ClassOfSingles[] | undefined {
  const shapes = shapesOf(open.part);
  const constraint = constraintOf(open, shapes);
  const texts = textValues(tests, constraint, states);
  if (texts === undefined) return undefined;
  const scales = [...scaleExamples(tests)];
  const asked = (value: string): ClassOfSingles => ({
    value,
    holds: tests.map(({ test }) => holdsForValue(test, value)),
    isReal: true,
  });
  const seeds = shapes.length === 0 ? EXAMPLES_OF_ANY_KEY : shapes.flatMap(({ examples }) => examples);
  const readable = [...scales.flatMap(([, examples]) => examples), ...seeds].filter((value) =>
    meets(constraint, value),
  );
  const shortest = texts.map(({ example, holds }) =>
    scales.length > 0 ? asked(example) : { value: example, holds: holds.map((hold) => hold === true), isReal: true },
  );
  const real = distinct([...readable.map(asked), ...shortest]);
  if (scales.length === 0) return real;
  const possible = combinations(texts, scales, tests);
  return possible && distinct([...real, ...possible]);
}

function distinct(classes: readonly ClassOfSingles[]): readonly ClassOfSingles[] {
  const byTests = new Map<string, ClassOfSingles>();
  for (const each of classes) {
    const key = each.holds.map(Number).join("");
    if (!byTests.has(key)) byTests.set(key, each);
  }
  return [...byTests.values()];
}

/** Classes of texts by the tests of texts that hold; places on scales are left open. */
interface TextValues {
  readonly example: string;
  readonly holds: readonly (boolean | undefined)[];
}

type TextTest = ValueTest & { readonly kind: "text" };

function textValues(
  tests: readonly RequestTest[],
  constraint: TextConstraint,
  states?: number,
): readonly TextValues[] | undefined {
  const patterns = new Map<string, { readonly index: number; readonly pattern: Pattern }>();
  const indexOf = (pattern: Pattern): number => {
    const key = keyOf(pattern);
    const known = patterns.get(key);
    if (known !== undefined) return known.index;
    patterns.set(key, { index: patterns.size, pattern });
    return patterns.size - 1;
  };
  const asked = tests.map(({ test }) => (test.kind === "text" ? indexed(test, indexOf) : test));
  const classes = textClasses(
    [...patterns.values()].map(({ pattern }) => pattern),
    constraint,
    states,
  );
  return classes?.map(({ example, matched }) => {
    const isMatched = new Set(matched);
    const matches = (index: number) => isMatched.has(index);
    const holds = asked.map((test) => {
      if (test.kind === "scale") return undefined;
      return test.kind === "presence" ? test.whenPresent : holdsFor(test, matches);
    });
    return { example, holds };
  });
}

function keyOf(pattern: Pattern): string {
  return pattern.map(({ set, isRun }) => `${isRun ? "*" : ""}${set.isNegated ? "^" : ""}${set.characters}`).join("\0");
}

interface IndexedTest {
  readonly kind: "text";
  readonly patterns: readonly number[];
  readonly comparable: readonly number[] | undefined;
  readonly isNegated: boolean;
  readonly isBroken: boolean;
}

function indexed(test: TextTest, indexOf: (pattern: Pattern) => number): IndexedTest {
  return { ...test, patterns: test.patterns.map(indexOf), comparable: test.comparable?.map(indexOf) };
}

function holdsFor(
  { patterns, comparable, isNegated, isBroken }: IndexedTest,
  matches: (index: number) => boolean,
): boolean {
  if ((isNegated && isBroken) || comparable?.some(matches) === false) return false;
  return patterns.some(matches) !== isNegated;
}

/** Examples of each scale on which a part is tested. */
function scaleExamples(tests: readonly RequestTest[]): ReadonlyMap<string, readonly string[]> {
  const asked = tests.flatMap(({ test }) => (test.kind === "scale" ? [test] : []));
  const scales = new Set(asked.map(({ operator }) => operator.scale));
  return new Map(
    [...scales].map((scale) => {
      const own = asked.filter(({ operator }) => operator.scale === scale);
      return [scale.name, scale.examples(own.flatMap(({ policyValues }) => policyValues))];
    }),
  );
}

/**
 * Every text with every place on every scale: more than there are values, but none is missing.
 *
 * The constraint of a question is met by the texts; whether a number or an address meets it, is left open.
 */
function combinations(
  texts: readonly TextValues[],
  scales: readonly (readonly [string, readonly string[]])[],
  tests: readonly RequestTest[],
): readonly ClassOfSingles[] | undefined {
  const choices = scales.reduce((count, [, examples]) => count * examples.length, texts.length);
  if (choices > CLASS_BUDGET) return undefined;
  return texts.flatMap(({ example, holds }) =>
    placesOn(scales).map(
      (places): ClassOfSingles => ({
        value: example,
        isReal: false,
        holds: tests.map(({ test }, at) => {
          if (test.kind !== "scale") return holds[at] ?? holdsForValue(test, example);
          return holdsForValue(test, places.get(test.operator.scale.name) ?? example);
        }),
      }),
    ),
  );
}

/** One place on each scale, in every combination. */
function placesOn(scales: readonly (readonly [string, readonly string[]])[]): readonly ReadonlyMap<string, string>[] {
  return scales.reduce<readonly ReadonlyMap<string, string>[]>(
    (places, [name, examples]) =>
      places.flatMap((place) => examples.map((example) => new Map([...place, [name, example]]))),
    [new Map()],
  );
}

function shapesOf(part: RequestPart): readonly Shape[] {
  if (part === "action") return ACTION_SHAPES;
  return part === "resource" ? RESOURCE_SHAPES : (KEY_SHAPES[nameOfPart(part)] ?? []);
}

function constraintOf({ part, fact: { like, notLike = [] } }: OpenPart, shapes: readonly Shape[]): TextConstraint {
  const read = (text: string) => wildcardPattern(part === "action" ? text.toLowerCase() : text);
  const within = [
    ...(shapes.length === 0 ? [] : [shapes.map(shapePattern)]),
    ...(like === undefined ? [] : [like.map(read)]),
  ];
  return { within, without: notLike.map(read) };
}

function meets({ within = [], without = [] }: TextConstraint, value: string): boolean {
  const matches = (pattern: Pattern) => matchesPattern(pattern, value);
  return within.every((list) => list.some(matches)) && !without.some(matches);
}

function shapePattern({ parts }: Shape): Pattern {
  return parts.flatMap(shapeTokens);
}

function shapeTokens(part: ShapePart): readonly Token[] {
  if (typeof part === "string") return literalPattern(part);
  if ("one" in part) return Array.from({ length: part.times }, () => oneOf(part.one));
  return "any" in part ? [runOf(part.any)] : [{ set: { isNegated: true, characters: part.anyBut }, isRun: true }];
}
