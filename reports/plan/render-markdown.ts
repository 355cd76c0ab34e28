import { BoundedPage } from "./bounded-page";
import { isUnchanged, type PlanReport } from "./plan-report";
import { headline, type OutlineStyle, originLine, reportSections, rowsToShow } from "./report-outline";
import { codeBlock, codeSpan } from "./safe-text";

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

/** How Markdown writes what comes from a plan. */
export const MARKDOWN_STYLE: OutlineStyle = { quote: (name) => codeSpan(clipped(name)), block: codeBlock };

/**
 * The comment on a pull request: the verdict and a table first, what is lost above the fold, details folded.
 *
 * Everything that comes from a plan or a configuration stands in a code span or a code block. What does not fit is left
 * out from the end, and the comment says how much.
 */
export function renderMarkdown(report: PlanReport, options: MarkdownOptions = {}): string {
  const { limit = COMMENT_LIMIT, wholeReport = "the artefacts of this run" } = options;
  const others = [
    report.verdict.unused,
    report.notes,
    report.protection,
    report.representations,
    report.leftToBootstrap,
  ];
  if (isUnchanged(report) && others.every(({ length }) => length === 0)) {
    return `${COMMENT_MARKER}\n**Plan: no changes.** ${originLine(report, MARKDOWN_STYLE.quote)}\n`;
  }
  const head = [
    COMMENT_MARKER,
    `## Plan: ${headline(report)}`,
    "",
    ...table(report),
    originLine(report, MARKDOWN_STYLE.quote),
    "",
    "",
  ].join("\n");
  const page = new BoundedPage(head, limit, wholeReport);
  for (const section of reportSections(report, MARKDOWN_STYLE)) page.add(section);
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
