import { describe, expect, test } from "@jest/globals";
import type { BaselineKind } from "../../../cli/plan/representatives";
import { baselineWaves } from "../../../cli/plan/waves";
import type { RolloutConfig } from "../../../model/rollout-config";
import { shopConfig, zoneOf } from "../../support/planned";

const kind = (...[account = "", ...others]: readonly string[]): BaselineKind => ({
  account,
  others,
  isPublished: true,
});

const keys = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `a${String(from + index).padStart(2, "0")}`);

const ROLLOUTS: readonly [
  name: string,
  rollout: RolloutConfig | undefined,
  kinds: readonly BaselineKind[],
  waves: readonly (readonly string[])[],
][] = [
  ["nothing is in no wave", undefined, [], []],
  ["one account is one wave", undefined, [kind("a01")], [["a01"]]],
  ["of two that are alike, one goes first", undefined, [kind("a01", "a02")], [["a01"], ["a02"]]],
  [
    "of two kinds, one of each goes first",
    undefined,
    [kind("a02", "a03"), kind("b01", "b02")],
    [
      ["a02", "b01"],
      ["a03", "b02"],
    ],
  ],
  [
    "one that is like no other is no canary",
    undefined,
    [kind("a01", "a02", "a03"), kind("z")],
    [["a01"], ["a02", "a03", "z"]],
  ],
  ["then comes a tenth, then the rest", undefined, [kind(...keys(1, 30))], [keys(1, 1), keys(2, 3), keys(4, 30)]],
  ["the first of those that are like no other go ahead", undefined, [kind("b"), kind("a")], [["a"], ["b"]]],
  [
    "named accounts are the canaries of their kind",
    { canary: ["a03", "a02"] },
    [kind("a03", "a01", "a02")],
    [["a02", "a03"], ["a01"]],
  ],
  [
    "a kind without a named account has a canary of its own",
    { canary: ["a02"] },
    [kind("a02", "a01"), kind("b01", "b02")],
    [
      ["a02", "b01"],
      ["a01", "b02"],
    ],
  ],
  [
    "named accounts that do not change are passed over",
    { canary: ["shop-dev"] },
    [kind("a01", "a02")],
    [["a01"], ["a02"]],
  ],
  [
    "shares are of everything, canaries included",
    { waves: ["20%", "50%"] },
    [kind(...keys(1, 10))],
    [keys(1, 1), keys(2, 2), keys(3, 5), keys(6, 10)],
  ],
  ["numbers are of accounts", { waves: [2, 50] }, [kind(...keys(1, 10))], [keys(1, 1), keys(2, 2), keys(3, 10)]],
  ["a wave that the canaries fill is left out", { waves: [1] }, [kind(...keys(1, 3))], [keys(1, 1), keys(2, 3)]],
  ["without waves between, all others follow", { waves: [] }, [kind(...keys(1, 30))], [keys(1, 1), keys(2, 30)]],
  [
    "services come late",
    { waves: ["80%"] },
    [kind("log-archive", "shop-dev", "shop-prod"), kind("security-tooling"), kind("zoo")],
    [["log-archive"], ["shop-dev", "shop-prod", "zoo"], ["security-tooling"]],
  ],
];

describe("in the waves of a rollout,", () => {
  test.each(ROLLOUTS)("%s", (_, rollout, kinds, waves) => {
    const zone = zoneOf(shopConfig());
    const written = rollout === undefined ? zone.rollout : zoneOf({ ...shopConfig(), rollout }).rollout;
    const found = baselineWaves({ zone: { ...zone, rollout: written }, stacks: ["organization"], kinds });
    expect(found).toEqual(waves.map((wave) => wave.map((key) => `baseline-${key}`)));
  });

  test("the management account comes last, and other stacks are in none", () => {
    const stacks = ["organization", "baseline-management", "baseline-a", "baseline-b"];
    const zone = zoneOf(shopConfig());
    expect(baselineWaves({ zone, stacks, kinds: [kind("b", "a")] })).toEqual([
      ["baseline-b"],
      ["baseline-a", "baseline-management"],
    ]);
  });
});
