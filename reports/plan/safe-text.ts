/**
 * Characters that are not seen or that turn text around: control, format (bidirectional and zero-width among them) and
 * unassigned ones, separators of lines, and the fillers of Hangul. Source: Unicode Standard Annexes 9 and 44 and
 * Technical Report 36, read 2026-09.
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** One line in which every character can be seen: what cannot is written as its code. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/**
 * A code span of GitHub's Markdown: nothing in it is a link, a mention, HTML or the end of a table's cell.
 *
 * The fence is longer than any run of backticks inside (CommonMark 0.31, code spans); a table takes `\|` for a bar even
 * inside a code span (GitHub Flavored Markdown, tables), and outside a table such a span shows the backslash.
 */
export function codeSpan(text: string, isInTable = false): string {
  const shown = visible(text);
  if (shown.trim() === "") return "(empty)";
  const fence = "`".repeat(longestRun(shown) + 1);
  const padding = /^`|`$|^ .* $/.test(shown) ? " " : "";
  const content = isInTable ? shown.replaceAll("|", "\\|") : shown;
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** A fenced block of GitHub's Markdown, which nothing inside can end. */
export function codeBlock(lines: readonly string[]): readonly string[] {
  const shown = lines.flatMap((line) => line.split("\n")).map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [`${fence}text`, ...shown, fence];
}

/** Text inside an HTML element. */
export function escapedHtml(text: string): string {
  return visible(text).replace(/[&<>"'@`|*_[\]\\~#]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A name in a terminal's or a log's plain text. */
export function quoted(text: string): string {
  return `"${visible(text)}"`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
