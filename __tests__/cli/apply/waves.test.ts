import { describe, expect, test } from "@jest/globals";
import { inWaves, type StackInWave } from "../../../cli/apply/waves";
import { inStackOrder } from "../../../cli/terraform/in-stack-order";

const stack = (name: string, wave?: number, ...dependencies: readonly string[]): StackInWave => ({
  name,
  dependencies,
  ...(wave === undefined ? {} : { wave }),
});

const STACKS = [
  stack("organization"),
  stack("c", 1, "organization"),
  stack("a", 2, "organization"),
  stack("b", 2, "organization"),
  stack("z", 3, "organization"),
  stack("rules", undefined, "a", "c"),
];

describe("stacks in waves", () => {
  test.each<[string, readonly StackInWave[], Readonly<Record<string, readonly string[]>>]>([
    ["wait for nothing where there is no wave", [stack("a"), stack("b")], { a: [], b: [] }],
    ["wait for nothing in the first one", [stack("a", 1), stack("b", 1)], { a: [], b: [] }],
    [
      "wait for the whole wave before, beside what they depend on",
      STACKS,
      {
        organization: [],
        c: ["organization"],
        a: ["c", "organization"],
        b: ["c", "organization"],
        z: ["a", "b", "organization"],
        rules: ["a", "c"],
      },
    ],
    ["pass over a wave that is done", [stack("a", 1), stack("z", 3)], { a: [], z: ["a"] }],
  ])("%s", (_, stacks, expected) => {
    expect(Object.fromEntries(inWaves(stacks).map(({ name, dependencies }) => [name, dependencies]))).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ["the canary", "c", ["organization", "c"]],
    ["one of the second wave", "a", ["organization", "c", "a", "b"]],
  ])("are not begun after %s failed", async (_, failing, begun) => {
    const started: string[] = [];
    const work = async ({ name }: StackInWave): Promise<void> => {
      started.push(name);
      await Promise.resolve();
      if (name === failing) throw new Error(name);
    };
    await expect(inStackOrder(inWaves(STACKS), 3, work)).rejects.toThrow(failing);
    expect(started).toEqual(begun);
  });
});
