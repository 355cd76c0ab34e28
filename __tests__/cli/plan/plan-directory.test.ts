import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { blindMoves, preparePlanDirectory } from "../../../cli/plan/make-plan";
import { shopConfig, stackPlan, zoneOf } from "../../support/planned";
import { caught } from "../caught";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-directory-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const put = (...names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), name.endsWith("plan.json") ? '{ "stacks": [] }' : "text");
  }
};

describe("a directory of a plan", () => {
  test.each([
    ["that somebody keeps a report in", ["report.md"]],
    ["that is a project", ["package.json", "comment.md"]],
  ])("is not one %s", (_, names) => {
    put(...names);
    expect(caught(() => preparePlanDirectory(directory)).message).toContain("has files that no plan wrote");
    expect(readdirSync(directory).sort()).toEqual([...names].sort());
  });

  test("is not one with a plan.json of something else", () => {
    writeFileSync(path.join(directory, "plan.json"), "[]");
    expect(caught(() => preparePlanDirectory(directory)).message).toContain("has files that no plan wrote");
  });

  test("is emptied of an earlier plan, and of what a killed apply left", () => {
    put("plan.json", "report.md", "a.tfplan", "apply/a.tfplan", "apply/logs/a.log", "notes.txt");
    preparePlanDirectory(directory);
    expect(
      readdirSync(directory)
        .filter((name) => !name.startsWith("."))
        .sort(),
    ).toEqual(["apply", "notes.txt"]);
    expect(readdirSync(path.join(directory, "apply"))).toEqual(["logs"]);
  });

  test("is known again after a plan that failed before its manifest", () => {
    preparePlanDirectory(directory);
    put("a.tfplan");
    preparePlanDirectory(directory);
    expect(existsSync(path.join(directory, "a.tfplan"))).toBe(false);
  });

  test("is any below .rootstock", () => {
    put(".rootstock/plan/report.md");
    preparePlanDirectory(path.join(directory, ".rootstock", "plan"));
    expect(existsSync(path.join(directory, ".rootstock", "plan", "report.md"))).toBe(false);
  });
});

describe("accounts that are moved", () => {
  const plan = (unit: string) =>
    stackPlan("accounts-1", [
      { address: "aws_organizations_account.shop", before: { parent_id: "ou-1" }, after: { parent_id: unit } },
    ]);
  const stack = (name: string) => ({ name, directory: "", dependencies: [] });
  const zone = zoneOf(shopConfig());
  const base = { name: "main", commit: "1", stacks: new Map(), zone, notes: [] };
  test.each<[string, string, Parameters<typeof blindMoves>[1], number]>([
    ["without a base, and without the guardrails", "ou-2", { base: undefined, stacks: [stack("accounts-1")] }, 1],
    ["with a base that has problems", "ou-2", { base: { ...base, zone: undefined }, stacks: [stack("accounts-1")] }, 1],
    ["with a base", "ou-2", { base, stacks: [stack("accounts-1")] }, 0],
    ["with the guardrails", "ou-2", { base: undefined, stacks: [stack("accounts-1"), stack("guardrails")] }, 0],
    ["to where they are", "ou-1", { base: undefined, stacks: [stack("accounts-1")] }, 0],
  ])("%s", (_, unit, scope, count) => {
    expect(blindMoves({ planned: [plan(unit)] }, scope)).toHaveLength(count);
  });
});
