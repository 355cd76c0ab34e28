import { expect, test } from "@jest/globals";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { POLICY_LIMITS, parsePolicy } from "../../../policies/evaluator/parse-policy";
import { matchesPattern, wildcardPattern } from "../../../policies/evaluator/wildcard";
import { attached, FULL_ACCESS, levelsOf, question } from "../../support/organization-policies";

const DENY = { Effect: "Deny", Action: "*", Resource: "*" } as const;

/** How many places of a pattern are looked at for a text. */
function stepsOf(pattern: string, text: string): number {
  let steps = 0;
  matchesPattern(wildcardPattern(pattern), text, (count) => {
    steps += count;
  });
  return steps;
}

test.each([
  ["*a*a*a*b", (length: number) => "a".repeat(length)],
  ["*a?*a?*a?*b", (length: number) => "ab".repeat(length / 2)],
  ["?*?*?*?*!", (length: number) => "x".repeat(length)],
])("%s takes twice the steps for twice the text", (pattern, text) => {
  expect(stepsOf(pattern, text(20_000)) / stepsOf(pattern, text(10_000))).toBeCloseTo(2, 1);
});

test("a text of almost the longest length that is read is evaluated", () => {
  const statement = { ...DENY, Action: ["a:b", `iam:${"x".repeat(POLICY_LIMITS.characters - 500)}*`] };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  expect(text.length).toBeLessThan(POLICY_LIMITS.characters);
  const result = parsePolicy(text);
  if (result.kind === "problems") throw new Error(JSON.stringify(result.problems));
  const [level] = levelsOf([FULL_ACCESS]);
  if (level === undefined) throw new Error("no level");
  const policies = [...level.policies, { ...attached("hostile", DENY), policy: result.policy }];
  const ask = (action: string) => evaluate(question([{ ...level, policies }], { action, resource: "*" })).verdict;
  expect([ask("a:b"), ask("a:c")]).toEqual(["denied", "allowed"]);
});

test("many wildcards on an open key end in an answer", () => {
  const patterns = Array.from({ length: 12 }, (_, index) => `${"*a".repeat(index + 3)}*${index}*b`);
  const levels = levelsOf([FULL_ACCESS, { ...DENY, Condition: { StringLike: { "t:key": patterns } } }]);
  expect(["depends", "undecided"]).toContain(evaluate(question(levels, { action: "a:b", resource: "*" })).verdict);
});

test("many values of one key are each compared once", () => {
  const values = Array.from({ length: 2_000 }, (_, index) => `value-${index}`);
  const deny = { ...DENY, Condition: { "ForAllValues:StringEquals": { "t:key": values } } };
  const ask = (request: readonly string[]) =>
    evaluate(question(levelsOf([FULL_ACCESS, deny]), { action: "a:b", resource: "*", context: { "t:key": request } }))
      .verdict;
  expect([ask(values.slice(0, 200)), ask([...values.slice(0, 200), "other"])]).toEqual(["denied", "allowed"]);
});
