import { describe, expect, test } from "@jest/globals";
import {
  actionAsWritten,
  actionExists,
  actionsMatching,
  matchesAnAction,
  suggestAction,
  suggestActionPattern,
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
  ])("%s exists: %s", (action, expected) => {
    expect(actionExists(action)).toBe(expected);
  });

  test.each([
    ["s3:getobject", "s3:GetObject"],
    ["STS:AssumeRoot", "sts:AssumeRoot"],
    ["s3:nosuchaction", "s3:nosuchaction"],
    ["*", "*"],
  ])("%s is written %s", (action, expected) => {
    expect(actionAsWritten(action)).toBe(expected);
  });

  test.each([
    ["s3:DeletBucket", "s3:DeleteBucket"],
    ["cloudtrial:StopLogging", "cloudtrail:StopLogging"],
    ["iam:createuser", "iam:CreateUser"],
    ["s3:Xyzzyxyzzyxyzzy", undefined],
    ["nothing-like-it-at-all:Get", undefined],
  ])("for %s, %s is suggested", (action, expected) => {
    expect(suggestAction(action)).toBe(expected);
  });

  test.each([
    ["cloudtrail:Stop*", ["cloudtrail:StopEventDataStoreIngestion", "cloudtrail:StopImport", "cloudtrail:StopLogging"]],
    ["STS:assumeroot", ["sts:AssumeRoot"]],
    ["sts:Nothing*", []],
    ["nothing:*", []],
  ])("%s matches", (pattern, expected) => {
    expect([...actionsMatching(pattern)].sort()).toEqual(expected);
  });

  test("a star matches the actions of every service", () => {
    expect(actionsMatching("*").length).toBeGreaterThan(15_000);
  });

  test.each([
    ["*", true],
    ["*:*", true],
    ["s3:*", true],
    ["S3:Get*Acl", true],
    ["iam:*OrganizationsRoot*", true],
    ["s3*:Get*", true],
    ["s3:GetObject", true],
    ["s3:GetObjcet*", false],
    ["s3:", false],
    ["s4:*", false],
    ["s4*:Get?bject", false],
  ])("%s matches one: %s", (pattern, expected) => {
    expect(matchesAnAction(pattern)).toBe(expected);
  });

  test.each([
    ["s3:GetObjcet*", "s3:GetObject*"],
    ["cloudtrial:Stop*", "cloudtrail:Stop*"],
    ["s3:GetObjekt", "s3:GetObject"],
    ["s3:Xyzzyxyzzy*", undefined],
    ["nothing-like-it-at-all:*", undefined],
  ])("for the pattern %s, %s is suggested", (pattern, expected) => {
    expect(suggestActionPattern(pattern)).toBe(expected);
  });
});
