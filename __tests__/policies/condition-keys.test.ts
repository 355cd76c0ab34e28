import { expect, test } from "@jest/globals";
import {
  conditionKeyAsWritten,
  conditionKeyEntry,
  conditionKeyExists,
  isKeyOfService,
  suggestConditionKey,
} from "../../policies/condition-keys";

test.each([
  ["aws:PrincipalArn", true],
  ["AWS:ASSUMEDROOT", true],
  ["aws:RequestTag/owner", true],
  ["aws:PrincipalTag/", false],
  ["s3:x-amz-acl", true],
  ["s3:ExistingObjectTag/stage", true],
  ["kms:EncryptionContext:aws:cloudtrail:arn", true],
  ["ec2:Attribute/HttpTokens", true],
  ["token.actions.githubusercontent.com:sub", true],
  ["sso.acme.example:aud", true],
  ["saml:aud", true],
  ["catalog:ChangeType", true],
  ["catalog:ChangeTipe", false],
  ["ec2:RoleDelivery", true],
  ["aws:PrincipalAm", false],
  ["aws:PrincipalOrgPath", false],
  ["nothing:at-all", false],
  ["plain", false],
])("%s exists: %s", (key, expected) => {
  expect(conditionKeyExists(key)).toBe(expected);
});

test.each([
  ["aws:PrincipalAm", [], "aws:PrincipalArn"],
  ["aws:PrincipalOrgPath", [], "aws:PrincipalOrgPaths"],
  ["s3:x-amz-alc", [], "s3:x-amz-acl"],
  ["InstanceType", ["ec2"], "ec2:InstanceType"],
  ["completely-different-from-every-key", [], undefined],
])("for %s at %j, %s is suggested", (key, services, expected) => {
  expect(suggestConditionKey(key, services)).toBe(expected);
});

test.each([
  ["s3:x-amz-acl", "s3", true],
  ["s3:x-amz-acl", "sqs", false],
  ["aws:SourceIp", "sqs", true],
  ["ec2:RoleDelivery", "s3", true],
  ["ec2:InstanceType", "s3", false],
  ["catalog:ChangeType", "aws-marketplace", true],
])("%s is carried by requests to %s: %s", (key, service, expected) => {
  expect(isKeyOfService(key, service)).toBe(expected);
});

test("the type of a key comes from AWS's list", () => {
  expect(conditionKeyEntry("AWS:sourceip")).toEqual({ key: "aws:SourceIp", type: "IPAddress" });
});

test.each([
  ["aws:requestedregion", "aws:RequestedRegion"],
  ["aws:principaltag/team", "aws:PrincipalTag/team"],
  ["kms:resourcealiases", "kms:ResourceAliases"],
  ["sso.acme.example:aud", "sso.acme.example:aud"],
  ["nothing:at-all", "nothing:at-all"],
])("%s is written %s", (key, expected) => {
  expect(conditionKeyAsWritten(key)).toBe(expected);
});
