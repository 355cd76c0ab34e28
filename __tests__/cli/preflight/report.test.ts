import { expect, test } from "@jest/globals";
import { applyOrder } from "../../../cli/preflight/apply-order";
import type { Finding } from "../../../cli/preflight/finding";
import { judge } from "../../../cli/preflight/judge";
import { formatReport, isReady, type PreflightReport, reportToJson } from "../../../cli/preflight/report";
import { monthlyCost } from "../../../reports/monthly-cost";
import { landingZoneApp } from "../../../stacks/landing-zone-app";
import { exampleConfig } from "../../support/example-config";
import { synthesize } from "../../support/synthesize";
import { appliedAccount, example, observed } from "./recorded-facts";

function reportOf(findings: readonly Finding[]): PreflightReport {
  return { findings, steps: applyOrder(landingZoneApp(example)), cost: monthlyCost(example) };
}

const fine: Finding = { check: "terraform", level: "ok", message: "Terraform 1.11.4" };
const remark: Finding = { check: "trails", level: "note", message: "A trail exists", remedy: "Stop it." };
const unasked: Finding = { check: "organization", level: "unknown", message: "Could not check", remedy: "Grant it." };
const wrong: Finding = { check: "account-quota", level: "problem", message: "Too small", remedy: "Ask for more." };

test.each<[name: string, findings: readonly Finding[], ready: boolean, summary: string]>([
  ["nothing", [fine], true, "Ready: 0 problems, 0 notes."],
  ["a note", [fine, remark], true, "Ready: 0 problems, 1 note."],
  ["an unknown", [unasked], true, "Ready: 0 problems, 0 notes, 1 check that could not be made."],
  ["a problem", [fine, wrong, remark, remark], false, "Not ready: 1 problem, 2 notes."],
])("with %s the last line is the verdict", (_, findings, ready, summary) => {
  const report = reportOf(findings);
  expect(isReady(report)).toBe(ready);
  expect(formatReport(report).trimEnd().split("\n").at(-1)).toBe(summary);
  expect(JSON.parse(reportToJson(report))).toMatchObject({ ready, findings });
});

test("every finding has its level, its check and what to do", () => {
  const text = formatReport(reportOf([fine, wrong]));
  expect(text).toMatch(/^ok {7}terraform {11}Terraform 1\.11\.4$/m);
  expect(text).toMatch(/^problem {2}account-quota {7}Too small\n {29}Ask for more\.$/m);
});

test("the steps are all stacks of the example, each after those that it needs", () => {
  const { stacks } = synthesize(exampleConfig()).manifest;
  const order = applyOrder(landingZoneApp(example)).map(({ stack }) => stack);
  expect([...order].sort()).toEqual(Object.keys(stacks).sort());
  for (const { name, dependencies } of Object.values(stacks)) {
    for (const dependency of dependencies) expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(name));
  }
});

test("the addresses of the import commands are those of the stacks", () => {
  const { stacks } = synthesize(exampleConfig());
  const findings = judge(
    {
      caller: { accountId: "111111111111", arn: "" },
      terraform: { kind: "found", description: "" },
      live: { ...appliedAccount, accountKeys: observed({}) },
    },
    example,
  );
  const commands = findings.flatMap(({ remedy = "" }) => [...remedy.matchAll(/stacks\/(\S+) import (\w+)\.(\S+) /g)]);
  expect(commands).toHaveLength(example.accounts.length + 1);
  for (const [, stack = "", type = "", name = ""] of commands) {
    expect(Object.keys(stacks[stack]?.resource?.[type] ?? {})).toContain(name);
  }
});
