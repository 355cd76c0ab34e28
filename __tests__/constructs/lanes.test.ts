import { describe, expect, test } from "@jest/globals";
import { DataResource, TerraformStack, Testing } from "cdktf";
import { Lanes } from "../../constructs/lanes";

/** What each key waits for. */
function waits(keys: readonly string[], count: number): Record<string, string | undefined> {
  const stack = new TerraformStack(Testing.app(), "test");
  const lanes = new Lanes(count);
  const order: Record<string, string | undefined> = {};
  for (const key of keys) {
    lanes.append(key, ({ dependsOn }) => {
      order[key] = dependsOn?.map(({ node }) => node.id).join();
      return new DataResource(stack, key);
    });
  }
  return order;
}

const KEYS = Array.from({ length: 50 }, (_, index) => `account-${index + 100}`);

describe("lanes", () => {
  test.each([1, 2, 4])("let at most %i begin at once", (count) => {
    const first = Object.values(waits(KEYS, count)).filter((before) => before === undefined);
    expect(first).toHaveLength(count);
  });

  test.each([2, 4])("of %i are about equally long", (count) => {
    const order = waits(KEYS, count);
    const depth = (key: string): number => 1 + (order[key] === undefined ? 0 : depth(order[key]));
    expect(Math.max(...KEYS.map(depth))).toBeLessThanOrEqual((KEYS.length / count) * 1.5);
  });

  test.each(["aaa", "account-120x", "zzz"])("keep everybody's place when %s is added", (added) => {
    const before = waits(KEYS, 4);
    const after = waits([...KEYS, added].sort(), 4);
    const changed = KEYS.filter((key) => after[key] !== before[key]);
    expect(changed.length).toBeLessThanOrEqual(1);
    for (const key of changed) expect(after[key]).toBe(added);
  });
});
