import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readReviewedPlan, reviewedRepresentations, reviewedWaves } from "../../../cli/apply/reviewed-plan";
import { MANIFEST_NAME, planManifest } from "../../../cli/plan/manifest";
import type { DeferredStack, PlanOutcome } from "../../../reports/plan/plan-report";
import type { Representation } from "../../../reports/plan/representation";
import { type ResourceParts, reportOn, shopConfig, stackPlan, zoneOf } from "../../support/planned";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-represented-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const ROLE: ResourceParts = {
  address: "aws_iam_role.role",
  before: { id: "AROA1", policy: "111111111111" },
  after: { id: "AROA1", policy: "111111111111-2" },
};

interface Parts {
  readonly names: readonly string[];
  readonly planned: readonly string[];
  readonly representations: readonly Representation[];
  readonly waves: readonly (readonly string[])[];
  readonly deferred?: PlanOutcome["deferred"];
}

/** What `apply` reads of a plan that was written. */
function manifestOf({ names, planned: plannedNames, representations, waves, deferred = [] }: Parts) {
  const stacks = names.map((name) => ({ name, dependencies: [], directory: path.join(directory, name) }));
  for (const { directory: own } of stacks) {
    mkdirSync(own);
    writeFileSync(path.join(own, "cdk.tf.json"), "{}");
  }
  const planned = plannedNames.map((name) => {
    writeFileSync(path.join(directory, `${name}.tfplan`), name);
    const published = { "accounts-1": { [`account_id_${name.replace("baseline-", "")}`]: "111111111111" } };
    return stackPlan(name, [ROLE], { published });
  });
  const after = zoneOf(shopConfig());
  const report = reportOn(planned, {
    facts: { stacks: planned, before: after, after, nodes: new Map(), representations },
    deferred,
  });
  const time = "2026-07-01T12:00:00.000Z";
  const parts = { stacks, planned, waves, planDirectory: directory, time, principal: undefined, isSelection: false };
  writeFileSync(path.join(directory, MANIFEST_NAME), JSON.stringify(planManifest(report, parts)));
  return readReviewedPlan(directory).manifest;
}

const REPRESENTED: Parts = {
  names: ["organization", "baseline-a", "baseline-b", "baseline-c", "baseline-management", "baseline-z"],
  planned: ["organization", "baseline-a", "baseline-management", "baseline-z"],
  representations: [
    { account: "a", represented: ["b", "c"] },
    { account: "z", represented: [] },
  ],
  waves: [["baseline-a"], ["baseline-b"], ["baseline-c", "baseline-z", "baseline-management"]],
};

describe("a reviewed plan of representatives", () => {
  test("says again whom each represents, and the waves", () => {
    const manifest = manifestOf(REPRESENTED);
    expect(reviewedRepresentations(manifest)).toEqual(REPRESENTED.representations);
    expect(reviewedWaves(manifest).map((wave) => [...wave].sort())).toEqual(
      REPRESENTED.waves.map((wave) => [...wave].sort()),
    );
  });

  test("has for a represented stack no file, and the changes of its representative in any account", () => {
    const stacks = new Map(manifestOf(REPRESENTED).stacks.map((stack) => [stack.name, stack]));
    const [a, b, c] = ["a", "b", "c"].map((key) => stacks.get(`baseline-${key}`));
    expect([a?.representedBy, b?.representedBy, c?.representedBy]).toEqual([undefined, "baseline-a", "baseline-a"]);
    expect([a?.plan?.file, b?.plan]).toEqual(["baseline-a.tfplan", undefined]);
    expect(b?.changes).toEqual(c?.changes);
    expect(b?.changes?.map(({ address }) => address)).toEqual(a?.changes?.map(({ address }) => address));
    expect(b?.changes).not.toEqual(a?.changes);
  });

  test("of one that waits, lists what each of them would add", () => {
    const resources = { added: ["aws_x.y"], changed: [], removed: [] };
    const waiting: DeferredStack = { stack: "baseline-a", after: ["security"], resources };
    const { stacks } = manifestOf({ ...REPRESENTED, planned: ["organization"], deferred: [waiting] });
    const b = stacks.find(({ name }) => name === "baseline-b");
    expect(b).toMatchObject({ representedBy: "baseline-a", after: ["security"], resources });
    expect(b?.changes).toBeUndefined();
  });
});

test("a reviewed plan in which each is planned for itself has nobody represented, and of one wave says nothing", () => {
  const manifest = manifestOf({
    names: ["baseline-a", "baseline-b"],
    planned: ["baseline-a", "baseline-b"],
    representations: [],
    waves: [["baseline-a", "baseline-b"]],
  });
  expect(reviewedRepresentations(manifest)).toEqual([]);
  expect(reviewedWaves(manifest)).toEqual([]);
});
