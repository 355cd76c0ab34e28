import { describe, expect, test } from "@jest/globals";
import { resolveRollout } from "../../model/rollout";
import type { RolloutConfig } from "../../model/rollout-config";

describe("the order of a rollout", () => {
  test.each<[string, RolloutConfig | undefined, ReturnType<typeof resolveRollout>]>([
    ["nothing written", undefined, { canary: [], waves: [{ unit: "share", value: 0.1 }] }],
    ["only canaries", { canary: ["b", "a"] }, { canary: ["b", "a"], waves: [{ unit: "share", value: 0.1 }] }],
    ["no waves between", { waves: [] }, { canary: [], waves: [] }],
    [
      "numbers of accounts",
      { waves: [5, 50] },
      { canary: [], waves: [5, 50].map((value) => ({ unit: "accounts", value })) },
    ],
    [
      "shares",
      { waves: ["2.5%", "50%"] },
      { canary: [], waves: [0.025, 0.5].map((value) => ({ unit: "share", value })) },
    ],
  ])("of %s", (_, written, resolved) => {
    expect(resolveRollout(written)).toEqual(resolved);
  });
});
