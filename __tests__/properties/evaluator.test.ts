import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../../policies/evaluator/evaluate";
import { readTest } from "../../policies/evaluator/parse-policy";
import type { ParsedStatement, ParsedTest } from "../../policies/evaluator/parsed-policy";
import type { PolicyLevel } from "../../policies/evaluator/policy-level";
import type { Fact, Question } from "../../policies/evaluator/question";
import { type PlainRequest, plainVerdict } from "../support/plain-evaluation";

/** Keys with the tests that policies make of them, and values that requests may have. */
const KEYS: Readonly<
  Record<
    string,
    { readonly operators: readonly string[]; readonly bounds: readonly string[]; readonly values: readonly string[] }
  >
> = {
  "t:text": {
    operators: [
      "StringLike",
      "StringNotLike",
      "StringEquals",
      "StringNotEquals",
      "StringNotEqualsIgnoreCase",
      "StringEqualsIgnoreCase",
      "BinaryEquals",
    ],
    bounds: ["a", "b", "A", "a*", "*b", "?", "*a*b*", "**", "a?*"],
    values: ["", "a", "b", "A", "ab", "ba", "aXb", "x", "xyb", "B", "aa"],
  },
  "t:number": {
    operators: [
      "NumericEquals",
      "NumericNotEquals",
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
    ],
    bounds: ["1", "2", "2.5", "10", "-3"],
    values: ["0", "1", "1.5", "2", "2.5", "7", "10", "11", "-3", "-4", "x"],
  },
  "t:date": {
    operators: ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
    bounds: ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"],
    values: [
      "2025-12-31T00:00:00Z",
      "2026-01-01T00:00:00Z",
      "2026-02-01T00:00:00Z",
      "2026-06-01T00:00:00Z",
      "2027-01-01T00:00:00Z",
    ],
  },
  "t:address": {
    operators: ["IpAddress", "NotIpAddress"],
    bounds: ["10.0.0.0/8", "10.1.0.0/16", "192.0.2.7", "0.0.0.0/0"],
    values: ["10.0.0.1", "10.1.2.3", "192.0.2.7", "192.0.2.8", "2001:db8::1", "x"],
  },
  "t:flag": { operators: ["Bool", "Null"], bounds: ["true", "false"], values: ["true", "false", "TRUE", "x"] },
  "t:arn": {
    operators: ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals", "StringLike"],
    bounds: ["arn:*:iam::*:root", "arn:aws:iam::1:role/*", "arn:aws:*:*:*:*", "a"],
    values: ["arn:aws:iam::1:root", "arn:aws:iam::1:role/a", "arn:aws-cn:iam::2:user/a:b", "x", "arn:aws:s3:::b"],
  },
  "t:set": {
    operators: [
      "ForAllValues:StringLike",
      "ForAnyValue:StringLike",
      "ForAllValues:StringNotLike",
      "ForAnyValue:StringNotEquals",
      "ForAllValues:StringEquals",
      "Null",
      "StringEquals",
    ],
    bounds: ["a", "b", "a*", "*b", "true"],
    values: ["a", "b", "ab", "c"],
  },
};

const ACTIONS = ["s3:GetObject", "s3:PutObject", "iam:CreateUser", "iam:GetUser", "ec2:RunInstances", "sts:GetX"];
const RESOURCES = ["*", "arn:aws:s3:::a", "arn:aws:s3:::b/c", "arn:aws:iam::1:role/a", "arn:aws:ec2:r:1:i/x"];

const someTest: fc.Arbitrary<ParsedTest> = fc.constantFrom(...Object.keys(KEYS)).chain(testOf);

function testOf(key: string): fc.Arbitrary<ParsedTest> {
  const { operators = [], bounds = [] } = KEYS[key] ?? {};
  return fc
    .tuple(
      fc.constantFrom(...operators),
      fc.boolean(),
      fc.uniqueArray(fc.constantFrom(...bounds), { minLength: 1, maxLength: 2 }),
    )
    .map(([operator, ifExists, values]) =>
      readTest(operator + (ifExists && operator !== "Null" ? "IfExists" : ""), key, values),
    );
}

function patterns(...texts: readonly string[]): fc.Arbitrary<ParsedStatement["action"]> {
  return fc.record({
    negated: fc.boolean(),
    patterns: fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 }),
  });
}

const statement: fc.Arbitrary<ParsedStatement> = fc.record({
  name: fc.constant("any"),
  effect: fc.constantFrom("Allow", "Deny"),
  action: patterns("*", "s3:*", "S3:Get*", "*:Get*", "iam:CreateUser", "?am:*", "ec2:RunInstances"),
  resource: patterns("*", "*", "arn:aws:s3:::*", "arn:aws:s3:::a", "arn:*:*:*:1:*", "arn:aws:iam::*:role/?"),
  tests: fc.array(someTest, { maxLength: 3 }),
  guardrail: fc.constant(undefined),
});

const FULL_ACCESS: ParsedStatement = {
  name: "full access",
  effect: "Allow",
  action: { negated: false, patterns: ["*"] },
  resource: { negated: false, patterns: ["*"] },
  tests: [],
  guardrail: undefined,
};

