import { describe, expect, test } from "@jest/globals";
import { oneAfterAnother } from "../../../cli/apply/one-after-another";

const STACKS = [
  { name: "organization", dependencies: [] },
  { name: "accounts-1", dependencies: ["organization"] },
  { name: "accounts-2", dependencies: ["organization"] },
  { name: "accounts-3", dependencies: ["organization"] },
  { name: "guardrails", dependencies: ["accounts-1", "organization"] },
];

describe("stacks that create accounts", () => {
  test.each<[name: string, creating: readonly string[], waiting: Readonly<Record<string, readonly string[]>>]>([
    ["wait for nobody when there is none", [], {}],
    ["wait for nobody when there is one", ["accounts-2"], {}],
    [
      "wait for the one before",
      ["accounts-3", "accounts-1", "accounts-2"],
      { "accounts-2": ["accounts-1", "organization"], "accounts-3": ["accounts-2", "organization"] },
    ],
    [
      "do not wait for one that creates none",
      ["accounts-1", "accounts-3"],
      { "accounts-3": ["accounts-1", "organization"] },
    ],
  ])("%s", (_, creating, waiting) => {
    const ordered = oneAfterAnother(STACKS, new Set(creating));
    const expected = STACKS.map(({ name, dependencies }) => ({ name, dependencies: waiting[name] ?? dependencies }));
    expect(ordered).toEqual(expected);
  });
});
