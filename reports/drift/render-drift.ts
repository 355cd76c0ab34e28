import { BoundedPage } from "../plan/bounded-page";
import { COMMENT_LIMIT, MARKDOWN_STYLE } from "../plan/render-markdown";
import { TEXT_STYLE } from "../plan/render-text";
import { visible } from "../plan/safe-text";
import { driftHeadline, driftOrigin, driftSections } from "./drift-outline";
import type { DriftReport } from "./drift-report";

/** The first line of the body, by which the one issue is found again. */
export const DRIFT_MARKER = "<!-- rootstock-drift -->";

/** The body of an issue, which is as long as a comment may be. */
export function renderDriftMarkdown(report: DriftReport, limit: number = COMMENT_LIMIT): string {
  const head = `${DRIFT_MARKER}\n## Drift: ${driftHeadline(report)}\n\n${driftOrigin(report, MARKDOWN_STYLE.quote)}\n\n`;
  const page = new BoundedPage(head, limit, "`drift.md` of this run");
  for (const section of driftSections(report, MARKDOWN_STYLE)) page.add(section);
  return page.text();
}

/** The report for a terminal, without colours. */
export function renderDriftText(report: DriftReport): string {
  return [
    `Drift: ${driftHeadline(report)}`,
    driftOrigin(report, TEXT_STYLE.quote),
    "",
    ...driftSections(report, TEXT_STYLE).flatMap(({ title, items }) => [
      visible(title),
      ...items.flatMap(([first = "", ...rest]) => [`  - ${first}`, ...rest.map((line) => `    ${line}`)]),
      "",
    ]),
  ].join("\n");
}
