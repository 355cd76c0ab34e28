import { formatPath, type Problem } from "../../model/problem";
import type { CheckedCounts, ReportedRule } from "./report";

/** What the text says; any verb that validates can print it. */
export interface TextReport {
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
  /** @default how much was checked is not said */
  readonly checked?: CheckedCounts | undefined;
  /** @default none is counted */
  readonly rules?: readonly ReportedRule[];
}

/** For people: two lines for each problem, then how many; one line for each notice. */
export function formatText({ problems, notices, checked, rules = [] }: TextReport): string {
  const lines = problems.flatMap((problem) => [headline(problem), `  ${problem.remedy}`]);
  if (problems.length > 0) lines.push("", `${counted(problems.length, "problem")}.`);
  else lines.push(success(checked, rules.length));
  if (notices.length > 0) lines.push("", ...notices.map((notice) => `notice: ${headline(notice)}`));
  return `${lines.join("\n")}\n`;
}

function headline({ path, message, rule }: Problem): string {
  return `${formatPath(path)}: ${message} (${rule})`;
}

function success(checked: CheckedCounts | undefined, rules: number): string {
  if (checked === undefined) return "No problems.";
  const { accounts, organizationalUnits, guardrails } = checked;
  const parts = [
    counted(accounts, "account"),
    counted(organizationalUnits, "organizational unit"),
    counted(guardrails, "guardrail"),
  ];
  return `No problems: ${parts.join(", ")} checked against ${counted(rules, "rule")}.`;
}

/** A number with its noun: `1 problem`, `2 problems`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
