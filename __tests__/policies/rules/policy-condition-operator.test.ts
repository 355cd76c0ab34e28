import { expect, test } from "@jest/globals";
import { policyConditionOperatorRule } from "../../../policies/rules/policy-condition-operator";
import { breachesOf } from "../../support/breaches";
import { HARMLESS, withStatements } from "../../support/custom-guardrail";
import { exampleConfig } from "../../support/example-config";

const found = (operator: string, index = 0): string =>
  `guardrails.own.statements[${index}].Condition${/\W/.test(operator) ? `["${operator}"]` : `.${operator}`}: "${operator}" is no condition operator`;

test.each([
  ["ArnLike", []],
  ["StringNotLikeIfExists", []],
  ["ForAnyValue:StringEquals", []],
  ["ForAllValues:StringNotLikeIfExists", []],
  ["Null", []],
  ["NullIfExists", [found("NullIfExists")]],
  ["StringMatches", [found("StringMatches")]],
  ["ForEachValue:StringLike", [found("ForEachValue:StringLike")]],
  ["arnlike", [found("arnlike")]],
])("%s", (operator, expected) => {
  const statement = { ...HARMLESS, Condition: { [operator]: { "aws:PrincipalTag/team": "x" } } };
  expect(breachesOf(policyConditionOperatorRule, withStatements([statement]))).toEqual(expected);
});

test("each statement is checked", () => {
  const wrong = { ...HARMLESS, Sid: "Wrong", Condition: { StringLikes: { "aws:PrincipalTag/team": "x" } } };
  const config = withStatements([HARMLESS, wrong]);
  expect(breachesOf(policyConditionOperatorRule, config)).toEqual([found("StringLikes", 1)]);
});

test("the example's guardrails are sound", () => {
  expect(breachesOf(policyConditionOperatorRule, exampleConfig())).toEqual([]);
});
