import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { copyPlanFiles, readReviewedPlan, reviewedFileOf } from "../../../cli/apply/reviewed-plan";
import { MANIFEST_NAME, planManifest } from "../../../cli/plan/manifest";
import { planReport } from "../../../reports/plan/plan-report";
import { nodesOf, shopConfig, stackPlan, TODAY, zoneOf } from "../../support/planned";
import { caught } from "../caught";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-reviewed-test-"));
  writeManifest();
});
afterEach(() => rmSync(directory, { recursive: true }));

const inDirectory = (...names: string[]): string => path.join(directory, ...names);

/** What `plan` leaves for one stack that was planned and one that waits for it. */
function writeManifest(): void {
  const stacks = [
    { name: "accounts-1", dependencies: [], directory: inDirectory("accounts-1") },
    { name: "guardrails", dependencies: ["accounts-1"], directory: inDirectory("guardrails") },
  ];
  for (const stack of stacks) {
    mkdirSync(stack.directory);
    writeFileSync(path.join(stack.directory, "cdk.tf.json"), "{}");
  }
  writeFileSync(inDirectory("accounts-1.tfplan"), "a plan");
  const zone = zoneOf(shopConfig());
  const planned = [
    stackPlan("accounts-1", [{ address: "aws_organizations_account.shop", action: "create", after: { name: "shop" } }]),
  ];
  const resources = { added: ["aws_x.y"], changed: [], removed: [] };
  const report = planReport({
    origin: { commit: "1".repeat(40), isDirty: false, base: undefined, time: "", terraform: "Terraform 1.11.4" },
    facts: { stacks: planned, before: undefined, after: zone, nodes: nodesOf(zone) },
    deferred: [{ stack: "guardrails", after: ["accounts-1"], resources }],
    failed: [],
    abandoned: [],
    notes: [],
    today: TODAY,
  });
  const time = "2026-07-01T12:00:00.000Z";
  const parts = {
    stacks,
    planned,
    waves: [],
    planDirectory: directory,
    time,
    principal: undefined,
    isSelection: false,
  };
  const manifest = planManifest(report, parts);
  writeFileSync(inDirectory(MANIFEST_NAME), JSON.stringify(manifest));
}

describe("a reviewed plan", () => {
  test("is read as it was written", () => {
    const { manifest, hasFiles } = readReviewedPlan(directory);
    expect(hasFiles).toBe(true);
    expect(manifest).toMatchObject({ version: 2, isAcceptable: true, refused: [] });
    expect(
      manifest.stacks.map(({ name, changes, after, resources }) => [name, changes?.length, after, resources?.added]),
    ).toEqual([
      ["accounts-1", 1, [], undefined],
      ["guardrails", undefined, ["accounts-1"], ["aws_x.y"]],
    ]);
  });

  test("need not have its plan files", () => {
    rmSync(inDirectory("accounts-1.tfplan"));
    expect(readReviewedPlan(directory).hasFiles).toBe(false);
  });

  test("has no plan file that was changed", () => {
    writeFileSync(inDirectory("accounts-1.tfplan"), "another plan");
    expect(caught(() => readReviewedPlan(directory)).message).toContain("accounts-1.tfplan is not the one");
  });

  test("is applied from copies that nothing else writes to", () => {
    const reviewed = readReviewedPlan(directory);
    const own = inDirectory("apply");
    mkdirSync(own);
    copyPlanFiles(reviewed, own);
    writeFileSync(inDirectory("accounts-1.tfplan"), "another plan");
    expect(readFileSync(reviewedFileOf(own, "accounts-1"), "utf8")).toBe("a plan");
    expect(statSync(reviewedFileOf(own, "accounts-1")).mode & 0o777).toBe(0o600);
    // What was changed since it was read is not copied.
    expect(caught(() => copyPlanFiles(reviewed, own)).message).toContain("accounts-1.tfplan is not the one");
  });

  test.each<[string, (manifest: Record<string, unknown>) => unknown, RegExp]>([
    ["of an earlier version", (manifest) => ({ ...manifest, version: 1 }), /at version/],
    ["with a field that nobody knows", (manifest) => ({ ...manifest, more: 1 }), /at its top level/],
    ["without a field", ({ stacks: _, ...rest }) => rest, /at stacks/],
    ["with a time that is none", (manifest) => ({ ...manifest, time: "yesterday" }), /at time/],
    [
      "that leads out of its directory",
      (manifest) => JSON.parse(JSON.stringify(manifest).replace("accounts-1.tfplan", "../accounts-1.tfplan")),
      /at stacks\.0\.plan\.file/,
    ],
  ])("is not one %s", (_, change, message) => {
    const { manifest } = readReviewedPlan(directory);
    writeFileSync(inDirectory(MANIFEST_NAME), JSON.stringify(change({ ...manifest })));
    expect(caught(() => readReviewedPlan(directory)).message).toMatch(message);
  });

  test("is not one that is no JSON, or not there", () => {
    writeFileSync(inDirectory(MANIFEST_NAME), "{");
    expect(caught(() => readReviewedPlan(directory)).message).toContain("is not JSON");
    rmSync(inDirectory(MANIFEST_NAME));
    expect(caught(() => readReviewedPlan(directory))).toMatchObject({
      message: expect.stringContaining("There is no reviewed plan"),
      remedy: expect.stringContaining("npm run plan"),
    });
  });
});
