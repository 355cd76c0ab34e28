import ts from "typescript";
import type { Literal } from "./config-source";
import { block, indentationAt, lineStart, type SourceStyle } from "./source-style";
import type { Splice } from "./splice";

/** An entry to be written into an object or a list. */
export interface NewEntry {
  /** The comments above it, line by line. */
  readonly above: readonly string[];
  /** The entry itself, without a comma, for lines that begin with this white space. */
  readonly write: (indent: string) => string;
  /** The entry in one line; `undefined` when it needs lines of its own. */
  readonly inline: string | undefined;
  /** The comment after its comma; empty when there is none. */
  readonly after: string;
}

/** Where an entry stands, with what belongs to it. */
interface Extent {
  /** The beginning of its comments, or of itself. */
  readonly start: number;
  /** After its comma and the comment behind it on the same line. */
  readonly end: number;
  /** Whether nothing else is on its lines. */
  readonly isAlone: boolean;
  readonly hasComma: boolean;
}

/** The splices that write an entry at the end of an object or a list, in the manner of those that are there. */
export function insertedEntry(literal: Literal, entry: NewEntry, style: SourceStyle): readonly Splice[] {
  const text = literal.getSourceFile().text;
  const entries = entriesOf(literal);
  const last = entries.at(-1);
  const close = literal.end - 1;
  const closeLine = lineStart(text, close);
  if (closeLine > literal.getStart() && text.slice(closeLine, close).trim() === "") {
    return intoLines(literal, last, closeLine, entry, style);
  }
  if (last === undefined) return intoEmpty(literal, entry, style);
  const comma = entries.hasTrailingComma ? commaAfter(text, last.end) : undefined;
  const isMultiLine = text.slice(literal.getStart(), close).includes("\n");
  const inline = entry.inline ?? (isMultiLine && entry.above.length === 0 && entry.after === "" ? lined() : undefined);
  if (inline !== undefined && (isMultiLine || style.isOneLine || fits(text, literal, inline, style))) {
    return [
      comma === undefined
        ? { start: last.end, end: last.end, text: `, ${inline}` }
        : { start: comma, end: comma, text: ` ${inline},` },
    ];
  }
  return isMultiLine ? [] : expanded(literal, entry, style);

  function lined(): string {
    return entry.write(indentationAt(text, last === undefined ? close : last.getStart()));
  }
}

/** The splices that take an entry out, with its comments and its comma. */
export function removedEntry(literal: Literal, entry: ts.Node): readonly Splice[] {
  const text = literal.getSourceFile().text;
  const entries = entriesOf(literal);
  const index = entries.indexOf(entry);
  const extent = extentOf(text, entry);
  const [before, after] = [entries[index - 1], entries[index + 1]];
  if (before === undefined && after === undefined && isBare(text, literal, extent)) {
    return [{ start: literal.getStart() + 1, end: literal.end - 1, text: "" }];
  }
  if (extent.isAlone) {
    const lines = wholeLines(text, extent);
    if (after !== undefined || extent.hasComma || before === undefined) return [lines];
    return [{ start: before.end, end: entry.pos, text: "" }, lines];
  }
  if (after !== undefined) return [{ start: entry.getStart(), end: after.getStart(), text: "" }];
  return before === undefined
    ? [{ start: entry.getStart(), end: extent.end, text: "" }]
    : [{ start: before.end, end: entry.end, text: "" }];
}

/** An entry that is there, to be written elsewhere. */
export function entryAsWritten(entry: ts.Node): NewEntry {
  const text = entry.getSourceFile().text;
  const start = entry.getStart();
  const { end } = extentOf(text, entry);
  const from = indentationAt(text, start);
  const written = text.slice(start, entry.end);
  const after = text.slice(commaAfter(text, entry.end) ?? entry.end, end).trim();
  const above = commentsAbove(text, entry).flatMap((comment) => text.slice(comment.pos, comment.end).split(/\r?\n/));
  const isOneLine = !written.includes("\n");
  return {
    above: above.map((line) => withoutIndent(line, from)),
    write: (indent) =>
      written
        .split("\n")
        .map((line, index) => (index === 0 ? line : line.trim() === "" ? line : indent + withoutIndent(line, from)))
        .join("\n"),
    inline: isOneLine && above.length === 0 && after === "" ? written : undefined,
    after,
  };
}

function entriesOf(literal: Literal): ts.NodeArray<ts.Node> {
  return ts.isObjectLiteralExpression(literal) ? literal.properties : literal.elements;
}

/** The closing bracket has a line of its own: the entry goes above it. */
function intoLines(
  literal: Literal,
  last: ts.Node | undefined,
  closeLine: number,
  entry: NewEntry,
  style: SourceStyle,
): readonly Splice[] {
  const text = literal.getSourceFile().text;
  const hasTrailingComma = last === undefined ? style.hasTrailingCommas : entriesOf(literal).hasTrailingComma === true;
  const outer = indentationAt(text, literal.getStart());
  const indent =
    last === undefined || !beginsLine(text, last) ? outer + style.indent : indentationAt(text, last.getStart());
  const lines = entryLines(entry, indent, hasTrailingComma).map((line) => `${indent}${line}${style.newline}`);
  const written = { start: closeLine, end: closeLine, text: lines.join("") };
  if (last === undefined || hasTrailingComma) return [written];
  return [{ start: last.end, end: last.end, text: "," }, written];
}

