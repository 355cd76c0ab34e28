import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { Ledger } from "../../model/ledger";
import { targetKey } from "../../model/policy-target";
import { resolve } from "../../model/resolve";
import { policyRecords } from "../../policies/guardrail-policies";
import { quotaBudget } from "../../policies/quota-budget";
import { policyAttachmentsRule } from "../../policies/rules/policy-attachments";
import { policySizeRule } from "../../policies/rules/policy-size";
import { formatQuotaBudget } from "../../reports/quota-budget-text";
import { HARMLESS } from "../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../support/example-config";

const budget = quotaBudget(resolve(exampleConfig({ reservedPolicySlots: { scp: 2 } }), undefined).zone);

test("every node has its slots: AWS's, reserved ones and ours; inherited policies take none", () => {
  const node = (key: string) => budget.nodes.find(({ target }) => targetKey(target) === key);
  expect(budget.nodes).toHaveLength(1 + 10 + 11);
  expect(node("sandboxes")).toMatchObject({ target: { kind: "organizational-unit" }, below: ["root", "workloads"] });
  expect(node("sandboxes")?.slots.find(({ policyType }) => policyType === "scp")).toEqual({
    policyType: "scp",
    limit: 10,
    used: 4,
    left: 6,
    ofAws: "FullAWSAccess",
    reserved: 2,
    policies: [{ policy: "scp_2", isLeaving: false }],
    inherited: [
      {
        from: "root",
        policies: [
          "deny-leave-organization",
          "deny-root",
          "protect-alerting",
          "protect-landing-zone-roles",
          "protect-trail",
          "scp_1",
        ],
      },
      { from: "workloads", policies: ["scp_4"] },
    ],
  });
  expect(node("shop-prod")?.slots.map(({ policyType, used }) => [policyType, used])).toEqual([
    ["ai-opt-out", 0],
    ["rcp", 1],
    ["scp", 3],
    ["tag", 0],
  ]);
});

test("every policy has its characters, and names what takes them, the largest first", () => {
  const policy = budget.policies.find((one) => one.policy === "scp_4");
  if (policy === undefined) throw new Error("no scp_4");
  const { contributors } = policy;
  expect(policy).toMatchObject({ name: "acme-scp_4", policyType: "scp", limit: 10_240, attachedTo: ["workloads"] });
  expect(contributors.map(({ guardrail }) => guardrail)).toEqual([
    "region-restriction",
    "require-imdsv2",
    "deny-public-buckets",
  ]);
  const around = '{"Version":"2012-10-17","Statement":[]}'.length;
  const commas = contributors.length - 1;
  expect(policy.used).toBe(contributors.reduce((sum, { characters }) => sum + characters, around + commas));
  expect(policy.left).toBe(10_240 - policy.used);
});

test("the text names nodes with policies, and counts the others", () => {
  const text = formatQuotaBudget(budget);
  expect(text).toContain(
    "  unit sandboxes\n    RCP: 1 of 5, 4 left: RCPFullAWSAccess\n    SCP: 4 of 10, 6 left: FullAWSAccess, 2 reserved, scp_2 (inherits, without a slot, 6 from root, 1 from workloads)\n",
  );
  expect(text).toContain("  16 other nodes have nothing attached but AWS's own policies and reserved slots\n");
  expect(text).toMatch(
    /\n {2}scp_1 +SCP: \d+ of 10240, \d+ left\n +protect-root-settings: \d+\n +deny-root-access-keys: \d+\n/,
  );
  expect(text).toMatch(/\n {2}deny-root +SCP: \d+ of 10240, \d+ left\n {2}protect-alerting/);
});

describe("while a guardrail moves", () => {
  const at = (unit: "apps" | "labs", changes: Partial<LandingZoneConfig> = {}, size = 10): LandingZoneConfig => ({
    ...minimalConfig({
      guardrails: {
        own: { reason: "For the test.", statements: [HARMLESS] },
        other: { reason: "For the test.", statements: [{ ...HARMLESS, Resource: "x".repeat(size) }] },
      },
      ...changes,
    }),
    organizationalUnits: {
      ...minimalConfig().organizationalUnits,
      apps: { name: "Apps", guardrails: ["other", ...(unit === "apps" ? ["own"] : [])] },
      labs: { name: "Labs", guardrails: unit === "labs" ? ["own"] : [] },
    },
  });
  const first = resolve(at("apps"), undefined);
  const ledger: Ledger = { ...first.ledger, policies: policyRecords(first.zone) };

  test("both policies count, and the text says until when", () => {
    const { zone } = resolve(at("labs"), ledger);
    const { nodes, policies } = quotaBudget(zone);
    const used = (key: string) =>
      nodes.find(({ target }) => targetKey(target) === key)?.slots.find(({ policyType }) => policyType === "scp")?.used;
    expect([used("apps"), used("labs")]).toEqual([2, 2]);
    expect(policies.find(({ policy }) => policy === "scp_1")?.contributors).toMatchObject([
      { guardrail: "other", isLeaving: false },
      { guardrail: "own", isLeaving: true },
    ]);
    expect(formatQuotaBudget(quotaBudget(zone))).toMatch(/own: \d+ \(until a move is finished\)/);
  });

  test("what does not fit beside what is leaving has to go elsewhere, at once", () => {
    const { zone } = resolve(at("labs", {}, 10_100), ledger);
    expect(policySizeRule.check(zone)).toEqual([]);
    expect(policyRecords(zone)).toMatchObject({
      scp_1: { guardrails: {}, leaving: { guardrails: ["own"] }, after: ["scp_4"] },
      scp_4: { targets: ["apps"], guardrails: { other: expect.any(Number) } },
      scp_5: { targets: ["labs"], guardrails: { own: expect.any(Number) } },
    });
  });

  test("slots that are only taken until then count, and the remedy is to finish", () => {
    const quotas = { "scp-attachments": { value: 7, reason: "An older organization." } };
    const zoneOf = (units: readonly string[], known?: Ledger) => {
      const config = at("apps", {
        quotas,
        denyRoot: {},
        companionGuardrails: { "protect-trail": { attachTo: units } },
        reservedPolicySlots: { scp: 5 },
      });
      return resolve(config, known);
    };
    const before = zoneOf(["apps"]);
    const after = zoneOf(["labs"], { ...before.ledger, policies: policyRecords(before.zone) });
    const onApps = policyAttachmentsRule.check(after.zone).filter(({ message }) => message.includes('"apps"'));
    expect(onApps).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("protect-trail, until a move is finished"),
        remedy: expect.stringContaining("--finish-moves"),
      }),
    ]);
  });
});
