/** A set of characters: those named, or all but those named. */
export interface CharacterSet {
  readonly isNegated: boolean;
  readonly characters: string;
}

/** One step of a pattern: one character out of a set, or any number of them. */
export interface Token {
  readonly set: CharacterSet;
  /** Whether it stands for any number of characters, none included. */
  readonly isRun: boolean;
}

/** A set of texts, as a sequence of tokens; characters are UTF-16 code units. */
export type Pattern = readonly Token[];

/** A part of a value of AWS's policy language: text that stands for itself, or a wildcard. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `?` */
  | { readonly kind: "any-one" }
  /** `*` */
  | { readonly kind: "any-run" };

/** How the pieces of a pattern are read. */
export interface PatternOptions {
  /** Whether `A` is `a`; of letters beyond ASCII the case always counts. @default false */
  readonly ignoresCase?: boolean;
  /** Characters that wildcards do not stand for. @default none */
  readonly except?: string;
}

const COLON = ":";

/** The pieces of a text, its `*` and `?` being wildcards. */
export function wildcardPieces(text: string): readonly Piece[] {
  return (text.match(/[*?]|[^*?]+/g) ?? []).map((part): Piece => {
    if (part === "*") return { kind: "any-run" };
    return part === "?" ? { kind: "any-one" } : { kind: "text", text: part };
  });
}

/** The pattern that pieces describe. */
export function patternOf(pieces: readonly Piece[], options: PatternOptions = {}): Pattern {
  return withoutRepeatedRuns(pieces.flatMap((piece) => tokensOf(piece, options)));
}

/** The pattern of a text, its `*` and `?` being wildcards. */
export function wildcardPattern(text: string, options: PatternOptions = {}): Pattern {
  return patternOf(wildcardPieces(text), options);
}

/** The pattern of one text, in which every character stands for itself. */
export function literalPattern(text: string, options: PatternOptions = {}): Pattern {
  return patternOf([{ kind: "text", text }], options);
}

/**
 * The pattern of an ARN, whose six components are compared one by one: a wildcard in the first five crosses no colon.
 *
 * `undefined` when there are fewer than six components: it matches no ARN.
 *
 * Source: IAM user guide, "Amazon Resource Name (ARN) condition operators", read 2026-11-22 in public
 * copies: each component is checked separately. That a wildcard crosses no colon is what follows from it.
 */
export function arnPattern(pieces: readonly Piece[]): Pattern | undefined {
  const components = componentsOf(pieces);
  return components.length < ARN_COMPONENTS ? undefined : joined(components);
}

/**
 * The pattern of a value of `Resource`: one text, in which a wildcard crosses colons.
 *
 * AWS documents so for a `*` at the end of a component. Source: IAM user guide, "IAM JSON policy elements: Resource",
 * read 2026-11-22 in public copies; of organization policies it does not speak, and they are taken to be read alike.
 */
export function resourcePattern(pieces: readonly Piece[]): Pattern {
  return patternOf(pieces);
}

/** Any character out of a set, once. */
export function oneOf(characters: string): Token {
  return { set: { isNegated: false, characters }, isRun: false };
}

/** Any number of characters out of a set. */
export function runOf(characters: string): Token {
  return { set: { isNegated: false, characters }, isRun: true };
}

/** The pattern that every text matches. */
export const EVERYTHING: Pattern = [{ set: { isNegated: true, characters: "" }, isRun: true }];

/** Whether every text matches a pattern, as far as its form shows: it is `*`. */
export function isEverything(pattern: Pattern): boolean {
  const [token, ...others] = pattern;
  return (
    token !== undefined && others.length === 0 && token.isRun && token.set.isNegated && token.set.characters === ""
  );
}

/** Whether a character is in a set. */
export function holdsCharacter(set: CharacterSet, character: string): boolean {
  return set.characters.includes(character) !== set.isNegated;
}

/** Tokens to walk through: a pattern, or several with an end (`undefined`) behind each. */
export type Tokens = readonly (Token | undefined)[];

/**
 * Adds to places, which arrive in ascending order, one more and those behind it that the empty text leads to.
 *
 * Behind a run one can stand at once, because it may be empty. The place behind the last token accepts.
 */
export function reach(tokens: Tokens, start: number, places: number[]): void {
  let place = start;
  do {
    if (place > (places.at(-1) ?? -1)) places.push(place);
  } while (tokens[place++]?.isRun === true);
}

/** The places one character later, in ascending order. */
export function advance(tokens: Tokens, places: readonly number[], character: string): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const token = tokens[place];
    if (token === undefined || !holdsCharacter(token.set, character)) continue;
    reach(tokens, token.isRun ? place : place + 1, next);
  }
  return next;
}

/**
 * Whether a text matches a pattern, in at most as many steps as the product of their lengths.
 *
 * @param onPlaces told how many places were looked at for each character
 */
export function matchesPattern(pattern: Pattern, text: string, onPlaces?: (count: number) => void): boolean {
  const start: number[] = [];
  reach(pattern, 0, start);
  let places: readonly number[] = start;
  for (let at = 0; at < text.length && places.length > 0; at++) {
    onPlaces?.(places.length);
    places = advance(pattern, places, text.charAt(at));
  }
  return places.at(-1) === pattern.length;
}

const ARN_COMPONENTS = 6;

function tokensOf(piece: Piece, { ignoresCase = false, except = "" }: PatternOptions): readonly Token[] {
  if (piece.kind !== "text") return [{ set: { isNegated: true, characters: except }, isRun: piece.kind === "any-run" }];
  return piece.text.split("").map((character) => oneOf(ignoresCase ? bothCases(character) : character));
}

function bothCases(character: string): string {
  return /[a-z]/i.test(character) ? character.toLowerCase() + character.toUpperCase() : character;
}

function withoutRepeatedRuns(tokens: readonly Token[]): Pattern {
  return tokens.filter((token, at) => !(token.isRun && isSame(token, tokens[at - 1])));
}

function isSame(token: Token, other: Token | undefined): boolean {
  return (
    token.isRun === other?.isRun &&
    token.set.isNegated === other.set.isNegated &&
    token.set.characters === other.set.characters
  );
}

/** The components of an ARN: what stands between the first five colons, and all the rest. */
function componentsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const components: Piece[][] = [[]];
  for (const piece of pieces) {
    const texts = piece.kind === "text" ? piece.text.split(COLON) : [];
    if (piece.kind !== "text") components.at(-1)?.push(piece);
    for (const [at, text] of texts.entries()) {
      if (at > 0 && components.length < ARN_COMPONENTS) components.push([]);
      else if (at > 0) components.at(-1)?.push({ kind: "text", text: COLON });
      if (text !== "") components.at(-1)?.push({ kind: "text", text });
    }
  }
  return components;
}

function joined(components: readonly (readonly Piece[])[]): Pattern {
  const last = components.length - 1;
  return components.flatMap((pieces, at) =>
    at === last ? patternOf(pieces) : [...patternOf(pieces, { except: COLON }), ...literalPattern(COLON)],
  );
}
