import { expect, test } from "@jest/globals";
import { rcpUnsupportedServiceRule } from "../../../policies/rules/rcp-unsupported-service";
import type { StatementPolicyType } from "../../../policies/rules/statement-rule";
import { serviceReference } from "../../../policies/service-reference";
import { denying, foundIn } from "../../support/lint";

const found = (service: string) =>
  `Action[1]: AWS accepted no actions of "${service}" in a resource control policy on ${serviceReference.date()}`;

test.each<[StatementPolicyType, string, string[]]>([
  ["rcp", "kms:*", []],
  ["rcp", "SQS:SendMessage", []],
  ["rcp", "ec2:RunInstances", [found("ec2")]],
  ["rcp", "sqss:*", [found("sqss")]],
  ["scp", "ec2:RunInstances", []],
  ["identity", "ec2:RunInstances", []],
])("%s with %s", (policyType, action, expected) => {
  expect(foundIn(rcpUnsupportedServiceRule, { Principal: "*", Action: ["s3:*", action] }, policyType)).toEqual(
    expected,
  );
});

test("a near service is suggested", () => {
  const statement = denying({ Principal: "*", Action: "sqss:*" });
  expect(rcpUnsupportedServiceRule.checkStatement(statement, "rcp")).toEqual([
    expect.objectContaining({ remedy: 'Did you mean "sqs"?' }),
  ]);
});
