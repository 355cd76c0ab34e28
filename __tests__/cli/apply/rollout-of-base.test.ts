import { describe, expect, test } from "@jest/globals";
import type { ReviewedStack } from "../../../cli/apply/differences";
import type { ReviewedManifest } from "../../../cli/apply/reviewed-plan";
import { unfoundedRollout } from "../../../cli/apply/rollout-of-base";
import type { TerraformJson, TerraformJsonByStack } from "../../../cli/terraform/terraform-json";
import { minimalConfig } from "../../support/example-config";
import { zoneOf } from "../../support/planned";
import { reviewedManifest, reviewedStack } from "./reviewed";

const KEYS = ["a", "b", "c"];
const { organizationalUnits } = minimalConfig();
const accounts = Object.fromEntries(KEYS.map((key) => [key, { email: `aws+${key}@acme.example` }]));
const zone = zoneOf(
  minimalConfig({
    organizationalUnits: { ...organizationalUnits, dev: { name: "Dev", accounts } },
    rollout: { waves: [2] },
  }),
);

const baseline = (key: string, setting: number): TerraformJson => ({
  resource: {
    aws_thing: { thing: { setting, id: `\${data.terraform_remote_state.accounts-1.outputs.account_id_${key}}` } },
  },
});

function side(setting: number, more: Readonly<Record<string, TerraformJson>> = {}): TerraformJsonByStack {
  const published = Object.fromEntries(KEYS.map((key) => [`account_id_${key}`, {}]));
  return new Map<string, TerraformJson>([
    ["accounts-1", { output: published }],
    ["guardrails", { resource: { aws_policy: { p: { setting } } } }],
    ...KEYS.map((key): [string, TerraformJson] => [`baseline-${key}`, baseline(key, setting)]),
    ...Object.entries(more),
  ]);
}

const SIDES = { zone, base: side(1), head: side(2) };
const WHAT_CHANGES = { added: [], changed: ["aws_policy.p"], removed: [] };
const STACKS: readonly ReviewedStack[] = [
  reviewedStack({ name: "guardrails", plan: undefined, changes: undefined, resources: WHAT_CHANGES }),
  reviewedStack({ name: "baseline-a", wave: 1 }),
  reviewedStack({ name: "baseline-b", wave: 2, representedBy: "baseline-a" }),
  reviewedStack({ name: "baseline-c", wave: 3, representedBy: "baseline-a" }),
];

/** A manifest of which one stack says something else. */
const forged = (name: string, change: Partial<ReviewedStack>): ReviewedManifest =>
  reviewedManifest({ stacks: STACKS.map((stack) => (stack.name === name ? { ...stack, ...change } : stack)) });

describe("a rollout follows from the configuration and its base", () => {
  test("when it is what they say", () => {
    expect(unfoundedRollout(reviewedManifest({ stacks: [...STACKS] }), SIDES)).toBeUndefined();
  });

  test("when each is planned for itself", () => {
    const stacks = STACKS.map(({ representedBy: _, ...stack }) => stack);
    expect(unfoundedRollout(reviewedManifest({ stacks }), SIDES)).toBeUndefined();
  });

  test.each<[string, string, Partial<ReviewedStack>]>([
    ["a stack that is no baseline is represented", "guardrails", { representedBy: "baseline-a" }],
    ["a representative is represented itself", "baseline-a", { representedBy: "baseline-b" }],
    ["a stack is represented by one that is not there", "baseline-b", { representedBy: "baseline-z" }],
    ["a stack is represented by one that is represented", "baseline-c", { representedBy: "baseline-b" }],
    ["a stack is in an earlier wave", "baseline-c", { wave: 1 }],
    ["a stack is in no wave", "baseline-c", { wave: undefined }],
    ["a stack that has none is in a wave", "guardrails", { wave: 1 }],
    ["a stack is said to take away more", "guardrails", { resources: { ...WHAT_CHANGES, removed: ["aws_policy.q"] } }],
  ])("but not when %s", (_, name, change) => {
    expect(unfoundedRollout(forged(name, change), SIDES)?.message).toContain(`The reviewed plan says of ${name} what`);
  });

  test("but nobody is represented without a base", () => {
    const manifest = reviewedManifest({ stacks: [...STACKS] });
    expect(unfoundedRollout(manifest, { ...SIDES, base: undefined })?.message).toContain("baseline-b");
  });
});

describe("a plan that leaves out what differs from its base", () => {
  const head = side(2, { monitoring: { resource: {} } });
  const manifest = reviewedManifest({ stacks: [...STACKS] });

  test("is refused", () => {
    expect(unfoundedRollout(manifest, { ...SIDES, head })?.message).toMatch(/leaves out .*: monitoring$/);
  });

  test("is taken when all that it leaves out is left to bootstrap", () => {
    const left = side(2, { pipeline: { resource: {} }, "state-backend": { resource: {} } });
    expect(unfoundedRollout(manifest, { ...SIDES, head: left })).toBeUndefined();
  });

  test("is taken when only some stacks were asked for", () => {
    expect(unfoundedRollout({ ...manifest, isSelection: true }, { ...SIDES, head })).toBeUndefined();
  });

  test("leaves out everything else where there is no base", () => {
    const one = reviewedManifest({ stacks: [reviewedStack({ name: "monitoring" })] });
    const missing = unfoundedRollout(one, { zone, base: undefined, head })?.message;
    expect(missing).toContain("accounts-1, baseline-a");
  });
});
