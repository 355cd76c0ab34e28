import { compareKeys } from "../../model/next-ledger";
import { groupBy } from "./group-by";

/** Something that gets a key. */
export interface Named {
  /** Unique and lasting: what AWS knows it by. */
  readonly id: string;
  /** Its name, and those of what it is in, from the inside out. */
  readonly path: readonly string[];
}

/** How keys are given out. */
export interface KeyOptions {
  /** Keys that are taken; the new ones are added. */
  readonly taken: Set<string>;
  /** What a key ends with when its name's is taken by something of another kind, for example `account`. */
  readonly kind: string;
  /** Keys from an earlier run, by id: they stay. */
  readonly known: ReadonlyMap<string, string>;
}

/** A name as a key: lower-case letters, digits and hyphens, a letter first; empty where nothing is left of it. */
export function kebabCase(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
}

/**
 * A key for each thing, by its id: its name in kebab case.
 *
 * Things of one name all get the names of what they are in before their own, as far up as it takes to tell them apart.
 * Whatever order the things come in, they get the same keys.
 */
export function deriveKeys(things: readonly Named[], { taken, kind, known }: KeyOptions): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { id } of things) {
    const key = known.get(id);
    if (key !== undefined) keys.set(id, key);
  }
  for (const key of keys.values()) taken.add(key);
  // Those that have a key count, too, when names are told apart: else a second run would shorten what the first had to
  // make longer.
  const sorted = [...things].sort((a, b) => compareKeys(a.id, b.id));
  for (const [id, wanted] of distinctPaths(sorted)) {
    if (keys.has(id)) continue;
    const digits = kebabCase(`x-${id}`).slice(2);
    const choices = [wanted, `${wanted}-${kind}`, `${wanted}-${digits.slice(-4)}`, `${wanted}-${digits}`];
    const key = choices.find((choice) => /^[a-z]/.test(choice) && !taken.has(choice)) ?? `${kind}-${digits}`;
    taken.add(key);
    keys.set(id, key);
  }
  return keys;
}

/** Of each thing as many names, from the inside out, as tell it from every other, as a key. */
function distinctPaths(things: readonly Named[]): ReadonlyMap<string, string> {
  const depths = new Map(things.map(({ id }) => [id, 1]));
  const keyOf = ({ id, path }: Named): string => {
    const names = path.slice(0, depths.get(id) ?? 1).map(kebabCase);
    return names
      .filter((name) => name !== "")
      .reverse()
      .join("-");
  };
  for (;;) {
    const groups = groupBy(things, keyOf);
    const deepened = [...groups.values()]
      .filter((group) => group.length > 1)
      .flat()
      .filter(({ id, path }) => (depths.get(id) ?? 1) < path.length);
    if (deepened.length === 0) return new Map(things.map((thing) => [thing.id, keyOf(thing)]));
    for (const { id } of deepened) depths.set(id, (depths.get(id) ?? 1) + 1);
  }
}
