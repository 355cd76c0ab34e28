import ts from "typescript";
import type { ConfigPath } from "../../model/problem";
import { type ConfigEdit, type ConfigValue, valueAt } from "./config-edit";
import { type ConfigSource, isObstacle, type Literal, type Obstacle, valueIn } from "./config-source";
import { entryAsWritten, insertedEntry, type NewEntry, removedEntry } from "./entry-splices";
import { indentationAt, inlineValue, isShort, keyInStyle, type SourceStyle, valueInStyle } from "./source-style";
import type { Splice } from "./splice";

/** The splices that carry an edit out in the text, or why there are none. */
export function editSource(
  source: ConfigSource,
  style: SourceStyle,
  config: unknown,
  edit: ConfigEdit,
): readonly Splice[] | Obstacle {
  const editor = new SourceEditor(source, style, config);
  switch (edit.kind) {
    case "set":
      return editor.set(edit.path, edit.value);
    case "remove":
      return editor.remove(edit.path);
    case "append":
      return editor.append(edit.path, edit.value);
    case "move":
      return editor.move(edit.from, edit.to);
    case "rename-key":
      return editor.renameKey(edit.path, edit.to);
    default:
      return edit satisfies never;
  }
}

class SourceEditor {
  constructor(
    private readonly source: ConfigSource,
    private readonly style: SourceStyle,
    private readonly config: unknown,
  ) {}

  set(path: ConfigPath, value: ConfigValue): readonly Splice[] | Obstacle {
    if (valueAt(this.config, path) === undefined) return this.add(path, value);
    const place = this.source.placeOf(path);
    if (isObstacle(place)) return place;
    const { entry } = place;
    const old = valueIn(entry);
    if (old === undefined) return this.source.obstacle(entry, "a method makes it");
    const { text } = this.source;
    const written = valueInStyle(
      value,
      this.style,
      indentationAt(text, entry.getStart()),
      keyInStyle(nameAt(path), this.style).length + 2,
    );
    const isShorthand = ts.isShorthandPropertyAssignment(entry);
    const replaced = isShorthand ? `${entry.name.text}: ${written}` : written;
    const node = isShorthand ? entry : old;
    return [{ start: node.getStart(), end: node.end, text: replaced }];
  }

  remove(path: ConfigPath): readonly Splice[] | Obstacle {
    const place = this.source.placeOf(path);
    return isObstacle(place) ? place : removedEntry(place.holder, place.entry);
  }

  append(path: ConfigPath, value: ConfigValue): readonly Splice[] | Obstacle {
    if (valueAt(this.config, path) === undefined) return this.add(path, [value]);
    const list = this.source.literalAt(path);
    if (isObstacle(list)) return list;
    if (!ts.isArrayLiteralExpression(list)) return this.source.obstacle(list, "it is no list");
    return insertedEntry(list, this.element(value), this.style);
  }

  move(from: ConfigPath, to: ConfigPath): readonly Splice[] | Obstacle {
    const place = this.source.placeOf(from);
    if (isObstacle(place)) return place;
    const moved = entryAsWritten(place.entry);
    const target = this.holderOf(to);
    if (isObstacle(target)) return target;
    const { holder, missing } = target;
    const written = missing.reduceRight((inner, key) => this.wrapped(key, inner), moved);
    return [...removedEntry(place.holder, place.entry), ...insertedEntry(holder, written, this.style)];
  }

  renameKey(path: ConfigPath, to: string): readonly Splice[] | Obstacle {
    const place = this.source.placeOf(path);
    if (isObstacle(place)) return place;
    const { entry } = place;
    const key = keyInStyle(to, this.style);
    if (ts.isShorthandPropertyAssignment(entry)) {
      return [{ start: entry.getStart(), end: entry.end, text: `${key}: ${entry.name.text}` }];
    }
    if (!ts.isPropertyAssignment(entry)) return this.source.obstacle(entry, "it is no property with a value");
    if (ts.isComputedPropertyName(entry.name)) return this.source.obstacle(entry, "its key is computed");
    return [{ start: entry.name.getStart(), end: entry.name.end, text: key }];
  }

  private add(path: ConfigPath, value: ConfigValue): readonly Splice[] | Obstacle {
    const target = this.holderOf(path);
    if (isObstacle(target)) return target;
    const { holder, missing } = target;
    const entry = this.property(nameAt(path), value, this.isWrittenLong(holder));
    return insertedEntry(
      holder,
      missing.reduceRight((inner, key) => this.wrapped(key, inner), entry),
      this.style,
    );
  }

  /** What a new property goes into, and the properties in between that are not there yet. */
  private holderOf(path: ConfigPath): { readonly holder: Literal; readonly missing: readonly string[] } | Obstacle {
    const missing: string[] = [];
    let parent = path.slice(0, -1);
    while (parent.length > 0 && valueAt(this.config, parent) === undefined) {
      missing.unshift(nameAt(parent));
      parent = parent.slice(0, -1);
    }
    const holder = this.source.literalAt(parent);
    return isObstacle(holder) ? holder : { holder, missing };
  }

  /** Whether the objects in an object, or else in the file, are written on several lines although they need not be. */
  private isWrittenLong(holder: Literal): boolean {
    const values = ts.isObjectLiteralExpression(holder) ? holder.properties.map(objectIn) : [];
    const short = values.flatMap((value) => (value !== undefined && isShort(value) ? [value] : []));
    if (short.length === 0) return this.style.hasLongObjects;
    return short.filter((value) => value.includes("\n")).length * 2 > short.length;
  }

  private property(key: string, value: ConfigValue, isLong: boolean): NewEntry {
    const name = `${keyInStyle(key, this.style)}: `;
    return {
      above: [],
      write: (indent) => name + valueInStyle(value, this.style, indent, name.length, isLong),
      inline: name + inlineValue(value, this.style),
      after: "",
    };
  }

  private element(value: ConfigValue): NewEntry {
    return {
      above: [],
      write: (indent) => valueInStyle(value, this.style, indent, 0),
      inline: inlineValue(value, this.style),
      after: "",
    };
  }

  /** An entry as the only one of a new object. */
  private wrapped(key: string, entry: NewEntry): NewEntry {
    const name = `${keyInStyle(key, this.style)}: `;
    const { newline, indent: step, hasTrailingCommas, isOneLine, hasSpacedBraces } = this.style;
    const space = hasSpacedBraces ? " " : "";
    const inline = entry.inline === undefined ? undefined : `${name}{${space}${entry.inline}${space}}`;
    const write = (indent: string): string => {
      if (isOneLine && inline !== undefined) return inline;
      const inner = indent + step;
      const after = entry.after === "" ? "" : ` ${entry.after}`;
      const lines = [...entry.above, `${entry.write(inner)}${hasTrailingCommas ? "," : ""}${after}`];
      return `${name}{${newline}${lines.map((line) => `${inner}${line}${newline}`).join("")}${indent}}`;
    };
    return { above: [], write, inline: isOneLine ? inline : undefined, after: "" };
  }
}

function objectIn(property: ts.ObjectLiteralElementLike): string | undefined {
  const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
  return value !== undefined && ts.isObjectLiteralExpression(value) ? value.getText() : undefined;
}

function nameAt(path: ConfigPath): string {
  return String(path.at(-1));
}
