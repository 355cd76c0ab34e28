import { literalPattern, type Pattern, type Piece, patternOf } from "../wildcard";
import type { TextOperator } from "./operator";

function exact(pieces: readonly Piece[]): Pattern {
  return patternOf(pieces);
}

function inAnyCase(pieces: readonly Piece[]): Pattern {
  return patternOf(pieces, { ignoresCase: true });
}

const TEXT = { kind: "text", hasWildcards: false, isNegated: false, pattern: exact } as const;

export const stringEquals: TextOperator = { ...TEXT, name: "StringEquals" };

export const stringNotEquals: TextOperator = { ...TEXT, name: "StringNotEquals", isNegated: true };

export const stringEqualsIgnoreCase: TextOperator = { ...TEXT, name: "StringEqualsIgnoreCase", pattern: inAnyCase };

export const stringNotEqualsIgnoreCase: TextOperator = {
  ...TEXT,
  name: "StringNotEqualsIgnoreCase",
  pattern: inAnyCase,
  isNegated: true,
};

export const stringLike: TextOperator = { ...TEXT, name: "StringLike", hasWildcards: true };

export const stringNotLike: TextOperator = { ...TEXT, name: "StringNotLike", hasWildcards: true, isNegated: true };

/** Base64 is compared as it is written, character by character. */
export const binaryEquals: TextOperator = { ...TEXT, name: "BinaryEquals" };

const TRUTH_VALUES: readonly Pattern[] = ["true", "false"].map((text) => literalPattern(text, { ignoresCase: true }));

/** Compares `true` and `false`, in any case; other values match nothing. */
export const bool: TextOperator = {
  ...TEXT,
  name: "Bool",
  comparable: TRUTH_VALUES,
  pattern: inAnyCase,
};
