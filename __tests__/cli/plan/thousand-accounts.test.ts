import { describe, expect, test } from "@jest/globals";
import "../../../cli/quiet-stack-traces.cjs";
import { TerraformStack } from "cdktf";
import { generatedConfig } from "../../../cli/bench/generated-config";
import { baselineKinds, representationsOf } from "../../../cli/plan/representatives";
import { baselineWaves } from "../../../cli/plan/waves";
import { affectedStacks, type TerraformJsonByStack } from "../../../cli/terraform/terraform-json";
import type { LandingZoneConfig } from "../../../model/config";
import type { Ledger } from "../../../model/ledger";
import { resolve } from "../../../model/resolve";
import { policyRecords } from "../../../policies/guardrail-policies";
import { landingZoneApp } from "../../../stacks/landing-zone-app";

const ACCOUNTS = 1000;

/** A configuration whose parts can be set, whatever is in it. */
type Draft = {
  -readonly [K in keyof LandingZoneConfig]: LandingZoneConfig[K];
} & { organizationalUnits: { workloads: { organizationalUnits: Record<string, DraftUnit> } } };
interface DraftUnit {
  name: string;
  baseline?: LandingZoneConfig["baseline"];
  accounts: Record<string, Record<string, unknown>>;
}

function changed(change: (units: Record<string, DraftUnit>, config: Draft) => void): LandingZoneConfig {
  const draft: Draft = JSON.parse(JSON.stringify(generatedConfig(ACCOUNTS)));
  change(draft.organizationalUnits.workloads.organizationalUnits, draft);
  return draft;
}

/** The stacks of a configuration, rendered without a file, and the ledger that the next synthesis starts from. */
function rendered(config: LandingZoneConfig, earlier?: Ledger) {
  const { zone, ledger } = resolve(config, earlier);
  const json: TerraformJsonByStack = new Map(
    landingZoneApp(zone)
      .node.children.filter((child) => child instanceof TerraformStack)
      .map((stack) => [stack.node.id, stack.toTerraform()]),
  );
  return { zone, json, ledger: { ...ledger, policies: policyRecords(zone) } };
}

const base = rendered(generatedConfig(ACCOUNTS));

function planned(config: LandingZoneConfig) {
  const { zone, json } = rendered(config, base.ledger);
  const stacks = affectedStacks(base.json, json).changed;
  const kinds = baselineKinds({ zone, stacks, base: base.json, head: json });
  return { stacks, representations: representationsOf(kinds), waves: baselineWaves({ zone, stacks, kinds }) };
}

function unit(units: Record<string, DraftUnit>, key: string): DraftUnit {
  const found = units[key];
  if (found === undefined) throw new Error(`there is no unit ${key}`);
  return found;
}

function change(units: Record<string, DraftUnit>, key: string, settings: Record<string, unknown>): void {
  const found = Object.values(units).find(({ accounts }) => accounts[key] !== undefined);
  if (found !== undefined) found.accounts[key] = { ...found.accounts[key], ...settings };
}

describe(`in an organization of ${ACCOUNTS} accounts, a change of one account affects at most three stacks:`, () => {
  test.each<[string, (units: Record<string, DraftUnit>, config: Draft) => void, readonly string[]]>([
    ["another name", (units) => change(units, "app-500", { name: "Shop" }), ["accounts-9"]],
    ["another owner", (units) => change(units, "app-500", { owner: "shop@bench.example" }), ["accounts-9"]],
    [
      "a new account",
      (units) => {
        unit(units, "team-3").accounts.shop = { email: "aws+shop@bench.example", owner: "team@bench.example" };
      },
      ["accounts-21", "baseline-shop"],
    ],
    [
      "another unit",
      (units) => {
        const { "app-500": moved = {}, ...others } = unit(units, "team-20").accounts;
        unit(units, "team-20").accounts = others;
        unit(units, "team-3").accounts["app-500"] = moved;
      },
      ["accounts-9"],
    ],
    [
      "its way out",
      (units, config) => {
        const { "app-500": _, ...others } = unit(units, "team-20").accounts;
        unit(units, "team-20").accounts = others;
        config.closing = [{ key: "app-500", reason: "sold" }];
      },
      ["accounts-9", "guardrails"],
    ],
    [
      "another baseline",
      (units) => change(units, "app-500", { baseline: { passwordMaxAgeDays: 90 } }),
      ["baseline-app-500"],
    ],
  ])("%s", (_, edit, expected) => {
    expect(planned(changed(edit)).stacks).toEqual(expected);
  });
});

describe(`in an organization of ${ACCOUNTS} accounts, a change of defaults`, () => {
  test("is planned by one account where all baselines say the same", () => {
    const { representations, waves } = planned(
      changed((_, config) => {
        config.baseline = { passwordMaxAgeDays: 90 };
      }),
    );
    expect(representations.map(({ account, represented }) => [account, represented.length])).toEqual([["app-0", 999]]);
    expect(waves.map(({ length }) => length)).toEqual([1, 100, 900]);
    expect(waves[0]).toEqual(["baseline-app-0"]);
    expect(waves[2]?.slice(-3)).toEqual(["baseline-log-archive", "baseline-security-tooling", "baseline-management"]);
  });

  test("is planned by one account of each kind, across shards and whatever the units", () => {
    const settings = (units: Record<string, DraftUnit>): void => {
      unit(units, "team-3").baseline = { s3PublicAccessBlock: false };
      unit(units, "team-30").baseline = { s3PublicAccessBlock: false };
      change(units, "app-500", { baseline: { ebsEncryption: false } });
    };
    const mixed = rendered(changed(settings), base.ledger);
    const after = rendered(
      changed((units, config) => {
        settings(units);
        config.baseline = { passwordMaxAgeDays: 90 };
      }),
      mixed.ledger,
    );
    const stacks = affectedStacks(mixed.json, after.json).changed;
    const kinds = baselineKinds({ zone: after.zone, stacks, base: mixed.json, head: after.json });
    expect(representationsOf(kinds).map(({ account, represented }) => [account, represented.length])).toEqual([
      ["app-0", 948],
      ["app-500", 0],
      ["app-75", 49],
    ]);
  });
});
