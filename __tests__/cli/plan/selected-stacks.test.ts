import { describe, expect, test } from "@jest/globals";
import { selectedStacks } from "../../../cli/plan/selected-stacks";
import { caught } from "../caught";

const stack = (name: string, ...dependencies: string[]) => ({ name, dependencies, directory: name });
const ALL = [stack("a"), stack("b", "a"), stack("c", "b"), stack("d")];

describe("selectedStacks", () => {
  test.each<[readonly string[], readonly (readonly [string, ...string[]])[]]>([
    [
      ["a", "b", "c", "d"],
      [["a"], ["b", "a"], ["c", "a", "b"], ["d"]],
    ],
    [
      ["c", "a"],
      [["a"], ["c", "a"]],
    ],
    [["c"], [["c"]]],
    [[], []],
  ])("%j", (names, expected) => {
    expect(selectedStacks(ALL, names).map(({ name, dependencies }) => [name, ...dependencies])).toEqual(expected);
  });

  test("a name that no stack has is a misuse", () => {
    const stacks = [stack("accounts-1"), stack("guardrails")];
    expect(caught(() => selectedStacks(stacks, ["guardrail"]))).toMatchObject({
      message: 'There is no stack "guardrail"; did you mean guardrails?',
      exitCode: 2,
    });
  });
});
