import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../../model/config";
import type { PlanOutcome, PlanReport } from "../../../reports/plan/plan-report";
import { renderMarkdown } from "../../../reports/plan/render-markdown";
import { renderText } from "../../../reports/plan/render-text";
import type { Representation } from "../../../reports/plan/representation";
import { factsOf, type ResourceParts, reportOn, shopConfig, stackPlan } from "../../support/planned";

const REPRESENTATIONS: readonly Representation[] = [
  { account: "lab", represented: [] },
  { account: "shop-dev", represented: ["a-1", "a-2", "shop-prod"] },
];

const POLICY: ResourceParts = {
  address: "aws_iam_account_password_policy.password_policy",
  before: { max_password_age: 0 },
  after: { max_password_age: 90 },
};
const SILENCED: ResourceParts = {
  address: "aws_cloudwatch_event_rule.rule",
  before: { name: "alerts", state: "ENABLED" },
  after: { name: "alerts", state: "DISABLED" },
};

function report(
  resources: readonly ResourceParts[],
  {
    representations = REPRESENTATIONS,
    config = shopConfig(),
    ...more
  }: Partial<PlanOutcome> & {
    readonly representations?: readonly Representation[];
    readonly config?: LandingZoneConfig;
  } = {},
): PlanReport {
  const stacks = [stackPlan("baseline-lab", [POLICY]), stackPlan("baseline-shop-dev", resources)];
  return reportOn(stacks, { ...more, facts: { ...factsOf(config, config, stacks), representations } });
}

describe("a plan of representatives", () => {
  test("says how many it planned of how many, in the heading and in a part of its own", () => {
    const text = renderText(report([POLICY]), true);
    expect(text).toContain("Plan: 2 changes, nothing refused, representative plan: 2 of 5\n");
    expect(text).toContain("\nRepresentative plan: 2 of 5\n");
    expect(text).toContain("2 baselines of 5 that change are planned.");
    expect(text).toContain("That the accounts are also in the same state is assumed");
    expect(text).toContain('"shop-dev" and 3 accounts like it changes');
    expect(text).toContain('"lab" changes');
    expect(text).toContain('"shop-dev" represents 3: "a-1", "a-2", "shop-prod"');
  });

  test("folds the list of accounts, and shows it on a terminal only on demand", () => {
    expect(renderMarkdown(report([POLICY]))).toContain("<details><summary>Represented accounts (1)</summary>");
    expect(renderText(report([POLICY]), false)).not.toContain("a-2");
  });

  test("says nothing of it when each is planned for itself", () => {
    const text = renderText(report([POLICY], { representations: [] }), true);
    expect(text).not.toMatch(/represent|like it/i);
  });

  test("touches everybody that is represented, and counts them for the limit", () => {
    expect(report([POLICY]).touchedAccounts).toEqual(["a-1", "a-2", "lab", "shop-dev", "shop-prod"]);
    const refusals = (accounts: number) =>
      report([POLICY], { config: shopConfig({ planLimits: { accounts } }) }).verdict.refusals.map(
        ({ change }) => change,
      );
    expect(refusals(4)).toEqual(["too-many-accounts:organization"]);
    expect(refusals(5)).toEqual([]);
  });

  test("touches nobody else when only another one changes", () => {
    expect(report([]).touchedAccounts).toEqual(["lab"]);
  });

  test("is refused for everybody that it stands for", () => {
    const [refusal] = report([SILENCED]).verdict.refusals;
    expect(refusal).toMatchObject({
      change: "alarm-without-target:baseline-shop-dev/alerts",
      accounts: ["a-1", "a-2", "shop-dev", "shop-prod"],
    });
    const [own] = report([SILENCED], { representations: [] }).verdict.refusals;
    expect(own?.accounts).toEqual([]);
  });
});

describe("the waves of a plan", () => {
  test("are told, with how far each one goes", () => {
    const waves = [["shop-dev"], ["a-1", "a-2", "b-1", "b-2", "b-3", "b-4"], ["management"]];
    const text = renderText(report([POLICY], { waves }), false);
    expect(text).toContain('  - Wave 1 takes "shop-dev": 1 of 8 baselines.\n');
    expect(text).toContain('  - Wave 2 takes "a-1", "a-2", "b-1", "b-2", "b-3" and 1 more: 7 of 8 baselines.\n');
    expect(text).toContain('  - Wave 3 takes "management": 8 of 8 baselines.\n');
  });

  test("are not, where there is only one", () => {
    expect(renderText(report([POLICY], { waves: [["shop-dev"]] }), true)).not.toContain("Wave");
  });
});
