import { describe, expect, test } from "@jest/globals";
import { CONDITION_OPERATORS } from "../../../catalogue/condition-operators";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { OPERATORS } from "../../../policies/evaluator/operators";
import { FULL_ACCESS, levelsOf, question } from "../../support/organization-policies";

type Values = string | readonly string[];
/** Values of the policy, values of the request (none: absent), whether the test holds. */
type Row = readonly [policy: Values, request: Values | undefined, holds: boolean];

/** Whether a test of one key holds: a Deny on it denies. */
function holds(
  operator: string,
  policy: unknown,
  request: Values | undefined,
  others: Record<string, string | null> = {},
): boolean {
  const deny = { Effect: "Deny", Action: "*", Resource: "*", Condition: { [operator]: { "t:key": policy } } };
  const answer = evaluate(
    question(levelsOf([FULL_ACCESS, deny]), {
      action: "s3:GetObject",
      resource: "*",
      context: { ...others, "t:key": request ?? null },
    }),
  );
  if (answer.verdict !== "denied" && answer.verdict !== "allowed") throw new Error(answer.verdict);
  return answer.verdict === "denied";
}

const ROOT = "arn:aws:iam::111111111111:root";
const ROLE = "arn:aws:iam::111111111111:role/a/b";

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  StringEquals: [
    ["a", "a", true],
    ["a", "A", false],
    ["a*", "ab", false],
    ["a*", "a*", true],
    [["a", "b"], "b", true],
    ["a", undefined, false],
    ["a", ["a", "b"], false],
    [[], "a", false],
  ],
  StringNotEquals: [
    ["a", "a", false],
    ["a", "b", true],
    [["a", "b"], "b", false],
    ["a", undefined, true],
    ["a", ["b", "c"], false],
  ],
  StringEqualsIgnoreCase: [
    ["Ab", "aB", true],
    ["a*", "AB", false],
    ["a", undefined, false],
  ],
  StringNotEqualsIgnoreCase: [
    ["Ab", "aB", false],
    ["Ab", "b", true],
    ["a", undefined, true],
  ],
  StringLike: [
    ["a*", "ab", true],
    ["a?", "a", false],
    ["A*", "ab", false],
    ["a${*}", "a*", true],
    ["a${*}", "ab", false],
    ["${?}${$}", "?$", true],
    ["a", undefined, false],
  ],
  StringNotLike: [
    ["a*", "ab", false],
    ["a*", "b", true],
    [["a*", "b*"], "bc", false],
    ["a*", undefined, true],
  ],
  NumericEquals: [
    ["10", "10.0", true],
    ["10", "11", false],
    ["10", "ten", false],
    ["ten", "10", false],
    ["10", undefined, false],
  ],
  NumericNotEquals: [
    ["10", "10.0", false],
    ["10", "11", true],
    ["10", "ten", false],
    [["10", "11"], "11", false],
    ["10", undefined, true],
  ],
  NumericLessThan: [
    ["10", "9.99", true],
    ["10", "10", false],
    ["-1", "-2", true],
  ],
  NumericLessThanEquals: [
    ["10", "10", true],
    ["10", "10.1", false],
  ],
  NumericGreaterThan: [
    ["10", "10", false],
    ["10", "1e2", true],
  ],
  NumericGreaterThanEquals: [
    ["10", "10", true],
    ["10", "9", false],
  ],
  DateEquals: [
    ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true],
    ["2026-01-01T00:00:00Z", "1767225600", true],
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", false],
    ["2026-01-01T00:00:00Z", "yesterday", false],
  ],
  DateNotEquals: [
    ["2026-01-01", "2026-01-01T00:00:00Z", false],
    ["2026-01-01", "2026-01-02", true],
    ["2026-01-01", "yesterday", false],
    ["2026-01-01", undefined, true],
  ],
  DateLessThan: [
    ["2026-01-01", "2025-12-31", true],
    ["2026-01-01", "2026-01-01", false],
  ],
  DateLessThanEquals: [
    ["2026-01-01", "2026-01-01", true],
    ["2026-01-01", "2026-01-02", false],
  ],
  DateGreaterThan: [
    ["2026-01-01", "2026-01-02", true],
    ["2026-01-01", "2026-01-01", false],
  ],
  DateGreaterThanEquals: [
    ["2026-01-01", "2026-01-01", true],
    ["2026-01-01", "2025-12-31", false],
  ],
  Bool: [
    ["true", "TRUE", true],
    ["True", "true", true],
    ["true", "false", false],
    ["maybe", "maybe", false],
    ["false", undefined, false],
  ],
  BinaryEquals: [
    ["QmluYXJ5", "QmluYXJ5", true],
    ["QmluYXJ5", "qmluYXJ5", false],
  ],
  IpAddress: [
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:DB8::1", "2001:db8:0:0:0:0:0:1", true],
    ["::ffff:203.0.113.7", "::ffff:cb00:7107", true],
    ["203.0.113.0/24", "no address", false],
    ["203.0.113.0/33", "203.0.113.1", false],
    ["203.0.113.0/24", "203.0.113.256", false],
  ],
  NotIpAddress: [
    ["203.0.113.0/24", "203.0.113.255", false],
    ["203.0.113.0/24", "203.0.114.0", true],
    ["203.0.113.0/24", "2001:db8::1", true],
    [["203.0.113.0/24", "10.0.0.0/8"], "10.1.1.1", false],
    ["203.0.113.0/24", "no address", false],
    ["203.0.113.0/24", undefined, true],
  ],
  ArnLike: [
    ["arn:*:iam::*:root", ROOT, true],
    ["arn:*:iam::*:root", ROLE, false],
    ["arn:aws:iam::111111111111:role/*", ROLE, true],
    ["arn:aws:iam:*root", ROOT, false],
    ["*", ROOT, false],
    ["arn:*:iam::*:root", undefined, false],
  ],
  ArnEquals: [
    ["arn:*:iam::*:root", ROOT, true],
    ["arn:aws:iam::111111111111:role/?", ROLE, false],
  ],
  ArnNotLike: [
    ["arn:*:iam::*:root", ROLE, true],
    ["arn:*:iam::*:root", ROOT, false],
    [["arn:*:iam::*:root", "arn:*:iam::*:role/*"], ROLE, false],
    ["arn:*:iam::*:root", "no ARN", false],
    ["arn:*:iam::*:root", undefined, true],
  ],
  ArnNotEquals: [
    ["arn:*:iam::*:root", ROLE, true],
    ["arn:*:iam::*:root", ROOT, false],
    ["arn:*:iam::*:root", undefined, true],
  ],
  Null: [
    ["true", undefined, true],
    ["true", "a", false],
    ["false", "a", true],
    ["false", undefined, false],
    ["True", undefined, true],
    ["yes", undefined, false],
  ],
};

