import { expect, test } from "@jest/globals";
import type { Statement } from "../../../policies/policy-document";
import { policyPartitionRule } from "../../../policies/rules/policy-partition";
import { denying, foundIn } from "../../support/lint";

const BUCKET = "arn:aws:s3:::team";

test.each<[string, Partial<Statement>, string[]]>([
  ["any partition", { Resource: "arn:*:s3:::team" }, []],
  ["a partition in a resource", { Resource: ["*", BUCKET] }, [`Resource[1]: "${BUCKET}" names the partition "aws"`]],
  ["a partition in NotResource", { NotResource: BUCKET }, [`NotResource: "${BUCKET}" names the partition "aws"`]],
  [
    "a partition in a condition",
    { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws-us-gov:iam::*:role/Admin" } } },
    ['Condition.ArnNotLike["aws:PrincipalArn"]: "arn:aws-us-gov:iam::*:role/Admin" names the partition "aws-us-gov"'],
  ],
  ["a partition that is compared literally", { Condition: { StringEquals: { "aws:PrincipalArn": BUCKET } } }, []],
])("%s", (_, statement, expected) => {
  expect(foundIn(policyPartitionRule, statement)).toEqual(expected);
});

test("the remedy is the ARN without it", () => {
  expect(policyPartitionRule.checkStatement(denying({ Resource: BUCKET }), "scp")).toEqual([
    expect.objectContaining({ remedy: "Write arn:*:s3:::team." }),
  ]);
});

test("permission sets are for the accounts of one partition", () => {
  expect(foundIn(policyPartitionRule, { Resource: BUCKET }, "identity")).toEqual([]);
});