const level: fc.Arbitrary<PolicyLevel> = fc
  .tuple(fc.array(statement, { maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
  .map(([statements, allow]) => ({
    node: { kind: "root" },
    title: "organization root",
    policies: [
      {
        name: "policy",
        origin: { kind: "landing-zone" },
        policy: { statements: allow === 0 ? statements : [FULL_ACCESS, ...statements] },
      },
    ],
  }));

const levels = fc.array(level, { minLength: 1, maxLength: 3 });

function valuesOf(key: string): fc.Arbitrary<readonly string[]> {
  const { values = [] } = KEYS[key] ?? {};
  return key === "t:set"
    ? fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
    : fc.constantFrom(...values).map((value) => [value]);
}

const request: fc.Arbitrary<PlainRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.record(
    Object.fromEntries(Object.keys(KEYS).map((key) => [key, fc.option(valuesOf(key), { nil: undefined, freq: 3 })])),
  ),
});

/** Some parts of a request, the others left open. */
function questionOf(at: readonly PolicyLevel[], known: PlainRequest, isOpen: (part: string) => boolean): Question {
  const fact = (part: string, values: readonly string[] | undefined): Fact => {
    if (isOpen(part)) return { kind: "open" };
    return values === undefined ? { kind: "absent" } : { kind: "values", values };
  };
  return {
    scps: { kind: "bound", levels: at },
    rcps: { kind: "exempt", because: "service-without-rcp-support" },
    action: fact("action", [known.action]),
    resource: fact("resource", [known.resource]),
    context: Object.fromEntries(Object.keys(KEYS).map((key) => [key, fact(key, known.context[key])])),
  };
}

const PARTS = ["action", "resource", ...Object.keys(KEYS)];

test("a request without open parts is decided as the plain evaluation decides it", () => {
  fc.assert(
    fc.property(levels, request, (at, known) => {
      expect(evaluate(questionOf(at, known, () => false)).verdict).toBe(plainVerdict(at, known));
    }),
    { numRuns: 5_000 },
  );
});

test("denied and allowed hold for every completion, and the requests of depends are decided as it says", () => {
  const verdicts = new Map<string, number>();
  fc.assert(
    fc.property(
      levels,
      request,
      fc.subarray(PARTS, { minLength: 1 }),
      fc.array(request, { minLength: 40, maxLength: 40 }),
      (at, known, open, others) => {
        const answer = evaluate(questionOf(at, known, (part) => open.includes(part)));
        verdicts.set(answer.verdict, (verdicts.get(answer.verdict) ?? 0) + 1);
        if (answer.verdict === "depends") {
          expect(answer.on.length).toBeGreaterThan(0);
          expect(open).toEqual(expect.arrayContaining([...answer.on]));
          expect(plainVerdict(at, answer.denied)).toBe("denied");
          expect(plainVerdict(at, answer.allowed)).toBe("allowed");
          return;
        }
        for (const other of others) {
          const context = Object.fromEntries(
            Object.keys(KEYS).map((key) => [key, (open.includes(key) ? other : known).context[key]]),
          );
          const completion = {
            action: (open.includes("action") ? other : known).action,
            resource: (open.includes("resource") ? other : known).resource,
            context,
          };
          expect(answer.verdict).toBe(plainVerdict(at, completion));
        }
      },
    ),
    { numRuns: 3_000 },
  );
  expect([...verdicts.keys()].sort()).toEqual(["allowed", "denied", "depends"]);
});

/** Statements that differ in their tests of one key only. */
const onOneKey = fc.constantFrom(...Object.keys(KEYS)).chain((key) =>
  fc.record({
    key: fc.constant(key),
    values: fc.array(fc.option(valuesOf(key), { nil: undefined, freq: 8 }), { minLength: 60, maxLength: 60 }),
    statements: fc.array(
      fc.record({
        ...constantsOf(FULL_ACCESS),
        effect: fc.constantFrom<ParsedStatement["effect"]>("Allow", "Deny", "Deny"),
        tests: fc.array(testOf(key), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    hasFullAccess: fc.boolean(),
  }),
);

function constantsOf({ name, action, resource }: ParsedStatement) {
  return {
    name: fc.constant(name),
    action: fc.constant(action),
    resource: fc.constant(resource),
    guardrail: fc.constant(undefined),
  };
}

test("the classes of one key cover its values", () => {
  fc.assert(
    fc.property(onOneKey, ({ key, values, statements, hasFullAccess }) => {
      const policy = { statements: hasFullAccess ? [FULL_ACCESS, ...statements] : statements };
      const at: readonly PolicyLevel[] = [
        { node: { kind: "root" }, title: "root", policies: [{ name: "policy", origin: { kind: "aws" }, policy }] },
      ];
      const known = { action: "s3:GetObject", resource: "*", context: {} };
      const answer = evaluate(questionOf(at, known, (part) => part === key));
      if (answer.verdict === "depends") {
        expect(answer.on).toEqual([key]);
        expect(plainVerdict(at, answer.denied)).toBe("denied");
        expect(plainVerdict(at, answer.allowed)).toBe("allowed");
        return;
      }
      for (const each of values) expect(answer.verdict).toBe(plainVerdict(at, { ...known, context: { [key]: each } }));
    }),
    { numRuns: 5_000 },
  );
});
