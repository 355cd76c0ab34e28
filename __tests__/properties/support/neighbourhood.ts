import type { Random } from "./random";

const LETTERS = "abxT-1";

/** A text made into a pattern that still matches it: some of it replaced by `*` and `?`. */
export function asPattern(random: Random, text: string): string {
  if (text.length === 0) return "*";
  const start = random.between(0, text.length - 1);
  const end = random.between(start, text.length);
  switch (random.between(0, 4)) {
    case 0:
      return `${text.slice(0, start)}*`;
    case 1:
      return `*${text.slice(start)}`;
    case 2:
      return `${text.slice(0, start)}*${text.slice(end)}`;
    case 3:
      return `${text.slice(0, start)}?${text.slice(start + 1)}`;
    default:
      return `*${text.slice(start, end)}*`;
  }
}

/** A text that the pattern matches: every `*` filled with a few characters, every `?` with one. */
export function instanceOf(random: Random, pattern: string): string {
  return pattern.replace(/\$\{([*?$])\}|\*|\?/g, (symbol, literal?: string) => {
    if (literal !== undefined) return literal;
    if (symbol === "?") return letter(random);
    return random.times(random.between(0, 3), () => letter(random)).join("");
  });
}

/** A text next to another: one character more, one less, one changed, or another case. */
export function nearly(random: Random, text: string): string {
  const at = random.between(0, Math.max(0, text.length - 1));
  switch (random.between(0, 4)) {
    case 0:
      return text.slice(0, at) + letter(random) + text.slice(at);
    case 1:
      return text.length > 1 ? text.slice(0, at) + text.slice(at + 1) : `${text}x`;
    case 2:
      return text.slice(0, at) + letter(random) + text.slice(at + 1);
    case 3:
      return swapCase(text, at);
    default:
      return `${text}${letter(random)}`;
  }
}

/** The same text in random case; for what AWS compares without regard to it. */
export function inRandomCase(random: Random, text: string): string {
  if (random.chance(0.7)) return text;
  return [...text]
    .map((character) => (random.chance(0.5) ? character.toUpperCase() : character.toLowerCase()))
    .join("");
}

function letter(random: Random): string {
  return LETTERS.charAt(random.between(0, LETTERS.length - 1));
}

function swapCase(text: string, at: number): string {
  const character = text.charAt(at);
  const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  return text.slice(0, at) + other + text.slice(at + 1);
}
