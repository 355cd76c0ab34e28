import { describe, expect, test } from "@jest/globals";
import { textClasses } from "../../../policies/evaluator/value-classes";
import { matchesPattern, oneOf, type Pattern, runOf, wildcardPattern } from "../../../policies/evaluator/wildcard";

function classesOf(
  patterns: readonly string[],
  ...rest: readonly (readonly string[])[]
): readonly string[] | undefined {
  const [like, notLike = []] = rest;
  const constraint = {
    ...(like === undefined ? {} : { within: [like.map((text) => wildcardPattern(text))] }),
    without: notLike.map((text) => wildcardPattern(text)),
  };
  return textClasses(
    patterns.map((text) => wildcardPattern(text)),
    constraint,
  )
    ?.map(({ matched }) => matched.join(""))
    .sort();
}

describe("patterns tell texts apart", () => {
  test.each([
    [[], [""]],
    [["*"], ["0"]],
    [["a"], ["", "0"]],
    [
      ["a*", "ab*"],
      ["", "0", "01"],
    ],
    [
      ["a*", "*b"],
      ["", "0", "01", "1"],
    ],
    [
      ["?", "??"],
      ["", "0", "1"],
    ],
    [
      ["a", "a"],
      ["", "01"],
    ],
    [
      ["?*", "*?"],
      ["", "01"],
    ],
    [
      ["*a*a*", "*b*b*"],
      ["", "0", "01", "1"],
    ],
  ])("%j: %j", (patterns, expected) => {
    expect(classesOf(patterns)).toEqual(expected);
  });

  test("only among the texts that the constraint leaves", () => {
    expect(classesOf(["ab*", "*z"], ["a*"])).toEqual(["", "0", "01", "1"]);
    expect(classesOf(["ab*", "*z"], ["ab*"])).toEqual(["0", "01"]);
    expect(classesOf(["ab*", "*z"], ["ab*"], ["*z"])).toEqual(["0"]);
    expect(classesOf(["a"], ["b"], ["b"])).toEqual([]);
  });

  test("within a shape", () => {
    const shape: Pattern = [oneOf("ab"), runOf("0123456789")];
    const classes = textClasses([wildcardPattern("a*"), wildcardPattern("*7")], { within: [[shape]] });
    expect(classes?.map(({ matched }) => matched.join("")).sort()).toEqual(["", "0", "01", "1"]);
    for (const { example } of classes ?? []) expect(example).toMatch(/^[ab]\d*$/);
  });

  test("and each example is of its class", () => {
    const texts = ["s3:*", "s3:Get*", "*Object", "iam:?*", "s3:GetObject", "*:*:*"];
    const patterns = texts.map((text) => wildcardPattern(text));
    const classes = textClasses(patterns) ?? [];
    expect(classes.length).toBeGreaterThan(10);
    for (const { example, matched } of classes) {
      expect(patterns.flatMap((pattern, index) => (matchesPattern(pattern, example) ? [index] : []))).toEqual(matched);
    }
  });

  test("literals cost states in proportion to their length only", () => {
    const names = Array.from({ length: 300 }, (_, index) => wildcardPattern(`service${index % 7}:Name${index}*`));
    expect(textClasses(names, {}, 5_000)).toHaveLength(301);
  });

  test("more states than the budget are given up", () => {
    const patterns = ["*a*b*c*", "*b*c*a*", "*c*a*b*", "*d*e*f*", "*f*e*d*"].map((text) => wildcardPattern(text));
    expect(textClasses(patterns, {}, 100)).toBeUndefined();
    expect(textClasses(patterns)).toBeDefined();
  });
});
