import { describe, expect, test } from "@jest/globals";
import { EXTERNAL_POLICY_SIGNS } from "../../../catalogue/external-policies";
import { classifyPolicy } from "../../../cli/adopt/classify-policy";
import type { LivePolicy } from "../../../cli/adopt/live-organization";
import { policy } from "../../support/live-organization";

const STACK = { "aws:cloudformation:stack-id": "arn:aws:cloudformation:us-east-1:111111111111:stack/guards/1" };
const PRODUCT = {
  "aws:servicecatalog:provisionedProductArn": "arn:aws:servicecatalog:us-east-1:111111111111:stack/a/b",
};

const CASES: readonly (readonly [string, Partial<LivePolicy>, string])[] = [
  ["FullAWSAccess", { awsManaged: true }, "full-access"],
  ["RCPFullAWSAccess", { awsManaged: true, type: "RESOURCE_CONTROL_POLICY" }, "full-access"],
  ["FullAWSAccess", { awsManaged: false }, "foreign scp"],
  ["Something of AWS", { awsManaged: true }, "external aws scp"],
  ["aws-guardrails-AbCdEf", {}, "external control-tower scp"],
  ["AWSControlTower-Controls-xyz", { type: "DECLARATIVE_POLICY_EC2" }, "external control-tower declarative-ec2"],
  ["StackSet-guards-1234", {}, "external stack-sets scp"],
  ["guards", { tags: STACK }, "external stack-sets scp"],
  ["guards", { tags: PRODUCT }, "external account-factory scp"],
  ["aft-guard", {}, "external account-factory scp"],
  ["my-aws-guardrails-copy", {}, "foreign scp"],
  ["after hours", {}, "foreign scp"],
  ["Tags", { type: "TAG_POLICY" }, "foreign tag"],
  ["Opt out", { type: "AISERVICES_OPT_OUT_POLICY" }, "foreign ai-opt-out"],
  ["Backups", { type: "BACKUP_POLICY" }, "unknown-type"],
  ["aws-guardrails-backup", { type: "BACKUP_POLICY" }, "unknown-type"],
];

describe("whose a policy is", () => {
  test.each(CASES)("%s %j: %s", (name, changes, expected) => {
    expect(Object.values(classifyPolicy(policy("1", name, changes))).join(" ")).toBe(expected);
  });

  test("every sign of the catalogue has a source, and a name or a tag", () => {
    for (const { name, tag, source } of EXTERNAL_POLICY_SIGNS) {
      expect(name ?? tag).toBeDefined();
      expect(source).toMatch(/20\d\d/);
    }
  });
});
