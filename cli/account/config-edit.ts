import type { ConfigPath } from "../../model/problem";

/** What can be written into a configuration. */
export type ConfigValue = string | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/**
 * One change of a configuration.
 *
 * It has two readings: of the configuration as data (`applyEdits`), and of the text of its module (`editSource`). A text
 * is only written when both lead to the same.
 */
export type ConfigEdit =
  /** Replaces a property, or adds it where its parent is there. */
  | { readonly kind: "set"; readonly path: ConfigPath; readonly value: ConfigValue }
  | { readonly kind: "remove"; readonly path: ConfigPath }
  /** Adds an element to a list of the top level, which need not be there. */
  | { readonly kind: "append"; readonly path: ConfigPath; readonly value: ConfigValue }
  /** Takes a property elsewhere as it is. The parent of its new place need not be there, but that one's parent. */
  | { readonly kind: "move"; readonly from: ConfigPath; readonly to: ConfigPath }
  | { readonly kind: "rename-key"; readonly path: ConfigPath; readonly to: string };

/**
 * The configuration after some edits; the one given stays as it is.
 *
 * All paths are those of the configuration given, so that what changes paths comes last.
 */
export function applyEdits(config: unknown, edits: readonly ConfigEdit[]): unknown {
  return edits.reduce(applyEdit, config);
}

function applyEdit(config: unknown, edit: ConfigEdit): unknown {
  switch (edit.kind) {
    case "set":
      return changed(config, edit.path, () => edit.value);
    case "remove":
      return changed(config, edit.path, () => GONE);
    case "append":
      return changed(config, edit.path, (list) => [...(Array.isArray(list) ? list : []), edit.value]);
    case "move": {
      const value = valueAt(config, edit.from);
      return changed(
        changed(config, edit.from, () => GONE),
        edit.to,
        () => value,
      );
    }
    case "rename-key": {
      const value = valueAt(config, edit.path);
      return changed(
        changed(config, edit.path, () => GONE),
        [...edit.path.slice(0, -1), edit.to],
        () => value,
      );
    }
    default:
      return edit satisfies never;
  }
}

/** What is at a path; `undefined` when nothing is. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Whether two values say the same; the order of properties says nothing. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [keys, otherKeys] = [definedKeys(one), definedKeys(other)];
  return (
    keys.length === otherKeys.length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameData(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

const GONE = Symbol("gone");

function changed(data: unknown, path: ConfigPath, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(data);
  if (Array.isArray(data)) {
    return data.map((element: unknown, index) => (index === key ? changed(element, rest, change) : element));
  }
  const record = typeof data === "object" && data !== null ? data : {};
  const value = changed(valueAt(record, [key]), rest, change);
  const others = Object.entries(record).filter(([name]) => name !== String(key));
  return Object.fromEntries(value === GONE ? others : [...others, [key, value]]);
}

function definedKeys(data: object): readonly string[] {
  return Object.keys(data).filter((key) => Reflect.get(data, key) !== undefined);
}
