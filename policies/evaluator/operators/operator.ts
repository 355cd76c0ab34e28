import type { Pattern, Piece } from "../wildcard";
import type { Scale } from "./scale";

interface NamedOperator {
  /** As AWS writes it, without qualifier and `IfExists`. */
  readonly name: string;
  /** Whether it holds when none of the policy's values matches, and when the request lacks the key. */
  readonly isNegated: boolean;
}

/** An operator that compares texts with patterns. */
export interface TextOperator extends NamedOperator {
  readonly kind: "text";
  readonly hasWildcards: boolean;
  /** The texts that match one value of the policy; `undefined` for a value that the operator cannot read. */
  readonly pattern: (pieces: readonly Piece[]) => Pattern | undefined;
  /** What a value of a request must look like to be compared at all. @default anything */
  readonly comparable?: readonly Pattern[];
}

/** An operator that compares values on a scale. */
export interface ScaleOperator extends NamedOperator {
  readonly kind: "scale";
  readonly scale: Scale;
  /** Whether a request's value matches one value of the policy; `undefined` when either cannot be read. */
  readonly matches: (value: string, policyValue: string) => boolean | undefined;
}

/** The operator that asks whether a key is there. */
export interface PresenceOperator extends NamedOperator {
  readonly kind: "presence";
}

/**
 * A condition operator.
 *
 * A test holds when one value of the policy matches, of a negated operator when none does. Where a value of the policy
 * or of the request cannot be read, a negated operator does not hold either.
 */
export type ConditionOperator = TextOperator | ScaleOperator | PresenceOperator;
