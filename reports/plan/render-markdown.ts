import { isUnchanged, type PlanReport } from "./plan-report";
import { headline, type OutlineStyle, originLine, reportSections, rowsToShow, type Section } from "./report-outline";
import { codeBlock, codeSpan, escapedHtml } from "./safe-text";

/** The first line of the comment, by which the one comment of a pull request is found again. */
export const COMMENT_MARKER = "<!-- rootstock-plan -->";

/** The longest comment that GitHub takes (GitHub REST API, issue comments, `body` is too long; read 2026-09). */
export const COMMENT_LIMIT = 65_536;

/** How long a comment may be, and where the rest of it is. */
export interface MarkdownOptions {
  /** In UTF-16 code units. @default {@link COMMENT_LIMIT} */
  readonly limit?: number;
  /** Where the whole report is, as a text. @default "the artefacts of this run" */
  readonly wholeReport?: string;
}

const STYLE: OutlineStyle = { quote: (name) => codeSpan(clipped(name)), block: codeBlock };

/**
 * The comment on a pull request: the verdict and a table first, what is lost above the fold, details folded.
 *
 * Everything that comes from a plan or a configuration stands in a code span or a code block. What does not fit is left
 * out from the end, and the comment says how much.
 */
export function renderMarkdown(report: PlanReport, options: MarkdownOptions = {}): string {
  const { limit = COMMENT_LIMIT, wholeReport = "the artefacts of this run" } = options;
  const others = [report.verdict.unused, report.notes, report.protection, report.representations];
  if (isUnchanged(report) && others.every(({ length }) => length === 0)) {
    return `${COMMENT_MARKER}\n**Plan: no changes.** ${originLine(report, STYLE.quote)}\n`;
  }
  const head = [
    COMMENT_MARKER,
    `## Plan: ${headline(report)}`,
    "",
    ...table(report),
    originLine(report, STYLE.quote),
    "",
    "",
  ].join("\n");
  const page = new BoundedPage(head, limit, wholeReport);
  for (const section of reportSections(report, STYLE)) page.add(section);
  return page.text();
}

const COLUMNS = ["create", "update", "replace", "destroy", "import", "forget", "move"] as const;
const MOST_ROWS = 40;

function table(report: PlanReport): readonly string[] {
  const rows = rowsToShow(report);
  if (rows.length === 0) return [];
  const unchanged = report.stacks.length - rows.length;
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows.slice(MOST_ROWS);
  const sum = (column: (typeof COLUMNS)[number]): number => rest.reduce((total, row) => total + row[column], 0);
  const cells = (first: string, counts: readonly number[]): string => `| ${[first, ...counts.map(cell)].join(" | ")} |`;
  return [
    `| stack | ${COLUMNS.join(" | ")} |`,
    `|---|${COLUMNS.map(() => "--:|").join("")}`,
    ...shown.map((row) =>
      cells(
        codeSpan(clipped(row.stack), true),
        COLUMNS.map((column) => row[column]),
      ),
    ),
    ...(rest.length === 0 ? [] : [cells(`and ${rest.length} more stacks`, COLUMNS.map(sum))]),
    "",
    ...(unchanged === 0 ? [] : [`${unchanged} more planned without changes.`, ""]),
  ];
}

function cell(count: number): string {
  return count === 0 ? "" : String(count);
}

const LONGEST_NAME = 400;

function clipped(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

/** A page that takes sections as long as there is room for them and for saying what was left out. */
class BoundedPage {
  private readonly limit: number;
  private readonly wholeReport: string;
  private body: string;
  private omitted = 0;

  constructor(head: string, limit: number, wholeReport: string) {
    this.body = head;
    this.limit = limit;
    this.wholeReport = wholeReport;
  }

  add({ title, items, isFolded }: Section): void {
    const open = isFolded
      ? `<details><summary>${escapedHtml(title)} (${items.length})</summary>\n\n`
      : `### ${title}\n\n`;
    const close = isFolded ? "\n</details>\n\n" : "\n";
    const room = this.limit - this.body.length - open.length - close.length - NOTICE_ROOM;
    const { text, count } = asManyAsFit(items, room);
    this.omitted += items.length - count;
    if (count === 0) return;
    const more = count === items.length ? "" : `- … and ${items.length - count} more\n`;
    this.body += `${open}${text}${more}${close}`;
  }

  text(): string {
    if (this.omitted === 0) return `${this.body.trimEnd()}\n`;
    const notice = `> **Cut at ${this.limit.toLocaleString("en")} characters: ${this.omitted} lines are left out.** The whole report is in ${this.wholeReport}.`;
    return `${this.body.trimEnd()}\n\n${notice}\n`;
  }
}

/** For the line that says how many items of a section follow, and for the notice at the end. */
const NOTICE_ROOM = 400;

function asManyAsFit(items: Section["items"], room: number): { readonly text: string; readonly count: number } {
  let text = "";
  let count = 0;
  for (const [first = "", ...rest] of items) {
    const item = `- ${first}\n${rest.map((line) => `  ${line}\n`).join("")}`;
    if (text.length + item.length > room) break;
    text += item;
    count += 1;
  }
  return { text, count };
}
