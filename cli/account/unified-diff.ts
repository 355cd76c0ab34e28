import type { Splice } from "./splice";

const CONTEXT = 3;

/** Lines of the old text that others take the place of. */
interface Replacement {
  /** From 0. */
  readonly first: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * The difference that splices make, as `diff -u` and `git diff` print it.
 *
 * @param splices in the order of the text
 * @param name what the file is called in the head
 */
export function unifiedDiff(text: string, splices: readonly Splice[], name: string): string {
  const lines = linesOf(text);
  const hunks = grouped(replacements(text, splices));
  const plain = name.replace(/^\//, "");
  let shift = 0;
  const body = hunks.flatMap((hunk) => {
    const written = writeHunk(lines, hunk, shift);
    shift += hunk.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
    return written;
  });
  return hunks.length === 0 ? "" : [`--- a/${plain}`, `+++ b/${plain}`, ...body, ""].join("\n");
}

/** The same in colours: red goes, green comes. */
export function coloured(diff: string): string {
  return diff
    .split("\n")
    .map((line) => {
      if (line.startsWith("+++") || line.startsWith("---")) return `\u001b[1m${line}\u001b[22m`;
      if (line.startsWith("+")) return `\u001b[32m${line}\u001b[39m`;
      if (line.startsWith("-")) return `\u001b[31m${line}\u001b[39m`;
      return line.startsWith("@@") ? `\u001b[36m${line}\u001b[39m` : line;
    })
    .join("\n");
}

/** Each line without its end. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function replacements(text: string, splices: readonly Splice[]): readonly Replacement[] {
  const found: Replacement[] = [];
  for (let index = 0; index < splices.length; ) {
    const from = lineStartAt(text, splices[index]?.start ?? 0);
    let to = from;
    let written = "";
    let at = from;
    // Splices that share a line are one replacement.
    for (let next = splices[index]; next !== undefined && (to === from || next.start < to); next = splices[index]) {
      written += text.slice(at, next.start) + next.text;
      at = next.end;
      to = Math.max(to, lineEndAt(text, next.end));
      index += 1;
    }
    written += text.slice(at, to);
    const replacement = trimmed(text, from, linesOf(text.slice(from, to)), linesOf(written));
    if (replacement !== undefined) found.push(replacement);
  }
  return found;
}

/** Without the lines at both ends that stay. */
function trimmed(
  text: string,
  from: number,
  removed: readonly string[],
  added: readonly string[],
): Replacement | undefined {
  let head = 0;
  while (head < removed.length && head < added.length && removed[head] === added[head]) head += 1;
  let tail = 0;
  const most = Math.min(removed.length, added.length) - head;
  while (tail < most && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
  const first = text.slice(0, from).split("\n").length - 1 + head;
  const replacement = {
    first,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
  return replacement.removed.length + replacement.added.length === 0 ? undefined : replacement;
}

/** Replacements whose context would touch are one hunk. */
function grouped(all: readonly Replacement[]): readonly (readonly Replacement[])[] {
  const hunks: Replacement[][] = [];
  for (const replacement of all) {
    const hunk = hunks.at(-1);
    const before = hunk?.at(-1);
    if (hunk !== undefined && before !== undefined && replacement.first - endOf(before) <= 2 * CONTEXT) {
      hunk.push(replacement);
    } else hunks.push([replacement]);
  }
  return hunks;
}

function writeHunk(lines: readonly string[], hunk: readonly Replacement[], shift: number): readonly string[] {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (first === undefined || last === undefined) return [];
  const start = Math.max(0, first.first - CONTEXT);
  const end = Math.min(lines.length, endOf(last) + CONTEXT);
  const body: string[] = [];
  let at = start;
  for (const { first: from, removed, added } of hunk) {
    body.push(...lines.slice(at, from).map((line) => ` ${line}`));
    body.push(...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`));
    at = from + removed.length;
  }
  body.push(...lines.slice(at, end).map((line) => ` ${line}`));
  const count = end - start;
  const grown = hunk.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
  return [`@@ -${start + 1},${count} +${start + 1 + shift},${count + grown} @@`, ...body];
}

function endOf({ first, removed }: Replacement): number {
  return first + removed.length;
}

function lineStartAt(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

/** After the end of the line that a position is on; of its beginning, too, for nothing before it changes. */
function lineEndAt(text: string, position: number): number {
  const newline = text.indexOf("\n", position);
  return newline === -1 ? text.length : newline + 1;
}