function intoEmpty(literal: Literal, entry: NewEntry, style: SourceStyle): readonly Splice[] {
  const text = literal.getSourceFile().text;
  const [start, end] = [literal.getStart(), literal.end];
  const remark = text.slice(start + 1, end - 1).trim();
  const brackets = ts.isObjectLiteralExpression(literal) ? "{}" : "[]";
  if (entry.inline !== undefined && (style.isOneLine || brackets === "[]") && remark === "") {
    const space = brackets === "{}" && style.hasSpacedBraces ? " " : "";
    return [{ start, end, text: `${brackets[0]}${space}${entry.inline}${space}${brackets[1]}` }];
  }
  const outer = indentationAt(text, start);
  const inner = outer + style.indent;
  const lines = [...(remark === "" ? [] : [remark]), ...entryLines(entry, inner, style.hasTrailingCommas)];
  const body = lines.map((line) => `${inner}${line}${style.newline}`).join("");
  return [{ start, end, text: `${brackets[0]}${style.newline}${body}${outer}${brackets[1]}` }];
}

/** One line becomes several: every entry gets its own. */
function expanded(literal: Literal, entry: NewEntry, style: SourceStyle): readonly Splice[] {
  const text = literal.getSourceFile().text;
  const outer = indentationAt(text, literal.getStart());
  const entries = entriesOf(literal);
  const brackets = ts.isObjectLiteralExpression(literal) ? "{}" : "[]";
  const known = entries.map((each, index) => {
    const next = entries[index + 1];
    const tail =
      next === undefined
        ? text
            .slice(each.end, literal.end - 1)
            .replace(",", "")
            .trim()
        : "";
    return text.slice(each.pos, each.end).trim() + (tail === "" ? "" : ` ${tail}`);
  });
  const own = [...entry.above, entry.write(outer + style.indent)].join(`${style.newline}${outer}${style.indent}`);
  const written = block([...known, own], brackets, style, outer);
  if (entry.after === "") return [{ start: literal.getStart(), end: literal.end, text: written }];
  const end = written.lastIndexOf(style.newline);
  const withRemark = `${written.slice(0, end)} ${entry.after}${written.slice(end)}`;
  return [{ start: literal.getStart(), end: literal.end, text: withRemark }];
}

function entryLines(entry: NewEntry, indent: string, hasComma: boolean): readonly string[] {
  const after = entry.after === "" ? "" : ` ${entry.after}`;
  return [...entry.above, `${entry.write(indent)}${hasComma ? "," : ""}${after}`];
}

function fits(text: string, literal: Literal, inline: string, { width }: SourceStyle): boolean {
  const start = lineStart(text, literal.getStart());
  const end = text.indexOf("\n", literal.end);
  return (end === -1 ? text.length : end) - start + inline.length + 2 <= width;
}

function extentOf(text: string, entry: ts.Node): Extent {
  const [first] = commentsAbove(text, entry);
  const start = first?.pos ?? entry.getStart();
  const comma = commaAfter(text, entry.end);
  const behind = ts.getTrailingCommentRanges(text, comma ?? entry.end)?.at(-1);
  const end = behind?.end ?? comma ?? entry.end;
  const isAlone =
    text.slice(lineStart(text, start), start).trim() === "" &&
    beginsLine(text, entry) &&
    /^[ \t]*(\r?\n|$)/.test(text.slice(end));
  return { start, end, isAlone, hasComma: comma !== undefined };
}

/** The comments that stand on the lines right above an entry, with no empty line in between. */
function commentsAbove(text: string, entry: ts.Node): readonly ts.CommentRange[] {
  const own: ts.CommentRange[] = [];
  let below = entry.getStart();
  for (const comment of [...(ts.getLeadingCommentRanges(text, entry.pos) ?? [])].reverse()) {
    const isAbove = lineStart(text, comment.pos) < lineStart(text, entry.getStart());
    if (!isAbove || text.slice(comment.end, below).split("\n").length > 2) break;
    own.unshift(comment);
    below = comment.pos;
  }
  return own;
}

/** The position after the comma that follows a position, past comments; `undefined` when none does. */
function commaAfter(text: string, position: number): number | undefined {
  const comment = ts.getTrailingCommentRanges(text, position)?.at(-1);
  const rest = text.slice(position);
  const direct = /^\s*,/.exec(rest);
  if (direct !== null) return position + direct[0].length;
  if (comment === undefined) return undefined;
  const past = /^\s*,/.exec(text.slice(comment.end));
  return past === null ? undefined : comment.end + past[0].length;
}

/** Whether nothing is left in an object once an entry is gone: no comment that belongs to others. */
function isBare(text: string, literal: Literal, { start, end }: Extent): boolean {
  return (text.slice(literal.getStart() + 1, start) + text.slice(end, literal.end - 1)).trim() === "";
}

function beginsLine(text: string, node: ts.Node): boolean {
  return text.slice(lineStart(text, node.getStart()), node.getStart()).trim() === "";
}

/** From the beginning of the first line to the beginning of the line after the last; of two empty lines around, one. */
function wholeLines(text: string, { start, end }: Extent): Splice {
  const first = lineStart(text, start);
  const newline = text.indexOf("\n", end);
  const next = newline === -1 ? text.length : newline + 1;
  const isEmptyAbove = /\n[ \t]*\r?\n$/.test(text.slice(0, first));
  const isEmptyBelow = /^[ \t]*(\r?\n|[}\]])/.test(text.slice(next));
  const from = isEmptyAbove && isEmptyBelow ? lineStart(text, first - 1) : first;
  return { start: from, end: next, text: "" };
}

function withoutIndent(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}
