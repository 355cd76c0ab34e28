import { describe, expect, test } from "@jest/globals";
import { deriveKeys, kebabCase, type Named } from "../../../cli/adopt/derived-keys";

describe("a name as a key", () => {
  test.each([
    ["Log Archive", "log-archive"],
    ["SharedServices", "shared-services"],
    ["Éclair & Co.", "eclair-co"],
    ["  1st team_A ", "st-team-a"],
    ["日本", ""],
    ["ACME-Prod--2", "acme-prod-2"],
  ])("%j is %j", (name, key) => expect(kebabCase(name)).toBe(key));
});

interface Case {
  readonly name: string;
  readonly things: readonly Named[];
  readonly taken?: readonly string[];
  readonly known?: readonly (readonly [string, string])[];
  readonly keys: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    name: "different names",
    things: [
      { id: "ou-1", path: ["Prod"] },
      { id: "ou-2", path: ["Dev"] },
    ],
    keys: { "ou-1": "prod", "ou-2": "dev" },
  },
  {
    name: "equal names below different parents: both get the parent's",
    things: [
      { id: "ou-1", path: ["Shared", "Prod"] },
      { id: "ou-2", path: ["Shared", "Dev"] },
      { id: "ou-3", path: ["Prod"] },
    ],
    keys: { "ou-1": "prod-shared", "ou-2": "dev-shared", "ou-3": "prod" },
  },
  {
    name: "equal names below parents of equal names: as far up as it takes",
    things: [
      { id: "ou-1", path: ["Shared", "Team", "Prod"] },
      { id: "ou-2", path: ["Shared", "Team", "Dev"] },
    ],
    keys: { "ou-1": "prod-team-shared", "ou-2": "dev-team-shared" },
  },
  {
    name: "equal names in one place: the kind, then the id",
    things: [
      { id: "000000000007", path: ["Sandbox"] },
      { id: "000000000008", path: ["Sandbox"] },
      { id: "000000000009", path: ["Sandbox"] },
    ],
    keys: { "000000000007": "sandbox", "000000000008": "sandbox-account", "000000000009": "sandbox-0009" },
  },
  {
    name: "a key that something else has",
    things: [{ id: "000000000007", path: ["Prod", "Prod"] }],
    taken: ["prod"],
    keys: { "000000000007": "prod-account" },
  },
  {
    name: "a name of which nothing is left",
    things: [{ id: "000000000007", path: ["42"] }],
    keys: { "000000000007": "account-000000000007" },
  },
  {
    name: "keys of an earlier run stay, and names are told apart as then",
    things: [
      { id: "ou-1", path: ["Renamed"] },
      { id: "ou-2", path: ["Shared", "Prod"] },
      { id: "ou-3", path: ["Shared", "Dev"] },
    ],
    known: [
      ["ou-1", "old"],
      ["ou-2", "prod-shared"],
    ],
    keys: { "ou-1": "old", "ou-2": "prod-shared", "ou-3": "dev-shared" },
  },
];

describe("keys of many things", () => {
  test.each(CASES)("$name", ({ things, taken = [], known = [], keys }) => {
    const derive = (of: readonly Named[]) =>
      Object.fromEntries(deriveKeys(of, { taken: new Set(taken), kind: "account", known: new Map(known) }));
    expect(derive(things)).toEqual(keys);
    expect(derive([...things].reverse())).toEqual(keys);
  });
});
