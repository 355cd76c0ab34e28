import { describe, expect, test } from "@jest/globals";
import type { Statement } from "../../policies/policy-document";
import { selectsRoot, sparesRootSessions } from "../../policies/root-selection";

function deny(Condition: NonNullable<Statement["Condition"]>): Statement {
  return { Effect: "Deny", Action: "*", Resource: "*", Condition };
}

const ROOT = "arn:*:iam::*:root";

describe("a condition selects the root user", () => {
  test.each([
    ["ArnLike", { ArnLike: { "aws:PrincipalArn": ROOT } }],
    ["ArnEquals", { ArnEquals: { "aws:PrincipalArn": ROOT } }],
    ["StringLike", { StringLike: { "aws:PrincipalArn": ROOT } }],
    ["StringEquals", { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:root" } }],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "aws:PrincipalArn": "ARN:AWS:IAM::111111111111:ROOT" } }],
    ["IfExists", { ArnLikeIfExists: { "aws:PrincipalArn": ROOT } }],
    ["ForAnyValue", { "ForAnyValue:ArnLike": { "aws:PrincipalArn": ROOT } }],
    ["ForAllValues with IfExists", { "ForAllValues:StringLikeIfExists": { "aws:PrincipalArn": ROOT } }],
    ["an operator in another case", { arnlike: { "aws:PrincipalArn": ROOT } }],
    ["a key in another case", { ArnLike: { "AWS:principalarn": ROOT } }],
    ["a list", { ArnLike: { "aws:PrincipalArn": [ROOT] } }],
    ["a list that names a role, too", { ArnLike: { "aws:PrincipalArn": ["arn:*:iam::*:role/x", ROOT] } }],
    ["one account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:root" } }],
    ["some accounts", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::2222????????:root" } }],
    ["another partition", { ArnLike: { "aws:PrincipalArn": "arn:aws-us-gov:iam::*:root" } }],
    ["an ending", { StringLike: { "aws:PrincipalArn": "*:root" } }],
    ["a policy variable", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:root" } }],
    ["beside other tests", { Bool: { "aws:SecureTransport": "true" }, ArnLike: { "aws:PrincipalArn": ROOT } }],
    ["the type of principal", { StringEquals: { "aws:PrincipalType": "Account" } }],
    ["the type of principal in another case", { StringEqualsIgnoreCase: { "aws:PrincipalType": "account" } }],
    ["all but roles and users", { ArnNotLike: { "aws:PrincipalArn": ["arn:*:iam::*:role/*", "arn:*:iam::*:user/*"] } }],
    ["all but other types", { StringNotEquals: { "aws:PrincipalType": ["AssumedRole", "User", "FederatedUser"] } }],
  ])("%s", (_, condition) => {
    expect(selectsRoot(deny(condition))).toBe(true);
  });
});

describe("a condition does not select the root user", () => {
  test.each([
    ["none", {}],
    ["everybody", { ArnLike: { "aws:PrincipalArn": "*" } }],
    ["everybody in an account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:*" } }],
    ["roles", { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:role/*" } }],
    ["a role called root", { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:role/root" } }],
    ["a user called root", { StringLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:user/root" } }],
    ["all but root", { ArnNotLike: { "aws:PrincipalArn": ROOT } }],
    ["all but one role", { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/deploy" } }],
    ["all but roles", { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/*" } }],
    ["all but roles, users and root", { ArnNotLike: { "aws:PrincipalArn": ["*:role/*", "*:user/*", "*:root"] } }],
    ["another key", { ArnLike: { "aws:SourceArn": ROOT } }],
    ["another type", { StringEquals: { "aws:PrincipalType": "User" } }],
    ["an account", { StringEquals: { "aws:PrincipalAccount": "222222222222" } }],
    [
      "the spelling that AWS does not match",
      { StringEquals: { "aws:PrincipalArn": "ARN:AWS:IAM::111111111111:ROOT" } },
    ],
  ] as const)("%s", (_, condition) => {
    expect(selectsRoot(deny(condition))).toBe(false);
  });
});

describe("root sessions", () => {
  test.each([
    ["spared", { Null: { "aws:AssumedRoot": "true" } }, true],
    ["spared with the key in another case", { Null: { "AWS:assumedroot": ["true"] } }, true],
    ["not spared without the key", { Null: { "aws:MultiFactorAuthAge": "true" } }, false],
    ["selected instead", { Null: { "aws:AssumedRoot": "false" } }, false],
    ["not spared by both values", { Null: { "aws:AssumedRoot": ["true", "false"] } }, false],
    ["not spared by another operator", { Bool: { "aws:AssumedRoot": "true" } }, false],
    ["not spared by nothing", { Null: { "aws:AssumedRoot": [] } }, false],
  ] as const)("are %s", (_, condition, expected) => {
    expect(sparesRootSessions(deny(condition))).toBe(expected);
  });
});
