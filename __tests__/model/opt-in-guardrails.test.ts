import { describe, expect, test } from "@jest/globals";
import { type BuiltInGuardrailId, type CompanionGuardrailId, GUARDRAILS } from "../../catalogue/guardrails";
import type { BuiltInGuardrailConfig } from "../../model/config";
import type { Mode } from "../../model/mode";
import { targetKey } from "../../model/policy-target";
import { resolve } from "../../model/resolve";
import { noticesOf, problemsOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const OPT_IN = (Object.keys(GUARDRAILS) as BuiltInGuardrailId[]).filter(
  (id): id is CompanionGuardrailId => GUARDRAILS[id].default === "off",
);

function targetsOf(id: CompanionGuardrailId, setting: BuiltInGuardrailConfig): readonly string[] | undefined {
  const config = minimalConfig({
    companionGuardrails: { [id]: setting },
    organizationalUnits: { ...minimalConfig().organizationalUnits, apps: { name: "Apps" } },
  });
  const guardrail = resolve(config, undefined).zone.guardrails.find(({ key }) => key === id);
  return guardrail?.attachments.map(({ target }) => targetKey(target));
}

test("nothing that is opt-in is in force by itself, or called missing", () => {
  const { zone } = resolve(minimalConfig(), undefined);
  expect(zone.guardrails.filter(({ key }) => OPT_IN.some((id) => id === key))).toEqual([]);
  expect(noticesOf(minimalConfig())).toEqual([]);
});

describe("one that is named without a place", () => {
  test.each<[CompanionGuardrailId, readonly string[] | undefined]>([
    ["region-restriction", ["apps", "security"]],
    ["deny-iam-users", ["apps", "security"]],
    ["require-imdsv2", ["apps", "security"]],
    ["require-ebs-encryption", ["apps", "security"]],
    ["protect-s3-public-access", ["apps", "security"]],
    ["rcp-require-tls", undefined],
    ["rcp-confused-deputy", undefined],
    ["rcp-identity-perimeter", undefined],
    ["tag-policy", ["root"]],
    ["ai-opt-out", ["root"]],
    ["declarative-ec2", ["root"]],
  ])("%s is attached to %j", (id, targets) => {
    expect(OPT_IN).toContain(id);
    expect(targetsOf(id, {})).toEqual(targets);
  });

  test("no resource control policy is at the root unless it is said so", () => {
    const rcps = OPT_IN.filter((id) => GUARDRAILS[id].policyType === "rcp");
    expect(rcps.map((id) => targetsOf(id, {}))).toEqual(rcps.map(() => undefined));
    expect(rcps.map((id) => targetsOf(id, { attachTo: "root" }))).toEqual(rcps.map(() => ["root"]));
  });
});

test.each(OPT_IN)("%s goes where the configuration says", (id) => {
  expect(targetsOf(id, { attachTo: ["apps"] })).toEqual(["apps"]);
});

test.each<[Mode, readonly string[]]>([
  ["off", []],
  ["observe", ['companionGuardrails["require-imdsv2"].mode: not-enforced']],
  ["enforce", []],
])("mode %s of one that is opt-in gives the notices %j", (mode, notices) => {
  const config = minimalConfig({ companionGuardrails: { "require-imdsv2": { mode } } });
  expect(noticesOf(config)).toEqual(notices);
  expect(problemsOf(config)).toEqual([]);
  expect(targetsOf("require-imdsv2", { mode })).toEqual(mode === "enforce" ? ["apps", "security"] : undefined);
});

test("options do not depend on the order in which they are written", () => {
  const vendors = ["444444444444", "333333333333"].map((id) => ({ id, reason: "Vendor." }));
  const optionsOf = (vendorAccounts: typeof vendors) =>
    resolve(minimalConfig({ perimeter: { vendorAccounts } }), undefined).zone.guardrailOptions;
  expect(optionsOf(vendors)).toEqual(optionsOf([...vendors].reverse()));
});
