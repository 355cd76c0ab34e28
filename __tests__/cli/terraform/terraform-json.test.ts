import { describe, expect, test } from "@jest/globals";
import {
  affectedStacks,
  neededOutputs,
  publishes,
  synthesizedResources,
  type TerraformJson,
} from "../../../cli/terraform/terraform-json";

const stacks = (byName: Readonly<Record<string, TerraformJson>>) => new Map(Object.entries(byName));
const resources = (byName: Readonly<Record<string, object>>): TerraformJson => ({ resource: { aws_x: byName } });

describe("affectedStacks", () => {
  test.each<[string, TerraformJson | undefined, TerraformJson | undefined, readonly string[], readonly string[]]>([
    ["the same", resources({ a: { b: 1 } }), resources({ a: { b: 1 } }), [], []],
    ["the same in another order", resources({ a: {}, b: {} }), resources({ b: {}, a: {} }), [], []],
    ["other comments", { "//": { metadata: 1 }, a: { "//": 1 } }, { "//": { metadata: 2 }, a: {} }, [], []],
    ["another value", resources({ a: { b: 1 } }), resources({ a: { b: 2 } }), ["one"], []],
    ["a new stack", undefined, resources({}), ["one"], []],
    ["a stack that is gone", resources({}), undefined, [], ["one"]],
  ])("%s", (_, base, head, changed, abandoned) => {
    const side = (json: TerraformJson | undefined) =>
      stacks({ ...(json === undefined ? {} : { one: json }), same: {} });
    expect(affectedStacks(side(base), side(head))).toEqual({ changed, abandoned });
  });
});

test("synthesizedResources tells block by block, and an order of creation is no change", () => {
  const base = resources({ stays: { b: 1 }, waits: { b: 1, depends_on: ["aws_x.a"] }, goes: {}, changes: { b: 1 } });
  const head = resources({ stays: { b: 1 }, waits: { b: 1 }, comes: {}, changes: { b: 2 } });
  expect(synthesizedResources(base, head)).toEqual({
    added: ["aws_x.comes"],
    changed: ["aws_x.changes"],
    removed: ["aws_x.goes"],
  });
  expect(synthesizedResources(undefined, head).added).toHaveLength(4);
});

test("neededOutputs finds every value of another state once, wherever it stands", () => {
  const json = {
    resource: {
      aws_x: {
        a: { b: "${data.terraform_remote_state.accounts-1.outputs.account_id_shop-dev}" },
        c: ["arn:${data.terraform_remote_state.organization.outputs.root_id}:x"],
        d: "${data.terraform_remote_state.organization.outputs.root_id}",
      },
    },
  };
  expect(neededOutputs(json)).toEqual([
    { stack: "accounts-1", output: "account_id_shop-dev" },
    { stack: "organization", output: "root_id" },
  ]);
  expect(neededOutputs(undefined)).toEqual([]);
});

test("publishes", () => {
  const json = { output: { root_id: { value: "x" } } };
  expect([publishes(json, "root_id"), publishes(json, "toString"), publishes(undefined, "root_id")]).toEqual([
    true,
    false,
    false,
  ]);
});
