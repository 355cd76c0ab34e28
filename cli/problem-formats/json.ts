import { formatPath } from "../../model/problem";
import type { ReportedProblem, ValidationReport } from "./report";

/**
 * For programs: `{ ok, problems, notices }`.
 *
 * `problems` and `notices` are lists of `{ rule, path, pathSegments, message, remedy, file, line, column }`. `path` is
 * the path as text, `pathSegments` as a list of keys and indexes; `line` and `column` count from 1. Fields may be
 * added, none of these is taken away or changes its meaning.
 */
export function formatJson({ problems, notices }: ValidationReport): string {
  const document = { ok: problems.length === 0, problems: problems.map(entry), notices: notices.map(entry) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function entry({ rule, path, message, remedy, location }: ReportedProblem): object {
  return {
    rule,
    path: formatPath(path),
    pathSegments: path,
    message,
    remedy,
    file: location?.file ?? null,
    line: location?.line ?? null,
    column: location?.column ?? null,
  };
}
