import { describe, expect, test } from "@jest/globals";
import { canMatch, exactly, matches, repeat, textSet } from "../../policies/pattern";

describe("a pattern matches a text", () => {
  test.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "anything at all", true],
    ["a*c", "abbbc", true],
    ["a*c", "abbbd", false],
    ["a*b*c", "aXbYbZc", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a?", "a", false],
    ["s3:Put*", "s3:PutObject", true],
    ["s3:Put*", "s3:GetObject", false],
    ["a.c", "abc", false],
  ])("%j %j: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

describe("a pattern matches a text of a set", () => {
  const set = textSet("arn:", repeat(/[a-z-]/), ":iam::", ...exactly(12, /\d/), ":root");

  test.each([
    ["arn:aws:iam::111111111111:root", true],
    ["arn:aws-us-gov:iam::111111111111:root", true],
    ["arn:*:iam::*:root", true],
    ["arn:aws:iam::1111*:root", true],
    ["arn:aws:iam::????????????:root", true],
    ["arn:aws:iam::???????????:root", false],
    ["arn:aws:iam::11111111111x:root", false],
    ["*root", true],
    ["*", true],
    ["*:role/*", false],
    ["arn:AWS:iam::111111111111:root", false],
  ])("%j: %s", (pattern, expected) => {
    expect(canMatch(pattern, set)).toBe(expected);
  });

  test("in time that grows with the product of both lengths only", () => {
    expect(canMatch(`${"*a".repeat(200)}b`, textSet("a".repeat(400)))).toBe(false);
  });
});
