import type { MonthlyCost } from "../../reports/monthly-cost";
import { formatMonthlyCost } from "../../reports/monthly-cost-text";
import type { Step } from "./apply-order";
import type { Finding, Level } from "./finding";

/** Everything that `preflight` prints. */
export interface PreflightReport {
  readonly findings: readonly Finding[];
  readonly steps: readonly Step[];
  readonly cost: MonthlyCost;
}

/** Whether nothing has to be put right first. */
export function isReady({ findings }: PreflightReport): boolean {
  return findings.every(({ level }) => level !== "problem");
}

/** The report for a terminal. */
export function formatReport(report: PreflightReport): string {
  const { findings, steps, cost } = report;
  const sections = [findings.map(formatFinding), formatSteps(steps), formatMonthlyCost(cost), [summary(report)]];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The report for a program. */
export function reportToJson(report: PreflightReport): string {
  return `${JSON.stringify({ ready: isReady(report), ...report }, undefined, 2)}\n`;
}

function formatFinding({ check, level, message, remedy }: Finding): string {
  const line = `${level.padEnd(7)}  ${check.padEnd(18)}  ${message}`;
  return remedy === undefined ? line : `${line}\n${" ".repeat(29)}${remedy}`;
}

function formatSteps(steps: readonly Step[]): readonly string[] {
  const width = Math.max(...steps.map(({ stack }) => stack.length));
  return [
    "Order of the first apply:",
    ...steps.map(({ stack, does }, index) => `  ${index + 1}. ${stack.padEnd(width)}  ${does}`),
  ];
}

function summary(report: PreflightReport): string {
  const count = (level: Level): number => report.findings.filter((finding) => finding.level === level).length;
  const counts = `${plural(count("problem"), "problem")}, ${plural(count("note"), "note")}`;
  const unknown = count("unknown") === 0 ? "" : `, ${plural(count("unknown"), "check")} that could not be made`;
  return `${isReady(report) ? "Ready" : "Not ready"}: ${counts}${unknown}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
