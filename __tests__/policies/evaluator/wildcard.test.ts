import { describe, expect, test } from "@jest/globals";
import {
  arnPattern,
  isEverything,
  literalPattern,
  matchesPattern,
  resourcePattern,
  wildcardPattern,
  wildcardPieces,
} from "../../../policies/evaluator/wildcard";

describe("a pattern matches a text", () => {
  test.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "anything\nat all", true],
    ["**", "", true],
    ["?*", "", false],
    ["a*c", "abbbc", true],
    ["a*c", "abbbd", false],
    ["a*b*c", "aXbYbZc", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["s3:Put*", "s3:PutObject", true],
    ["s3:Put*", "s3:putObject", false],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
  ])("%j %j: %s", (pattern, text, expected) => {
    expect(matchesPattern(wildcardPattern(pattern), text)).toBe(expected);
  });

  test.each([
    ["Put*", "PUTx", true],
    ["Put*", "PUx", false],
    ["straße", "STRASSE", false],
  ])("ignoring case, %j %j: %s", (pattern, text, expected) => {
    expect(matchesPattern(wildcardPattern(pattern, { ignoresCase: true }), text)).toBe(expected);
  });

  test("a literal has no wildcards", () => {
    expect(matchesPattern(literalPattern("a*"), "a*")).toBe(true);
    expect(matchesPattern(literalPattern("a*"), "ab")).toBe(false);
  });
});

describe("an ARN matches component by component", () => {
  test.each([
    ["arn:*:iam::*:root", "arn:aws:iam::111111111111:root", true],
    ["arn:*:iam::*:root", "arn:aws:iam::111111111111:role/root", false],
    ["arn:*:root", "arn:aws:iam::111111111111:root", undefined],
    ["arn:aws:*:*:*:*", "arn:aws:iam::111111111111:root", true],
    ["arn:aws:s3:::b*", "arn:aws:s3:::bucket/a:b", true],
    ["arn:aws:s3:*:b*", "arn:aws:s3:::bucket", undefined],
    ["arn:aws:logs:*:*:log-group:x", "arn:aws:logs:r:1:log-group:x", true],
    ["arn:aws:logs:?:1:x", "arn:aws:logs:::1:x", false],
    ["*", "arn:aws:s3:::bucket", undefined],
  ])("%j %j: %s", (pattern, text, expected) => {
    const arn = arnPattern(wildcardPieces(pattern));
    expect(arn && matchesPattern(arn, text)).toBe(expected);
  });
});

describe("a resource matches", () => {
  test.each([
    ["*", "*", true],
    ["**", "anything", true],
    ["arn:aws:s3:::b", "*", false],
    ["arn:aws:s3", "arn:aws:s3:::bucket", true],
    ["arn:aws:s3:*", "arn:aws:s3:::bucket", true],
    ["arn:aws:s3:*", "arn:aws:sqs:::bucket", false],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/c/d", true],
    ["arn:*:s3:::b", "arn:aws:x:s3:::b", false],
  ])("%j %j: %s", (pattern, text, expected) => {
    expect(matchesPattern(resourcePattern(wildcardPieces(pattern)), text)).toBe(expected);
  });
});

test.each([
  ["*", true],
  ["***", true],
  ["?*", false],
  ["a*", false],
  ["", false],
])("%j is everything: %s", (pattern, expected) => {
  expect(isEverything(wildcardPattern(pattern))).toBe(expected);
});

test.each([10, 100, 1000])("*a*a…b over %d characters takes steps linear in the text", (length) => {
  const pattern = wildcardPattern(`${"*a".repeat(20)}b`);
  let steps = 0;
  expect(matchesPattern(pattern, "a".repeat(length), (count) => (steps += count))).toBe(false);
  expect(steps).toBeLessThanOrEqual(length * (pattern.length + 1));
});
