import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { DELIVERY_RUNBOOK, EVENT_ALERTS, METRIC_ALERTS } from "../../catalogue/alerts";
import { BUS_ALERTS } from "../../catalogue/bus-alerts";
import { FINDING_ALERTS } from "../../catalogue/finding-alerts";
import { NOTICES } from "../../catalogue/notices";

const text = readFileSync(path.join(__dirname, "../../docs/runbooks.md"), "utf8");
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => [section.slice(0, section.indexOf("\n")), section]),
);
const named = new Set<string>([
  ...Object.values(EVENT_ALERTS).map(({ runbook }) => runbook),
  ...Object.values(BUS_ALERTS).map(({ runbook }) => runbook),
  ...Object.values(FINDING_ALERTS).map(({ runbook }) => runbook),
  ...Object.values(NOTICES).map(({ runbook }) => runbook),
  ...Object.values(METRIC_ALERTS).map(({ runbook }) => runbook),
  DELIVERY_RUNBOOK,
]);

describe("docs/runbooks.md", () => {
  test.each([...named])("%s says what it means, what to check first, what to do and when to stand down", (runbook) => {
    const section = sections.get(runbook) ?? "";
    for (const part of ["**What it means.**", "**Check first.**", "**Do.**", "**Stand down**"]) {
      expect(section).toContain(part);
    }
  });

  test("has no section that no alert leads to", () => {
    expect([...sections.keys()].sort()).toEqual([...named].sort());
  });

  test("links inside it lead somewhere", () => {
    const targets = [...text.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, target]) => target ?? "");
    expect(targets.filter((target) => !sections.has(target))).toEqual([]);
  });
});
