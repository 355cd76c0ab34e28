import { formatPath } from "../../model/problem";
import type { ReportedProblem, ValidationReport } from "./report";

/**
 * For GitHub Actions: one workflow command for each problem, which GitHub shows beside the line in the pull request.
 *
 * Source: GitHub documentation, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit,
 * packages/core/src/command.ts.
 */
export function formatGithub({ problems, notices }: ValidationReport): string {
  const commands = [
    ...problems.map((problem) => command("error", problem)),
    ...notices.map((notice) => command("notice", notice)),
  ];
  return commands.map((line) => `${line}\n`).join("");
}

function command(level: "error" | "notice", { rule, path, message, remedy, location }: ReportedProblem): string {
  const place =
    location === undefined ? {} : { file: location.file, line: String(location.line), col: String(location.column) };
  const properties = Object.entries({ ...place, title: rule }).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${level} ${properties.join(",")}::${escapeData(`${formatPath(path)}: ${message}\n${remedy}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
