import { describe, expect, test } from "@jest/globals";
import { DataResource, TerraformStack, Testing } from "cdktf";
import { Lanes } from "../../constructs/lanes";

/** What each key waits for. */
function waits(keys: readonly string[], count: number): Record<string, string | undefined> {
  const stack = new TerraformStack(Testing.app(), "test");
  const lanes = new Lanes(count, keys);
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

  test.each([2, 4])("of %i are equally long", (count) => {
    const order = waits(KEYS, count);
    const depth = (key: string): number => 1 + (order[key] === undefined ? 0 : depth(order[key]));
    expect(Math.max(...KEYS.map(depth))).toBeLessThanOrEqual(Math.ceil(KEYS.length / count));
  });

  test.each(["aaa", "account-120x", "zzz"])("keep everybody's place when %s is added", (added) => {
    const before = waits(KEYS, 4);
    const after = waits([...KEYS, added].sort(), 4);
    expect(KEYS.filter((key) => after[key] !== before[key]).length).toBeLessThanOrEqual(7);
    // Whoever waits, waits for a key before its own, as without the added one.
    for (const key of KEYS) expect([key, (after[key] ?? "") < key]).toEqual([key, true]);
  });

  test("of fewer keys than lanes leave all of them free", () => {
    expect(waits(["a", "b"], 4)).toEqual({ a: undefined, b: undefined });
  });

  test("refuse a key that they were not made for", () => {
    expect(() =>
      new Lanes(2, ["a"]).append("b", () => new DataResource(new TerraformStack(Testing.app(), "test"), "b")),
    ).toThrow("no lane for b");
  });
});
