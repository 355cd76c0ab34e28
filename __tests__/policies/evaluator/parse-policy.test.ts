import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { ownPolicy } from "../../../policies/evaluator/own-policy";
import { POLICY_LIMITS, parsePolicy } from "../../../policies/evaluator/parse-policy";
import { FULL_ACCESS, levelsOf, policyOf, question } from "../../support/organization-policies";

function problemsOf(document: unknown): readonly string[] {
  const result = parsePolicy(document);
  return result.kind === "policy" ? [] : result.problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const SOUND = { Effect: "Deny", Action: "*", Resource: "*" };

describe("a policy in any form", () => {
  const expected = {
    name: "number 1",
    effect: "Deny",
    action: { negated: false, patterns: ["s3:*"] },
    resource: { negated: true, patterns: ["arn:aws:s3:::a"] },
    tests: [
      {
        operator: "bool",
        qualifier: "for-any-value",
        ifExists: true,
        key: "aws:securetransport",
        writtenKey: "aws:SecureTransport",
        values: ["false"],
      },
    ],
    guardrail: undefined,
  };
  const statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    NotResource: ["arn:aws:s3:::a"],
    Condition: { "ForAnyValue:BoolIfExists": { "aws:SecureTransport": false } },
  };

  test.each([
    ["one statement", { Version: "2012-10-17", Statement: statement }],
    ["a list", { Version: "2012-10-17", Id: "x", Statement: [statement] }],
    ["text", JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 8)],
    [
      "lists of one",
      { Version: "2012-10-17", Statement: [{ ...statement, Action: ["s3:*"], Principal: { AWS: ["*"] } }] },
    ],
  ])("as %s", (_, document) => {
    expect(parsePolicy(document)).toEqual({ kind: "policy", policy: { statements: [expected] } });
  });

  test("as our own statements", () => {
    const own = { ...SOUND, Sid: "Own", Effect: "Deny", Condition: { Null: { "aws:AssumedRoot": "true" } } } as const;
    expect(ownPolicy([own], () => "some-guardrail").statements).toEqual([
      { ...policyOf(own).statements[0], guardrail: "some-guardrail" },
    ]);
  });

  test("without a version, a policy variable is text", () => {
    const result = parsePolicy({ Statement: SOUND });
    expect(result.kind === "policy" && result.policy.statements[0]?.variables).toBe("literal");
  });

  test("names the guardrail of each statement", () => {
    const result = parsePolicy({ Statement: [SOUND, SOUND] }, { guardrailOf: (index) => `guardrail-${index}` });
    expect(result.kind === "policy" && result.policy.statements.map(({ guardrail }) => guardrail)).toEqual([
      "guardrail-0",
      "guardrail-1",
    ]);
  });
});

describe("what is wrong with a policy is said, all at once", () => {
  test.each<[unknown, readonly string[]]>([
    ["{", [expect.stringContaining(": the policy is no JSON: ") as unknown as string]],
    ["[]", [": a policy is an object with a list of statements"]],
    [undefined, [": a policy is an object with a list of statements"]],
    [{ Version: "2012-10-17" }, [": the policy has no Statement"]],
    [{ Version: "2026-01-01", Statement: [] }, ['Version: Version is neither "2012-10-17" nor "2008-10-17"']],
    [{ Statements: [], Statement: [] }, ['Statements: "Statements" is no element here. Did you mean "Statement"?']],
    [{ Statement: ["x"] }, ["Statement.0: a statement is an object"]],
    [
      { Statement: [{ effect: "Deny", Action: 1, Resource: [] }, SOUND, { ...SOUND, NotAction: "a", Condition: [] }] },
      [
        'Statement.0.effect: "effect" is no element here. Did you mean "Effect"?',
        'Statement.0.Effect: Effect is neither "Allow" nor "Deny"',
        "Statement.0.Action: the value is no text",
        "Statement.0.Action: Action is empty",
        "Statement.0.Resource: Resource is empty",
        "Statement.2: a statement has either Action or NotAction",
        "Statement.2.Condition: Condition is no object",
      ],
    ],
    [
      { Statement: { Effect: "Deny" } },
      [
        "Statement.0: the statement has neither Action nor NotAction",
        "Statement.0: the statement has neither Resource nor NotResource",
      ],
    ],
    [
      { Statement: { ...SOUND, Principal: { AWS: "arn:aws:iam::111111111111:root" } } },
      ['Statement.0.Principal: Principal of an organization policy can only be "*"'],
    ],
    [
      { Statement: { ...SOUND, Sid: 3, Condition: { StringEquals: "x", Null: { a: [null] } } } },
      [
        "Statement.0.Sid: Sid is no text",
        "Statement.0.Condition.StringEquals: StringEquals is no object",
        "Statement.0.Condition.Null.a.0: the value is no text",
      ],
    ],
  ])("%j", (document, expected) => {
    expect(problemsOf(document)).toEqual(expected);
  });
});

describe("a hostile policy ends in a clear problem", () => {
  const nested = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  const circular: Record<string, unknown> = { ...SOUND };
  circular.Condition = circular;

  test.each<[string, unknown, string]>([
    ["too long", " ".repeat(POLICY_LIMITS.characters + 1), "more than 5000000"],
    [
      "too many statements",
      { Statement: Array.from({ length: 10_001 }, () => SOUND) },
      "10001 statements, more than 10000",
    ],
    ["nested text", nested, "nested deeper than 32 levels"],
    [
      "nested values",
      { Statement: { Condition: JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`) as unknown } },
      "nested deeper than 32 levels",
    ],
    ["one that contains itself", { Statement: circular }, "nested deeper than 32 levels"],
  ])("%s", (_, document, expected) => {
    expect(problemsOf(document)).toEqual([expect.stringContaining(expected)]);
  });

  test("brackets in a string are no nesting", () => {
    expect(problemsOf(JSON.stringify({ Statement: { ...SOUND, Sid: '{\\"['.repeat(1_000) } }))).toEqual([]);
  });
});

describe("a large policy is evaluated", () => {
  test("10,000 statements", () => {
    const statements = Array.from({ length: 9_999 }, (_, index) => ({
      ...SOUND,
      Action: `service${index % 100}:Name${index}*`,
    }));
    const levels = levelsOf([FULL_ACCESS, ...statements]);
    expect(evaluate(question(levels, { action: "service7:Name107", resource: "*" })).verdict).toBe("denied");
    expect(evaluate(question(levels, { action: "service7:Other", resource: "*" })).verdict).toBe("allowed");
    const open = evaluate(question(levels));
    expect(open.verdict).toBe("undecided");
  });

  test("wildcards that make regular expressions explode", () => {
    const deny = { ...SOUND, Condition: { StringLike: { "t:key": `${"*a".repeat(500)}b` } } };
    const levels = levelsOf([FULL_ACCESS, deny]);
    const context = { "t:key": "a".repeat(5_000) };
    expect(evaluate(question(levels, { action: "a:b", resource: "*", context })).verdict).toBe("allowed");
    expect(["depends", "undecided"]).toContain(evaluate(question(levels, { action: "a:b", resource: "*" })).verdict);
  });
});
