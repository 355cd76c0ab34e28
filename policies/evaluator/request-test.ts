import type { ScaleOperator } from "./operators/operator";
import { isEverything, matchesPattern, type Pattern } from "./wildcard";

/** A part of a request that policies test: its action, its resource, or a condition key. */
export type RequestPart = "action" | "resource" | `key ${string}`;

/** The part that a condition key is, in lower case. */
export function keyPart(key: string): RequestPart {
  return `key ${key}`;
}

/** The name of a part as answers give it. */
export function nameOfPart(part: RequestPart): string {
  return part.replace(/^key /, "");
}

/** What is asked of one value of a request. */
export type ValueTest =
  | {
      readonly kind: "text";
      readonly patterns: readonly Pattern[];
      /** Forms of which a value must have one to be compared at all. */
      readonly comparable: readonly Pattern[] | undefined;
      readonly isNegated: boolean;
      /** Whether a value of the policy could not be read: a negated test then never holds. */
      readonly isBroken: boolean;
    }
  | { readonly kind: "scale"; readonly operator: ScaleOperator; readonly policyValues: readonly string[] }
  /** `Null`: what it says of a request that carries the key. */
  | { readonly kind: "presence"; readonly whenPresent: boolean };

/** What is asked of one part of a request, its policy variables filled in. */
export interface RequestTest {
  readonly id: number;
  readonly part: RequestPart;
  readonly qualifier: "single" | "for-all-values" | "for-any-value";
  /** Whether it holds for a request that does not carry the part. */
  readonly whenAbsent: boolean;
  readonly test: ValueTest;
  /** What it gives for every value, when its form shows that. */
  readonly constant: boolean | undefined;
}

/** Whether a test holds for a value. */
export function holdsForValue(test: ValueTest, value: string): boolean {
  switch (test.kind) {
    case "presence":
      return test.whenPresent;
    case "text": {
      const { patterns, comparable, isNegated, isBroken } = test;
      const matches = (pattern: Pattern) => matchesPattern(pattern, value);
      if ((isNegated && isBroken) || comparable?.some(matches) === false) return false;
      return patterns.some(matches) !== isNegated;
    }
    case "scale": {
      const results = test.policyValues.map((policyValue) => test.operator.matches(value, policyValue));
      return test.operator.isNegated ? results.every((result) => result === false) : results.includes(true);
    }
    default:
      return test satisfies never;
  }
}

/**
 * Whether a test holds for the values that a request carries for a part; none means that the part is absent.
 *
 * A test without qualifier does not hold for several values: AWS requires a qualifier for those.
 */
export function holdsForValues({ qualifier, whenAbsent, test }: RequestTest, values: readonly string[]): boolean {
  const [only] = values;
  if (only === undefined) return whenAbsent;
  if (test.kind === "presence") return test.whenPresent;
  if (qualifier === "for-all-values") return values.every((value) => holdsForValue(test, value));
  if (qualifier === "for-any-value") return values.some((value) => holdsForValue(test, value));
  return values.length === 1 && holdsForValue(test, only);
}

/** What a test gives whatever value a request carries, when its form shows that; `undefined` otherwise. */
export function constantForValues(test: RequestTest, hasSeveralValues: boolean): boolean | undefined {
  if (hasSeveralValues && test.qualifier === "single" && test.test.kind !== "presence") return undefined;
  return test.constant;
}

/** The same, of each value alone. */
export function constantOf(test: ValueTest): boolean | undefined {
  if (test.kind === "presence") return test.whenPresent;
  if (test.kind !== "text" || test.comparable !== undefined || test.isBroken) return undefined;
  return test.patterns.some(isEverything) ? !test.isNegated : undefined;
}
