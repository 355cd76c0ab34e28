import { expect, test } from "@jest/globals";
import { accountKeys, configTree, unitKeys } from "../../model/config-tree";

const email = "aws@acme.example";
const tree = configTree(
  {
    organizationalUnits: {
      b: {
        name: "B",
        accounts: { one: { email } },
        organizationalUnits: { c: { name: "C", accounts: { two: { email }, one: { email } } } },
      },
      a: { name: "A" },
    },
  },
  ["unread"],
);

test("lists units as they are written, parents before children", () => {
  expect(
    tree.units.map(({ key, parent, depth, lineage, path }) => ({
      key,
      parent,
      depth,
      lineage: lineage.map((unit) => unit.key).join(),
      path: path.join("."),
    })),
  ).toEqual([
    { key: "b", parent: undefined, depth: 1, lineage: "b", path: "organizationalUnits.b" },
    { key: "c", parent: "b", depth: 2, lineage: "b,c", path: "organizationalUnits.b.organizationalUnits.c" },
    { key: "a", parent: undefined, depth: 1, lineage: "a", path: "organizationalUnits.a" },
  ]);
});

test("lists accounts with the units above them, and keeps two of one key", () => {
  expect(tree.accounts.map(({ key, parent, depth, lineage }) => [key, parent, depth, lineage.length])).toEqual([
    ["one", "b", 1, 1],
    ["two", "c", 2, 2],
    ["one", "c", 2, 2],
  ]);
});

test("knows the keys of accounts that cannot be read", () => {
  expect([...accountKeys(tree)]).toEqual(["one", "two", "unread"]);
  expect([...unitKeys(tree)]).toEqual(["b", "c", "a"]);
});