test("every operator that AWS documents is known, and has a table", () => {
  expect([...OPERATORS.values()].map(({ name }) => name).sort()).toEqual([...CONDITION_OPERATORS].sort());
  expect(Object.keys(ROWS).sort()).toEqual([...CONDITION_OPERATORS].sort());
});

describe.each(Object.entries(ROWS))("%s", (operator, rows) => {
  test.each(rows)("policy %j, request %j: %s", (policy, request, expected) => {
    expect(holds(operator, policy, request)).toBe(expected);
  });

  test("does not depend on the case of its name, nor on one value being a list", () => {
    for (const [policy, request, expected] of rows) {
      const listed = typeof policy === "string" ? [policy] : policy;
      expect(holds(operator.toUpperCase(), listed, request)).toBe(expected);
    }
  });

  test("with IfExists it holds for an absent key, and otherwise as without", () => {
    if (operator === "Null") return;
    for (const [policy, request, expected] of rows) {
      expect(holds(`${operator}IfExists`, policy, request)).toBe(request === undefined ? true : expected);
    }
  });
});

describe("several values", () => {
  test.each<readonly [operator: string, ...Row]>([
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringEquals", ["a"], undefined, true],
    ["ForAllValues:StringEquals", ["a"], [], true],
    ["ForAllValues:StringNotLike", "a*", ["b", "c"], true],
    ["ForAllValues:StringNotLike", "a*", ["b", "ac"], false],
    ["ForAllValues:StringNotLike", "a*", undefined, true],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c"], false],
    ["ForAnyValue:StringEquals", "a", undefined, false],
    ["ForAnyValue:StringNotEquals", "a", ["a", "b"], true],
    ["ForAnyValue:StringNotEquals", "a", ["a"], false],
    ["ForAnyValue:StringNotEquals", "a", undefined, false],
    ["ForAnyValue:StringEqualsIfExists", "a", undefined, true],
    ["ForAnyValue:NumericLessThan", "5", ["9", "4"], true],
    ["ForAllValues:IpAddress", "10.0.0.0/8", ["10.0.0.1", "11.0.0.1"], false],
  ])("%s, policy %j, request %j: %s", (operator, policy, request, expected) => {
    expect(holds(operator, policy, request)).toBe(expected);
  });
});

describe("policy variables", () => {
  const others = { "aws:principalaccount": "111111111111", "t:empty": "", "t:wild": "a*", "t:missing": null };

  test.each<readonly [operator: string, ...Row]>([
    ["StringEquals", "${aws:PrincipalAccount}", "111111111111", true],
    ["StringEquals", "${aws:PrincipalAccount}", "222222222222", false],
    ["StringEquals", "${AWS:principalaccount}", "111111111111", true],
    ["StringNotEquals", "${aws:PrincipalAccount}", "222222222222", true],
    ["StringLike", "x-${aws:PrincipalAccount}-*", "x-111111111111-y", true],
    ["StringLike", "${t:wild}", "ab", false],
    ["StringLike", "${t:wild}", "a*", true],
    ["StringEquals", "${t:missing}", "", false],
    ["StringNotEquals", "${t:missing}", "a", false],
    ["StringEquals", ["${t:missing}", "a"], "a", true],
    ["StringEquals", "${t:missing, 'a'}", "a", true],
    ["StringEquals", "${aws:PrincipalAccount, 'a'}", "a", false],
    ["StringEquals", "${t:empty, 'a'}", "a", true],
    ["ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", ROLE, true],
    ["ArnLike", "arn:aws:iam::${t:missing}:role/*", ROLE, false],
    ["NumericEquals", "${aws:PrincipalAccount}", "111111111111", false],
    ["StringEquals", "${unfinished", "${unfinished", true],
  ])("%s, policy %j, request %j: %s", (operator, policy, request, expected) => {
    expect(holds(operator, policy, request, others)).toBe(expected);
  });
});
