import { advance, type CharacterSet, holdsCharacter, type Pattern, reach, type Token } from "./wildcard";

/** Texts that no pattern tells apart. */
export interface TextClass {
  /** One of them, as short as any. */
  readonly example: string;
  /** The indexes of the patterns that they match, in ascending order. */
  readonly matched: readonly number[];
}

/** Which texts count. */
export interface TextConstraint {
  /** Lists of patterns: of each list, a text matches at least one. @default all texts */
  readonly within?: readonly (readonly Pattern[])[];
  /** Patterns of which a text matches none. @default none */
  readonly without?: readonly Pattern[];
}

/** How many states of the joint automaton are looked at before giving up. */
export const TEXT_STATE_BUDGET = 20_000;

/** How many places in patterns a state may have on average: the work grows with places, not with states alone. */
const PLACES_PER_STATE = 100;

/**
 * The finite classes of texts that patterns tell apart, each with a shortest example; together they cover every text
 * that the constraint leaves.
 *
 * All patterns read a text at once. Of the characters, only those count that a pattern could tell apart at that point;
 * each set of patterns that accepts together is a class. `undefined` when there are more states than the budget.
 */
export function textClasses(
  patterns: readonly Pattern[],
  { within = [], without = [] }: TextConstraint = {},
  budget = TEXT_STATE_BUDGET,
): readonly TextClass[] | undefined {
  const automaton = new JointAutomaton([...patterns, ...without, ...within.flat()]);
  const lists = indexesOf(within, patterns.length + without.length);
  const ranges = lists.map((list) => automaton.rangeOf(list));
  const classes = new Map<string, TextClass>();
  const seen = new Set<string>();
  const queue: State[] = [];
  const visit = (state: State): void => {
    const key = state.places.join();
    if (seen.has(key) || !isAlive(state, ranges)) return;
    seen.add(key);
    queue.push(state);
  };
  visit(automaton.start());
  for (let state = queue[0], at = 0; state !== undefined; state = queue[++at]) {
    if (seen.size > budget || automaton.placesVisited > budget * PLACES_PER_STATE) return undefined;
    const accepting = automaton.acceptingIn(state);
    const matched = accepting.filter((index) => index < patterns.length);
    const isExcluded = accepting.some((index) => index >= patterns.length && index < patterns.length + without.length);
    const isLeft = !isExcluded && lists.every((list) => list.some((index) => accepting.includes(index)));
    if (isLeft && !classes.has(matched.join())) classes.set(matched.join(), { example: state.text, matched });
    for (const character of automaton.distinctCharacters(state, ranges)) visit(automaton.after(state, character));
  }
  return [...classes.values()];
}

/** The indexes that lists of patterns have in one list of all of them. */
function indexesOf(lists: readonly (readonly Pattern[])[], start: number): readonly (readonly number[])[] {
  let next = start;
  return lists.map((list) => list.map(() => next++));
}

interface State {
  readonly text: string;
  /** Places in the tokens of all patterns, in ascending order. */
  readonly places: readonly number[];
}

/** Several patterns that read the same text: their tokens one after the other, each pattern with an end. */
class JointAutomaton {
  /** The work done so far. */
  placesVisited = 0;
  private readonly tokens: (Token | undefined)[] = [];
  private readonly starts: number[] = [];
  /** The pattern that a place belongs to. */
  private readonly owners: number[] = [];
  private readonly wideGroups: readonly CharacterGroup[];

  constructor(patterns: readonly Pattern[]) {
    for (const [index, pattern] of patterns.entries()) {
      this.starts.push(this.tokens.length);
      for (const token of [...pattern, undefined]) {
        this.tokens.push(token);
        this.owners.push(index);
      }
    }
    this.wideGroups = groupsOf(
      this.tokens.flatMap((token) => (token === undefined || isNarrow(token.set) ? [] : [token.set])),
    );
  }

  start(): State {
    const places: number[] = [];
    for (const start of this.starts) reach(this.tokens, start, places);
    return { text: "", places };
  }

  after(state: State, character: string): State {
    this.placesVisited += state.places.length;
    return { text: state.text + character, places: advance(this.tokens, state.places, character) };
  }

  acceptingIn({ places }: State): readonly number[] {
    return places.flatMap((place) => (this.tokens[place] === undefined ? (this.owners[place] ?? []) : []));
  }

  /** The places of neighbouring patterns, the first one included and the last one not. */
  rangeOf(indexes: readonly number[]): PlaceRange {
    const [first, last] = [indexes[0] ?? 0, indexes.at(-1) ?? -1];
    return { from: this.starts[first] ?? this.tokens.length, to: this.starts[last + 1] ?? this.tokens.length };
  }

  /** One character for each way on: those that a token names here, and one of each group of the others. */
  distinctCharacters({ places }: State, ranges: readonly PlaceRange[]): ReadonlySet<string> {
    for (const { from, to } of ranges) {
      const required = this.namedAt(places.filter((place) => place >= from && place < to));
      if (required !== undefined) return required;
    }
    const named = new Set<string>();
    for (const place of places) {
      const token = this.tokens[place];
      if (token !== undefined && isNarrow(token.set))
        for (const character of token.set.characters) named.add(character);
    }
    const others = this.wideGroups.flatMap((group) => firstOutside(named, group) ?? []);
    return new Set([...others, ...named]);
  }

  /** The only characters that lead on from some places, when their tokens name them all. */
  private namedAt(places: readonly number[]): ReadonlySet<string> | undefined {
    const named = new Set<string>();
    for (const place of places) {
      const token = this.tokens[place];
      if (token === undefined) continue;
      if (!isNarrow(token.set)) return undefined;
      for (const character of token.set.characters) named.add(character);
    }
    return named;
  }
}

interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** Whether a pattern of each range can still match. */
function isAlive({ places }: State, ranges: readonly PlaceRange[]): boolean {
  return ranges.every(({ from, to }) => places.some((place) => place >= from && place < to));
}

/** Whether a set is one letter, or one letter in both cases. */
function isNarrow({ isNegated, characters }: CharacterSet): boolean {
  return !isNegated && characters.length <= 2;
}

/** Characters that no wide set tells apart: those listed, or all that none of them lists. */
type CharacterGroup = { readonly members: string } | { readonly unlike: string };

function groupsOf(sets: readonly CharacterSet[]): readonly CharacterGroup[] {
  const distinct = [...new Map(sets.map((set) => [`${set.isNegated}${set.characters}`, set])).values()];
  const listed = new Set(distinct.flatMap(({ characters }) => characters.split("")));
  const groups = new Map<string, string>();
  for (const character of listed) {
    const signature = distinct.map((set) => Number(holdsCharacter(set, character))).join("");
    groups.set(signature, (groups.get(signature) ?? "") + character);
  }
  return [{ unlike: [...listed].join("") }, ...[...groups.values()].map((members) => ({ members }))];
}

/** Characters that make examples readable, the likeliest first. */
const READABLE = "xyz0123456789abcdefghijklmnopqrstuvw-_ABCDEFGHIJKLMNOPQRSTUVWXYZ./=+,@:";

function firstOutside(named: ReadonlySet<string>, group: CharacterGroup): string | undefined {
  if ("members" in group) return group.members.split("").find((character) => !named.has(character));
  const isFree = (character: string) => !named.has(character) && !group.unlike.includes(character);
  const readable = READABLE.split("").find(isFree);
  if (readable !== undefined) return readable;
  for (let code = 0xa1; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    if (isFree(character)) return character;
  }
  return undefined;
}
