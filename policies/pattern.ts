import { matchesPattern, wildcardPattern } from "./evaluator/wildcard";

/** A part of a text: one certain character, or any number of characters out of a set. */
export type Part =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "one-of"; readonly characters: RegExp }
  | { readonly kind: "any-of"; readonly characters: RegExp };

/** A set of texts that a pattern can be compared with. */
export type TextSet = readonly Part[];

/**
 * A set of texts: literals as they are, single characters and runs of characters by their class.
 *
 * Write `textSet("arn:", repeat(/[a-z-]/), ":iam::", ...exactly(12, /\d/), ":root")`.
 */
export function textSet(...parts: readonly (string | Part)[]): TextSet {
  return parts.flatMap((part) =>
    typeof part === "string" ? [...part].map((character): Part => ({ kind: "character", character })) : [part],
  );
}

/** Any number of characters of a class. */
export function repeat(characters: RegExp): Part {
  return { kind: "any-of", characters };
}

/** So many characters of a class. */
export function exactly(count: number, characters: RegExp): readonly Part[] {
  return Array.from({ length: count }, () => ({ kind: "one-of", characters }));
}

/** Whether a pattern of AWS's policy language (`*` any characters, `?` any one) matches at least one text of a set. */
export function canMatch(pattern: string, texts: TextSet): boolean {
  const known = new Map<number, boolean>();
  const matchFrom = (at: number, part: number): boolean => {
    const place = at * (texts.length + 1) + part;
    const found = known.get(place);
    if (found !== undefined) return found;
    const result = matchHere(at, part);
    known.set(place, result);
    return result;
  };
  const matchHere = (at: number, part: number): boolean => {
    const symbol = pattern[at];
    const expected = texts[part];
    if (symbol === undefined && expected === undefined) return true;
    if (symbol === "*" && matchFrom(at + 1, part)) return true;
    if (expected === undefined) return false;
    if (expected.kind === "any-of" && matchFrom(at, part + 1)) return true;
    if (symbol === undefined) return false;
    if (symbol === "*") return matchFrom(at, part + 1);
    if (!accepts(expected, symbol)) return false;
    return matchFrom(at + 1, expected.kind === "any-of" ? part : part + 1);
  };
  return matchFrom(0, 0);
}

/** The set with its literals in lower case. */
export function inLowerCase(texts: TextSet): TextSet {
  return texts.map((part) => (part.kind === "character" ? { ...part, character: part.character.toLowerCase() } : part));
}

/** Whether a pattern of AWS's policy language matches a text. */
export function matches(pattern: string, text: string): boolean {
  return matchesPattern(wildcardPattern(pattern), text);
}

function accepts(part: Part, symbol: string): boolean {
  if (symbol === "?") return true;
  return part.kind === "character" ? part.character === symbol : part.characters.test(symbol);
}
