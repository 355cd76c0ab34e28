import { expect, test } from "@jest/globals";
import type { PolicyStatementConfig } from "../../../model/config";
import { rootDenyWithoutNullRule } from "../../../policies/rules/root-deny-without-null";
import { breachesOf } from "../../support/breaches";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig } from "../../support/example-config";

const ON_ROOT = { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } };
const deny = (Condition: NonNullable<PolicyStatementConfig["Condition"]>): PolicyStatementConfig => ({
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition,
});
const found = (index: number): string =>
  `guardrails.own.statements[${index}]: this Deny of guardrail "own" selects the root user and would deny root sessions of central root access, too`;

test.each([
  ["a Deny on root alone", [deny(ON_ROOT)], [found(0)]],
  ["a Deny on root that spares root sessions", [deny({ ...ON_ROOT, Null: { "aws:AssumedRoot": "true" } })], []],
  ["only the second statement", [deny({ Null: { "aws:AssumedRoot": "true" } }), deny(ON_ROOT)], [found(1)]],
  ["an exemption by NotAction instead", [{ ...deny(ON_ROOT), NotAction: ["s3:PutBucketPolicy"] }], [found(0)]],
  ["an Allow on root", [{ ...deny(ON_ROOT), Effect: "Allow" as const }], []],
  ["a Deny that root merely falls under", [deny({ ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/x" } })], []],
])("%s", (_, statements, expected) => {
  expect(breachesOf(rootDenyWithoutNullRule, withStatements(statements))).toEqual(expected);
});

test("the built-in guardrails keep the rule", () => {
  expect(breachesOf(rootDenyWithoutNullRule, exampleConfig())).toEqual([]);
});
