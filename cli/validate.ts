import { readFileSync } from "node:fs";
import path from "node:path";
import { ENGINE_CHECKS } from "../model/check";
import type { ConfigPath, Problem } from "../model/problem";
import { MODEL_RULES } from "../model/rules";
import { POLICY_RULES } from "../policies/rules";
import { validateConfiguration } from "../policies/validate";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { Failure, misuse } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { moduleCatalogue } from "./modules/module-catalogue";
import { neighboursOf } from "./organization-files";
import { FORMAT_NAMES, FORMATS, type FormatName } from "./problem-formats";
import type { ReportedLocation, ReportedProblem, ValidationReport } from "./problem-formats/report";

/** The options of `validate`. */
export const options = {
  format: {
    type: "string",
    placeholder: "FORMAT",
    choices: FORMAT_NAMES,
    description: "How to write the problems (text).",
  },
  json: { type: "boolean", description: "The same as --format json." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

const RULES = [...ENGINE_CHECKS, ...MODEL_RULES, ...POLICY_RULES];

/** Checks the configuration and prints every problem; 0 when there is none, otherwise 1. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const format = FORMATS[formatOf(given)];
  const file = configFile(given.config);
  const today = dayOf(given.today);
  try {
    const report = validate(file, ledgerFile(file, given.ledger), today, format.hasLocations);
    process.stdout.write(format.write(report));
    return report.problems.length === 0 ? 0 : 1;
  } catch (error) {
    // A machine that reads the output is told in its own format; people get the failure as of any verb.
    if (error instanceof Failure && format.hasLocations) process.stdout.write(format.write(failureReport(error)));
    throw error;
  }
}

function formatOf({ format, json }: { readonly format: FormatName | undefined; readonly json: boolean }): FormatName {
  if (json && format !== undefined && format !== "json") {
    throw misuse(`--json and --format ${format} contradict each other`, "Give one of them.");
  }
  return json ? "json" : (format ?? "text");
}

function validate(file: string, ledger: string, today: string, hasLocations: boolean): ValidationReport {
  const config = loadConfig(file);
  const { problems, notices, zone } = validateConfiguration({
    config,
    ledger: readLedger(ledger),
    today,
    modules: moduleCatalogue(file),
    neighbours: neighboursOf(file),
  });
  const locate = hasLocations && problems.length + notices.length > 0 ? locatorOf(file) : () => undefined;
  const report = (problem: Problem): ReportedProblem => ({ ...problem, location: locate(problem.path) });
  return {
    problems: problems.map(report),
    notices: notices.map(report),
    checked: zone && {
      accounts: zone.accounts.length + 1,
      organizationalUnits: zone.organizationalUnits.length,
      guardrails: zone.guardrails.length,
    },
    rules: RULES,
  };
}

/** Loads the TypeScript compiler only now: it takes longer than the whole validation. */
function locatorOf(file: string): (path: ConfigPath) => ReportedLocation {
  const { sourceLocator }: typeof import("./source-locations") = require("./source-locations");
  const locate = sourceLocator(readFileSync(file, "utf8"), file);
  return (at) => ({ file: checkoutPath(file), ...locate(at) });
}

function failureReport({ message, remedy, location }: Failure): ValidationReport {
  const problem: ReportedProblem = {
    rule: "configuration-loads",
    path: [],
    message,
    remedy,
    location: location && { ...location, file: checkoutPath(location.file) },
  };
  return { problems: [problem], notices: [], checked: undefined, rules: [] };
}

/** A file as annotations name it: relative to the checkout of the workflow, or to the working directory. */
function checkoutPath(file: string): string {
  const roots = [process.env.GITHUB_WORKSPACE, process.cwd()];
  for (const root of roots) {
    const relative = root ? path.relative(root, file) : "..";
    if (!relative.startsWith("..") && !path.isAbsolute(relative)) return relative.split(path.sep).join("/");
  }
  return file.split(path.sep).join("/");
}
