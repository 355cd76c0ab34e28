import { pathToFileURL } from "node:url";
import { formatPath } from "../../model/problem";
import { version } from "../../package.json";
import type { ReportedLocation, ReportedProblem, ReportedRule, ValidationReport } from "./report";

/**
 * For code-scanning services: SARIF 2.1.0 with one result for each problem and notice.
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function formatSarif({ problems, notices, rules }: ValidationReport): string {
  const known = withUnlisted(rules, [...problems, ...notices]);
  const indexes = new Map(known.map(({ id }, index) => [id, index]));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Rootstock", semanticVersion: version, rules: known.map(ruleEntry) } },
        columnKind: "utf16CodeUnits",
        results: [
          ...problems.map((problem) => result("error", problem, indexes)),
          ...notices.map((notice) => result("note", notice, indexes)),
        ],
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A problem may come from a check that is in no rule list, such as loading the module. */
function withUnlisted(rules: readonly ReportedRule[], problems: readonly ReportedProblem[]): readonly ReportedRule[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  for (const { rule, remedy } of problems) {
    if (!known.has(rule)) known.set(rule, { id: rule, doc: remedy });
  }
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ruleEntry({ id, doc }: ReportedRule): object {
  return {
    id,
    shortDescription: { text: doc },
    help: { text: doc },
    defaultConfiguration: { level: "error" },
  };
}

function result(
  level: "error" | "note",
  { rule, path, message, remedy, location }: ReportedProblem,
  indexes: ReadonlyMap<string, number>,
): object {
  const logicalLocations = [{ fullyQualifiedName: formatPath(path) }];
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule),
    level,
    message: { text: `${formatPath(path)}: ${message}. ${remedy}` },
    locations: [{ ...(location === undefined ? {} : physical(location)), logicalLocations }],
    // Lines move when the file is edited; the path and the rule stay, and so does the alert's history.
    partialFingerprints: { "rootstock/v1": `${rule}:${formatPath(path)}` },
  };
}

function physical({ file, line, column }: ReportedLocation): object {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } },
  };
}

function uriOf(file: string): string {
  return file.startsWith("/") ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}
