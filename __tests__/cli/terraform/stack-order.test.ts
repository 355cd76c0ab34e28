import { describe, expect, test } from "@jest/globals";
import { type OrderedStack, stackGroups, stackOrder } from "../../../cli/terraform/stack-order";

const stack = (name: string, ...dependencies: string[]): OrderedStack => ({ name, dependencies });

describe("stackGroups", () => {
  test.each<[string, OrderedStack[], string[][]]>([
    ["no stacks", [], []],
    ["one stack", [stack("a")], [["a"]]],
    ["independent stacks keep their order", [stack("b"), stack("a")], [["b", "a"]]],
    ["a chain written backwards", [stack("c", "b"), stack("b", "a"), stack("a")], [["a"], ["b"], ["c"]]],
    [
      "a diamond",
      [stack("end", "left", "right"), stack("left", "start"), stack("right", "start"), stack("start")],
      [["start"], ["left", "right"], ["end"]],
    ],
    [
      "a stack waits for its last dependency only",
      [stack("a"), stack("b", "a"), stack("c", "a", "b"), stack("d", "a")],
      [["a"], ["b", "d"], ["c"]],
    ],
  ])("%s", (_, stacks, groups) => {
    expect(stackGroups(stacks).map((group) => group.map(({ name }) => name))).toEqual(groups);
    expect(stackOrder(stacks).map(({ name }) => name)).toEqual(groups.flat());
  });

  test.each<[string, OrderedStack[], string]>([
    ["a circle", [stack("a"), stack("b", "c"), stack("c", "b")], "in a circle: b, c"],
    ["a stack that waits for itself", [stack("a", "a")], "in a circle: a"],
    ["an unknown dependency", [stack("a", "b")], "stack a depends on b, which does not exist"],
  ])("%s throws", (_, stacks, message) => {
    expect(() => stackGroups(stacks)).toThrow(message);
  });
});
