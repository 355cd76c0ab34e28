import { describe, expect, test } from "@jest/globals";
import {
  actionExists,
  actionsMatching,
  conditionKeyExists,
  suggestAction,
  suggestConditionKey,
} from "../../policies/action-names";

describe("actions", () => {
  test.each([
    ["s3:GetObject", true],
    ["S3:getobject", true],
    ["sts:AssumeRoot", true],
    ["s3:GetObjekt", false],
    ["s4:GetObject", false],
    ["s3:", false],
    ["s3", false],
    ["", false],
    ["*", false],
  ])("%s exists: %s", async (action, expected) => {
    expect(await actionExists(action)).toBe(expected);
  });

  test.each([
    ["s3:DeletBucket", "s3:DeleteBucket"],
    ["cloudtrial:StopLogging", "cloudtrail:StopLogging"],
    ["iam:createuser", "iam:CreateUser"],
    ["s3:Xyzzyxyzzyxyzzy", undefined],
    ["nothing-like-it-at-all:Get", undefined],
  ])("for %s, %s is suggested", async (action, expected) => {
    expect(await suggestAction(action)).toBe(expected);
  });

  test.each([
    ["cloudtrail:Stop*", ["cloudtrail:StopEventDataStoreIngestion", "cloudtrail:StopImport", "cloudtrail:StopLogging"]],
    ["STS:assumeroot", ["sts:AssumeRoot"]],
    ["sts:Nothing*", []],
    ["nothing:*", []],
  ])("%s matches", async (pattern, expected) => {
    expect([...(await actionsMatching(pattern))].sort()).toEqual(expected);
  });

  test("a star matches the actions of every service", async () => {
    expect((await actionsMatching("*")).length).toBeGreaterThan(15_000);
  });
});

describe("condition keys", () => {
  test.each([
    ["aws:PrincipalArn", true],
    ["AWS:ASSUMEDROOT", true],
    ["aws:RequestTag/owner", true],
    ["s3:x-amz-acl", true],
    ["aws:PrincipalAm", false],
    ["nothing:at-all", false],
    ["plain", false],
  ])("%s exists: %s", async (key, expected) => {
    expect(await conditionKeyExists(key)).toBe(expected);
  });

  test.each([
    ["aws:PrincipalAm", "aws:PrincipalArn"],
    ["s3:x-amz-alc", "s3:x-amz-acl"],
    ["completely-different-from-every-key", undefined],
  ])("for %s, %s is suggested", async (key, expected) => {
    expect(await suggestConditionKey(key)).toBe(expected);
  });
});
