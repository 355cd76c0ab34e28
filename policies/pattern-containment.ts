import { TEXT_STATE_BUDGET, type TextConstraint, textClasses } from "./evaluator/value-classes";
import {
  arnPattern,
  isEverything,
  literalPattern,
  matchesPattern,
  type Pattern,
  wildcardPattern,
  wildcardPieces,
} from "./evaluator/wildcard";

/**
 * A value of a policy as a set of texts, in both ways in which it may be read.
 *
 * AWS documents that wildcards in an ARN cross no colon, but not for every element in the same words; so a proof has to
 * hold either way.
 */
export interface ValueSet {
  /** Wildcards stand for any characters. */
  readonly whole: Pattern;
  /** Wildcards stand within a component of an ARN; `undefined` when that matches nothing. */
  readonly byComponent: Pattern | undefined;
  /** What all of its texts begin with: the part before the first wildcard. */
  readonly start: string;
  /** One of its texts, in which something that policies hardly name stands for each wildcard. */
  readonly sample: string;
}

/** The texts that are this one. */
export function literalSet(text: string): ValueSet {
  const pattern = literalPattern(text);
  return { whole: pattern, byComponent: pattern, start: text, sample: text };
}

/** The texts that match, `*` and `?` being wildcards. */
export function wildcardSet(text: string): ValueSet {
  const pattern = wildcardPattern(text);
  return { whole: pattern, byComponent: pattern, ...beginning(text) };
}

/** The ARNs that match a value of an ARN operator; whether one of fewer than six components matches any is left open. */
export function arnSet(text: string): ValueSet {
  const byComponent = arnPattern(wildcardPieces(text));
  return { whole: byComponent ?? wildcardPattern(text), byComponent, ...beginning(text) };
}

/** The resources that match a value of `Resource`. */
export function resourceSet(text: string): ValueSet {
  return { whole: wildcardPattern(text), byComponent: resourceByComponent(text), ...beginning(text) };
}

/** The resources that match a value of `Resource` if its wildcards cross no colon, as its author will have meant it. */
export function resourceByComponent(text: string): Pattern {
  return arnPattern(wildcardPieces(text)) ?? wildcardPattern(text);
}

/** Whether a set can be within others at all: quick, and true for few that are not. */
export function canBeWithin(set: ValueSet, others: readonly ValueSet[]): boolean {
  return others.some(
    ({ start, whole }) =>
      set.start.startsWith(start) &&
      set.sample.length * whole.length <= PROOF_BUDGET &&
      matchesPattern(whole, set.sample),
  );
}

/** Whether every text of a set is in one of the others. Sound: true is a proof, false is not. */
export function isWithin(set: ValueSet, others: readonly ValueSet[]): boolean {
  const near = others.filter(({ start }) => set.start.startsWith(start));
  return READINGS.every((reading) => {
    const pattern = set[reading];
    if (pattern === undefined) return true;
    const without = near.map((other) => other[reading]).filter((other) => other !== undefined);
    return without.some(isEverything) || (without.length > 0 && isEmpty({ within: [[pattern]], without }));
  });
}

/** Whether no text is in both sets. Sound: true is a proof, false is not. */
export function areDisjoint(set: ValueSet, other: ValueSet): boolean {
  if (!set.start.startsWith(other.start) && !other.start.startsWith(set.start)) return true;
  return READINGS.every((reading) => {
    const [a, b] = [set[reading], other[reading]];
    return a === undefined || b === undefined || isEmpty({ within: [[a], [b]] });
  });
}

const READINGS = ["whole", "byComponent"] as const satisfies readonly (keyof ValueSet)[];

/** How much work one proof is worth, in states of the joint automaton times tokens of the patterns. */
const PROOF_BUDGET = 1_000_000;

function isEmpty(constraint: TextConstraint): boolean {
  const { within = [], without = [] } = constraint;
  const tokens = [...within.flat(), ...without].reduce((sum, pattern) => sum + pattern.length, 0);
  const states = Math.min(TEXT_STATE_BUDGET, Math.floor(PROOF_BUDGET / Math.max(tokens, 1)));
  return textClasses([], constraint, states)?.length === 0;
}

function beginning(text: string): Pick<ValueSet, "start" | "sample"> {
  const wildcard = text.search(/[*?]/);
  return { start: wildcard < 0 ? text : text.slice(0, wildcard), sample: text.replace(/[*?]/g, UNLIKELY) };
}

const UNLIKELY = "\u00b6";
