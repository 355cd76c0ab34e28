import type { PlanReport } from "./plan-report";
import { headline, type OutlineStyle, originLine, reportSections, rowsToShow } from "./report-outline";
import { quoted, visible } from "./safe-text";

/** How a terminal shows what comes from a plan. */
export const TEXT_STYLE: OutlineStyle = { quote: quoted, block: (lines) => lines.map((line) => `  ${visible(line)}`) };

const COLUMNS = ["create", "update", "replace", "destroy", "import", "forget", "move"] as const;

/** The report for a terminal, without colours; the details of each stack only on demand. */
export function renderText(report: PlanReport, showsDetails: boolean): string {
  const sections = reportSections(report, TEXT_STYLE).filter(({ isFolded }) => showsDetails || !isFolded);
  return [
    `Plan: ${headline(report)}`,
    originLine(report, TEXT_STYLE.quote),
    "",
    ...table(report),
    ...sections.flatMap(({ title, items }) => [
      visible(title),
      ...items.flatMap(([first = "", ...rest]) => [`  - ${first}`, ...rest.map((line) => `    ${line}`)]),
      "",
    ]),
  ].join("\n");
}

function table(report: PlanReport): readonly string[] {
  const rows = rowsToShow(report);
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ stack }) => stack.length), "stack".length);
  const line = (first: string, cells: readonly string[]): string =>
    `  ${[first.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join("  ")}`.trimEnd();
  return [
    line("stack", COLUMNS),
    ...rows.map((row) =>
      line(
        visible(row.stack),
        COLUMNS.map((column) => (row[column] === 0 ? "" : String(row[column]))),
      ),
    ),
    "",
  ];
}
