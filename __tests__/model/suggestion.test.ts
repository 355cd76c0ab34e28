import { describe, expect, test } from "@jest/globals";
import { nearest, suggestion } from "../../model/suggestion";

describe("nearest", () => {
  test.each([
    ["emial", ["email", "owner"], "email"],
    ["Email", ["email"], "email"],
    ["log-archve", ["log-archive", "log-archive-2"], "log-archive"],
    ["shop", ["shop", "shops"], "shop"],
    ["ab", ["ac", "ad"], "ac"],
    ["zone", ["email", "owner"], undefined],
    ["x", [], undefined],
    ["", ["a", "bb"], "a"],
  ])("of %j in %j is %j", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});

describe("suggestion", () => {
  test.each([
    ["emial", ["email"], 'Did you mean "email"?'],
    ["zzzz", [], "Take it out."],
    ["zzzz", ["email"], "Take it out. There is: email."],
    ["zzzz", ["email", "owner"], "Take it out. There are: email, owner."],
    ["zzzz", Array.from({ length: 13 }, (_, index) => `candidate-${index}`), "Take it out."],
  ])("for %j of %j is %j", (word, candidates, expected) => {
    expect(suggestion(word, candidates, "Take it out.")).toBe(expected);
  });
});
