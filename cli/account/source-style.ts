import ts from "typescript";
import type { ConfigValue } from "./config-edit";

/** The manner in which a file is written. */
export interface SourceStyle {
  readonly newline: "\n" | "\r\n";
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** Whether the last entry of several lines has a comma. */
  readonly hasTrailingCommas: boolean;
  /** Whether keys that need no quotes have them. */
  readonly hasQuotedKeys: boolean;
  /** Whether there is a space inside the braces of one line. */
  readonly hasSpacedBraces: boolean;
  /** Whether objects are written on several lines that would fit into one. */
  readonly hasLongObjects: boolean;
  /** Columns that a line may have. */
  readonly width: number;
  /** Whether the whole file is one line. */
  readonly isOneLine: boolean;
}

/** Reads the manner off a file; what a file does not show is as this repository is formatted. */
export function styleOf(source: ts.SourceFile): SourceStyle {
  const text = source.getFullText();
  const isJson = source.fileName.endsWith(".json");
  const seen = new Sightings(source);
  seen.visit(source);
  return {
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    indent: mostFrequent(seen.indents) ?? "  ",
    quote: !isJson && seen.single > seen.double ? "'" : '"',
    hasTrailingCommas: !isJson && seen.trailingCommas >= seen.noTrailingCommas,
    hasQuotedKeys: isJson || seen.quotedKeys > seen.plainKeys,
    hasSpacedBraces: seen.spaced >= seen.unspaced,
    hasLongObjects: seen.long > seen.short,
    width: Math.min(120, Math.max(80, ...text.split(/\r?\n/).map((line) => line.length))),
    isOneLine: !text.trim().includes("\n"),
  };
}

class Sightings {
  readonly indents = new Map<string, number>();
  single = 0;
  double = 0;
  trailingCommas = 0;
  noTrailingCommas = 0;
  quotedKeys = 0;
  plainKeys = 0;
  spaced = 0;
  unspaced = 0;
  long = 0;
  short = 0;

  constructor(private readonly source: ts.SourceFile) {}

  visit(node: ts.Node): void {
    if (ts.isStringLiteral(node)) this.seeString(node);
    if (ts.isPropertyAssignment(node)) this.seeKey(node.name);
    if (ts.isObjectLiteralExpression(node)) this.seeList(node, node.properties);
    if (ts.isArrayLiteralExpression(node)) this.seeList(node, node.elements);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private seeString(node: ts.StringLiteral): void {
    const written = node.getText(this.source);
    if (/["']/.test(node.text)) return;
    if (written.startsWith("'")) this.single += 1;
    else this.double += 1;
  }

  private seeKey(name: ts.PropertyName): void {
    if (ts.isIdentifier(name)) this.plainKeys += 1;
    else if (ts.isStringLiteral(name) && IDENTIFIER.test(name.text)) this.quotedKeys += 1;
  }

  private seeList(node: ts.Node, entries: ts.NodeArray<ts.Node>): void {
    const written = node.getText(this.source);
    const [first] = entries;
    if (first === undefined) return;
    if (written.startsWith("{") && isShort(written)) this[written.includes("\n") ? "long" : "short"] += 1;
    if (!written.includes("\n")) {
      if (written.startsWith("{")) this[written.startsWith("{ ") ? "spaced" : "unspaced"] += 1;
      return;
    }
    if (/\n\s*$/.test(written.slice(0, -1)))
      this[entries.hasTrailingComma ? "trailingCommas" : "noTrailingCommas"] += 1;
    const text = this.source.getFullText();
    const outer = indentationAt(text, node.getStart(this.source));
    const inner = indentationAt(text, first.getStart(this.source));
    if (inner.length <= outer.length || !inner.startsWith(outer)) return;
    const step = inner.slice(outer.length);
    this.indents.set(step, (this.indents.get(step) ?? 0) + 1);
  }
}

/** Whether an object would fit into one line, whatever its place. */
export function isShort(written: string): boolean {
  return written.replaceAll(/\s+/g, " ").length < 80;
}

/** The white space that the line of a position begins with. */
export function indentationAt(text: string, position: number): string {
  const start = lineStart(text, position);
  return /^[ \t]*/.exec(text.slice(start, position))?.[0] ?? "";
}

/** Where the line of a position begins. */
export function lineStart(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A key as it is written in front of its colon. */
export function keyInStyle(key: string, style: SourceStyle): string {
  return IDENTIFIER.test(key) && !style.hasQuotedKeys && key !== "__proto__" ? key : stringInStyle(key, style);
}

/** A string literal: whatever the text is, it stays inside the quotes. */
export function stringInStyle(value: string, { quote }: Pick<SourceStyle, "quote">): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return quote === '"' ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A value on one line. */
export function inlineValue(value: ConfigValue, style: SourceStyle): string {
  if (typeof value === "string") return stringInStyle(value, style);
  if (isList(value)) return `[${value.map((element) => inlineValue(element, style)).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `${keyInStyle(key, style)}: ${inlineValue(each, style)}`);
  const space = style.hasSpacedBraces ? " " : "";
  return entries.length === 0 ? "{}" : `{${space}${entries.join(", ")}${space}}`;
}

/**
 * A value on one line when it fits, otherwise each of its entries on a line of its own.
 *
 * @param indent what the line begins with on which the value begins
 * @param before how many characters stand before the value on its line
 * @param isLong whether an object is written on several lines although it would fit
 */
export function valueInStyle(
  value: ConfigValue,
  style: SourceStyle,
  indent: string,
  before: number,
  isLong = false,
): string {
  const inline = inlineValue(value, style);
  const isShort = typeof value === "string" || style.isOneLine || inline.length <= 2;
  if (isShort || (!isLong && columns(indent) + before + inline.length + 1 <= style.width)) return inline;
  const inner = indent + style.indent;
  const entries = isList(value)
    ? value.map((element) => valueInStyle(element, style, inner, 0))
    : Object.entries(value).map(([key, each]) => {
        const name = `${keyInStyle(key, style)}: `;
        return name + valueInStyle(each, style, inner, name.length);
      });
  return block(entries, isList(value) ? "[]" : "{}", style, indent);
}

/** Entries on lines of their own between two brackets. */
export function block(entries: readonly string[], brackets: "[]" | "{}", style: SourceStyle, indent: string): string {
  const { newline, hasTrailingCommas } = style;
  const lines = entries.map((entry) => `${indent}${style.indent}${entry}`).join(`,${newline}`);
  return `${brackets[0]}${newline}${lines}${hasTrailingCommas ? "," : ""}${newline}${indent}${brackets[1]}`;
}

/** A tab counts as four. */
function columns(indent: string): number {
  return indent.replaceAll("\t", "    ").length;
}

function isList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value);
}

function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
