import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { conditionTests, listed, type Statement } from "../../policies/policy-document";
import { policyConditionContradictionRule } from "../../policies/rules/policy-condition-contradiction";
import { covers, extentOf } from "../../policies/statement-containment";

/** Few letters, so that patterns often overlap. */
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 4 });
const action = pattern.map((name) => `s:${name}`);
const resource = fc.oneof(
  fc.constant("*"),
  fc.tuple(pattern, pattern).map(([account, name]) => `arn:p:s:r:${account}:${name}`),
);
const condition = fc.dictionary(
  fc.constantFrom(
    "StringEquals",
    "StringLike",
    "StringNotLike",
    "StringNotEquals",
    "StringLikeIfExists",
    "StringNotLikeIfExists",
    "Null",
  ),
  fc.record({ k: fc.array(pattern, { minLength: 1, maxLength: 2 }) }),
  { maxKeys: 2 },
);

const statement: fc.Arbitrary<Statement> = fc
  .record({
    actions: fc.array(action, { minLength: 1, maxLength: 2 }),
    isNotAction: fc.boolean(),
    resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
    isNotResource: fc.boolean(),
    isAbsent: fc.boolean(),
    Condition: condition,
  })
  .map(({ actions, isNotAction, resources, isNotResource, isAbsent, Condition }) => ({
    Effect: "Deny",
    ...(isNotAction ? { NotAction: actions } : { Action: actions }),
    ...(isNotResource ? { NotResource: resources } : { Resource: resources }),
    Condition: { ...Condition, ...(Condition.Null === undefined ? {} : { Null: { k: [String(isAbsent)] } }) },
  }));

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly value: string | undefined;
}

const request: fc.Arbitrary<Request> = fc.record({
  action: text.map((name) => `s:${name}`),
  resource: fc.tuple(text, text).map(([account, name]) => `arn:p:s:r:${account}:${name}`),
  value: fc.option(text, { nil: undefined }),
});

/** What AWS documents, written as regular expressions and for one condition key. */
function applies(
  { Action, NotAction, Resource, NotResource, ...statement }: Statement,
  { action, resource, value }: Request,
) {
  const actionMatches = listed(Action ?? NotAction).some((glob) => expression(glob).test(action));
  const resourceMatches = listed(Resource ?? NotResource).some((glob) => expression(glob).test(resource));
  return (
    actionMatches === (NotAction === undefined) &&
    resourceMatches === (NotResource === undefined) &&
    conditionTests(statement).every(({ operator, values }) => holds(operator, values, value))
  );
}

function holds(operator: string, values: readonly string[], value: string | undefined): boolean {
  if (operator === "Null") return values.includes(String(value === undefined));
  if (value === undefined) return operator.includes("Not") || operator.endsWith("IfExists");
  const isLike = operator.includes("Like");
  const matches = values.some((glob) => (isLike ? expression(glob).test(value) : glob === value));
  return matches !== operator.includes("Not");
}

function expression(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[*?]/g, (sign) => (sign === "*" ? ".*" : "."))}$`);
}

test("a statement that covers another one applies wherever that one does", () => {
  let proofs = 0;
  fc.assert(
    fc.property(statement, statement, fc.array(request, { minLength: 20, maxLength: 20 }), (wide, narrow, requests) => {
      if (!covers(extentOf(wide), extentOf(narrow))) return;
      proofs += 1;
      for (const one of requests) expect(applies(narrow, one) && !applies(wide, one)).toBe(false);
    }),
    { numRuns: 5_000 },
  );
  expect(proofs).toBeGreaterThan(50);
});

test("a statement covers itself, whatever it says", () => {
  fc.assert(
    fc.property(statement, (one) => {
      expect(covers(extentOf(one), extentOf(one))).toBe(true);
    }),
  );
});

test("a statement whose tests contradict each other never applies", () => {
  let found = 0;
  fc.assert(
    fc.property(statement, fc.array(request, { minLength: 20, maxLength: 20 }), (one, requests) => {
      if (policyConditionContradictionRule.checkStatement(one, "scp").length === 0) return;
      found += 1;
      for (const each of requests) expect(applies(one, each)).toBe(false);
    }),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(50);
});
