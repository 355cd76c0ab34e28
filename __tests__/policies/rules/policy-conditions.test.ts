import { describe, expect, test } from "@jest/globals";
import type { Statement } from "../../../policies/policy-document";
import { policyConditionContradictionRule } from "../../../policies/rules/policy-condition-contradiction";
import { policyConditionKeyAbsentRule } from "../../../policies/rules/policy-condition-key-absent";
import { policyConditionSetRule } from "../../../policies/rules/policy-condition-set";
import { policyConditionTypeRule } from "../../../policies/rules/policy-condition-type";
import { policyConditionValueRule } from "../../../policies/rules/policy-condition-value";
import { policyLiteralWildcardRule } from "../../../policies/rules/policy-literal-wildcard";
import { policyUnknownConditionKeyRule } from "../../../policies/rules/policy-unknown-condition-key";
import type { StatementPolicyType, StatementRule } from "../../../policies/rules/statement-rule";
import { serviceReference } from "../../../policies/service-reference";
import { denying, foundIn } from "../../support/lint";

type Condition = NonNullable<Statement["Condition"]>;

const date = serviceReference.date();
const messages = (rule: StatementRule, statement: Partial<Statement>, policyType?: StatementPolicyType) =>
  foundIn(rule, statement, policyType).map((text) => text.slice(text.indexOf(": ") + 2));

describe("condition keys", () => {
  test.each<[string, Partial<Statement>, string[]]>([
    ["a global key", { Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } } }, []],
    ["a tag key that people choose", { Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } }, []],
    ["a key of the service", { Condition: { StringEquals: { "s3:x-amz-acl": "private" } } }, []],
    [
      "a key of one of the services",
      { Action: ["sqs:*", "s3:*"], Condition: { Null: { "s3:x-amz-acl": "true" } } },
      [],
    ],
    ["a key of a service, for every action", { Action: "*", Condition: { Null: { "ec2:InstanceType": "true" } } }, []],
    ["a key of a service, beside NotAction", { NotAction: "s3:*", Condition: { Null: { "ec2:Vpc": "true" } } }, []],
    [
      "a claim of an identity provider",
      { Action: "sts:*", Condition: { Null: { "ci.acme.example:sub": "true" } } },
      [],
    ],
    [
      "a mistyped global key",
      { Condition: { StringLike: { "aws:PrincipalOrgPath": "o-a/*" } } },
      [`there is no condition key "aws:PrincipalOrgPath", as AWS listed them on ${date}`],
    ],
    [
      "a key of another service",
      { Action: ["s3:*", "sqs:*"], Condition: { StringLike: { "ec2:InstanceType": "*.large" } } },
      [`no request to s3 or sqs carries "ec2:InstanceType", as AWS listed them on ${date}`],
    ],
  ])("%s", (_, statement, expected) => {
    expect(messages(policyUnknownConditionKeyRule, statement)).toEqual(expected);
  });

  test("a near key is suggested", () => {
    const statement = denying({ Condition: { StringLike: { "aws:PrincipalOrgPath": "o-a/*" } } });
    expect(policyUnknownConditionKeyRule.checkStatement(statement, "scp")).toEqual([
      expect.objectContaining({
        path: ["Condition", "StringLike", "aws:PrincipalOrgPath"],
        remedy: 'Did you mean "aws:PrincipalOrgPaths"?',
      }),
    ]);
  });
});

describe("values that never come", () => {
  const MFA = "aws:MultiFactorAuthPresent";
  test.each<[operator: string, key: string, value: string, isSound: boolean]>([
    ["Bool", MFA, "true", true],
    ["BoolIfExists", MFA, "False", true],
    ["Bool", MFA, "yes", false],
    ["Null", MFA, "true", true],
    ["Null", MFA, "absent", false],
    ["NumericLessThan", "aws:MultiFactorAuthAge", "3600", true],
    ["NumericLessThan", "aws:MultiFactorAuthAge", "-0.5", true],
    ["NumericLessThan", "aws:MultiFactorAuthAge", "1h", false],
    ["NumericLessThan", "aws:MultiFactorAuthAge", "", false],
    ["DateLessThan", "aws:CurrentTime", "2026-01-31T00:00:00Z", true],
    ["DateLessThan", "aws:CurrentTime", "2026-01-31", true],
    ["DateLessThan", "aws:CurrentTime", "1767225600", true],
    ["DateLessThan", "aws:CurrentTime", "31.01.2026", false],
    ["DateLessThan", "aws:CurrentTime", "2026-13-01", false],
    ["IpAddress", "aws:SourceIp", "203.0.113.0/24", true],
    ["NotIpAddress", "aws:SourceIp", "2001:db8::/32", true],
    ["IpAddress", "aws:SourceIp", "203.0.113.7", true],
    ["IpAddress", "aws:SourceIp", "203.0.113.0/33", false],
    ["IpAddress", "aws:SourceIp", "203.0.113/24", false],
    ["IpAddress", "aws:SourceIp", "203.0.113.0/24/1", false],
    ["ArnLike", "aws:SourceArn", "arn:*:s3:::team-*", true],
    ["ArnLike", "aws:SourceArn", "*", true],
    ["ArnLike", "aws:SourceArn", "${aws:PrincipalTag/arn}", true],
    ["ArnLike", "aws:SourceArn", "team-bucket", false],
    ["ArnNotLike", "aws:PrincipalArn", "arn:*:iam::*:role/Admin", true],
    ["StringNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*", true],
    ["ArnLike", "aws:PrincipalArn", "arn:*:iam::*:root", true],
    ["ArnLike", "aws:PrincipalArn", "arn:*:sts::*:assumed-role/Admin/*", false],
    ["ArnNotLike", "aws:PrincipalArn", "role/Admin", false],
    ["ArnNotLike", "aws:PrincipalArn", "arn:*:s3:::bucket", false],
    ["StringEquals", "aws:PrincipalAccount", "111111111111", true],
    ["StringEquals", "aws:PrincipalAccount", "1111-1111-1111", false],
    ["StringEquals", "aws:ResourceAccount", "arn:aws:iam::111111111111:root", false],
    ["StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}", true],
    ["StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5", true],
    ["StringEquals", "aws:PrincipalOrgID", "r-ab12", false],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", true],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*", true],
    ["ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", true],
    ["ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111", false],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "ou-ab12-11111111/*", false],
    ["StringEquals", "aws:PrincipalType", "AssumedRole", true],
    ["StringEquals", "aws:PrincipalType", "Root", false],
    ["StringEquals", "aws:RequestedRegion", "eu-central-1", true],
    ["StringEqualsIgnoreCase", "aws:RequestedRegion", "EU-Central-1", true],
    ["StringLike", "aws:RequestedRegion", "eu-*", true],
    ["StringNotEquals", "aws:RequestedRegion", "us-gov-west-1", true],
    ["StringNotEquals", "aws:RequestedRegion", "eu-centrl-1", false],
    ["StringNotLike", "aws:RequestedRegion", "europe-*", false],
    ["StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d", true],
    ["StringEquals", "aws:SourceVpce", "vpc-0a1b2c3d", false],
    ["StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d", true],
    ["StringEquals", "s3:x-amz-acl", "whatever", true],
    // The wildcards of StringEquals are another rule's.
    ["StringEquals", "aws:PrincipalArn", "arn:*:iam::*:role/*", true],
  ])("%s of %s with %s is sound: %s", (operator, key, value, isSound) => {
    const found = foundIn(policyConditionValueRule, {
      Condition: { [operator]: { [key]: ["true", value].slice(-1) } },
    });
    expect(found).toEqual(isSound ? [] : [expect.stringContaining(`never matches "${value}": it has to be `)]);
  });

  test("each value is looked at, and a near Region is suggested", () => {
    const Condition = { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-centrl-1"] } };
    expect(policyConditionValueRule.checkStatement(denying({ Condition }), "scp")).toEqual([
      {
        path: ["Condition", "StringNotEquals", "aws:RequestedRegion", 1],
        message:
          'StringNotEquals of aws:RequestedRegion never matches "eu-centrl-1": it has to be the code of a Region, such as eu-central-1',
        remedy: 'Did you mean "eu-central-1"?',
      },
    ]);
  });
});

describe("operators and types of keys", () => {
  test.each<[operator: string, key: string, value: string, isSound: boolean]>([
    ["ArnLike", "aws:PrincipalArn", "arn:*:iam::*:root", true],
    ["StringLike", "aws:PrincipalArn", "arn:*:iam::*:root", true],
    ["Bool", "aws:SecureTransport", "false", true],
    ["StringEquals", "aws:SecureTransport", "false", true],
    ["NumericGreaterThan", "aws:EpochTime", "1767225600", true],
    ["Null", "aws:SourceIp", "true", true],
    ["IpAddress", "aws:SourceIp", "203.0.113.0/24", true],
    ["StringEquals", "no:such-key", "x", true],
    ["StringNotEquals", "aws:Ec2InstanceSourcePrivateIPv4", "${aws:VpcSourceIp}", true],
    ["StringNotLike", "aws:SourceIp", "203.0.113.*", false],
    ["NumericEquals", "aws:PrincipalArn", "1", false],
    ["Bool", "aws:MultiFactorAuthAge", "true", false],
    ["IpAddress", "aws:PrincipalArn", "203.0.113.7", false],
  ])("%s of %s is sound", (operator, key, value, isSound) => {
    const found = messages(policyConditionTypeRule, { Condition: { [operator]: { [key]: value } } });
    expect(found).toEqual(isSound ? [] : [expect.stringContaining(`${operator} does not compare values of "${key}"`)]);
  });

  test.each<[operator: string, key: string, isSound: boolean]>([
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", true],
    ["ForAllValues:StringEquals", "aws:TagKeys", true],
    ["Null", "aws:TagKeys", true],
    ["StringEquals", "aws:PrincipalOrgID", true],
    ["StringLike", "aws:PrincipalOrgPaths", false],
    ["StringEquals", "aws:TagKeys", false],
  ])("%s of %s says how many values have to match: %s", (operator, key, isSound) => {
    const found = messages(policyConditionSetRule, { Condition: { [operator]: { [key]: "true" } } });
    expect(found).toEqual(isSound ? [] : [expect.stringContaining(`"${key}" has several values`)]);
  });
});

test.each<[operator: string, value: string, isSound: boolean]>([
  ["StringEquals", "plain", true],
  ["StringLike", "team-*", true],
  ["ArnEquals", "arn:*:iam::*:root", true],
  ["StringEquals", "${aws:PrincipalTag/team}", true],
  ["StringEquals", "literal-${*}", true],
  ["StringEquals", "team-*", false],
  ["StringNotEquals", "team-?", false],
  ["ForAnyValue:StringEqualsIgnoreCase", "Team-*", false],
  ["StringEqualsIfExists", "*", false],
])("to %s, %s has no wildcards that mean nothing: %s", (operator, value, isSound) => {
  const found = messages(policyLiteralWildcardRule, { Condition: { [operator]: { "aws:PrincipalTag/team": value } } });
  expect(found).toEqual(isSound ? [] : [`to ${operator} the wildcards of "${value}" are plain characters`]);
});

test.each([
  ["StringNotEqualsIfExists", "Use StringNotLikeIfExists, or write ${*} for a literal star."],
  ["ForAnyValue:StringEqualsIgnoreCase", "Use ForAnyValue:StringLike, or write ${*} for a literal star."],
])("in place of %s: %s", (operator, remedy) => {
  const statement = denying({ Condition: { [operator]: { "aws:PrincipalTag/team": "x*" } } });
  expect(policyLiteralWildcardRule.checkStatement(statement, "scp")).toEqual([expect.objectContaining({ remedy })]);
});

describe("keys that bound requests lack", () => {
  test.each<[string, StatementPolicyType, Condition, boolean]>([
    ["a service's account, in an SCP", "scp", { StringNotEquals: { "aws:SourceAccount": "111111111111" } }, true],
    ["with IfExists", "scp", { StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } }, true],
    ["in an RCP", "rcp", { StringEquals: { "aws:SourceAccount": "111111111111" } }, true],
    ["everybody but services", "scp", { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } }, true],
    ["the absence of it", "scp", { Null: { "aws:SourceAccount": "true" } }, true],
    ["a value of it", "scp", { StringEquals: { "aws:SourceAccount": "111111111111" } }, false],
    ["the presence of it", "identity", { Null: { "aws:SourceOrgID": "false" } }, false],
    ["services alone", "scp", { Bool: { "aws:PrincipalIsAWSService": "true" } }, false],
    ["a service by name", "scp", { StringEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } }, false],
  ])("%s", (_, policyType, Condition, isSound) => {
    const found = messages(policyConditionKeyAbsentRule, { Condition }, policyType);
    expect(found).toEqual(
      isSound ? [] : [expect.stringMatching(/^only AWS's service principals send .* never applies$/)],
    );
  });
});

describe("tests that contradict each other", () => {
  const ORG = "aws:PrincipalOrgID";
  const ARN = "aws:PrincipalArn";
  test.each<[string, Condition, boolean]>([
    ["values in common", { StringEquals: { [ORG]: ["a", "b"] }, StringLike: { [ORG]: "a*" } }, true],
    ["none", { StringEquals: { [ORG]: ["a", "b"] }, StringLike: { [ORG]: "c*" } }, false],
    [
      "none, in other letters of the key",
      { StringEquals: { [ORG]: "a" }, StringLike: { "AWS:principalorgid": "b" } },
      false,
    ],
    [
      "none, but the key may be missing",
      { StringEqualsIfExists: { [ORG]: "a" }, StringLikeIfExists: { [ORG]: "b" } },
      true,
    ],
    ["none, and one needs the key", { StringEqualsIfExists: { [ORG]: "a" }, StringLike: { [ORG]: "b" } }, false],
    [
      "a variable may be anything",
      { StringEquals: { [ORG]: "${aws:ResourceOrgID}" }, StringLike: { [ORG]: "b" } },
      true,
    ],
    ["some are left", { StringLike: { [ORG]: ["a*", "b*"] }, StringNotLike: { [ORG]: "a*" } }, true],
    ["none is left", { StringLike: { [ORG]: ["aa*", "ab*"] }, StringNotLike: { [ORG]: "a*" } }, false],
    ["none is left of a literal", { StringNotLike: { [ORG]: "a*" }, StringEquals: { [ORG]: "abc" } }, false],
    ["the larger one is left", { StringLike: { [ORG]: "a*" }, StringNotEquals: { [ORG]: "a" } }, true],
    ["only exclusions", { StringNotLike: { [ORG]: "a*" }, StringNotEquals: { [ORG]: "b" } }, true],
    [
      "roles but one",
      { ArnLike: { [ARN]: "arn:*:iam::*:role/*" }, ArnNotLike: { [ARN]: "arn:*:iam::*:role/x" } },
      true,
    ],
    ["roles that are users", { ArnLike: { [ARN]: "arn:*:iam::*:role/*" }, StringLike: { [ARN]: "*:user/*" } }, true],
    ["roles or root", { ArnLike: { [ARN]: "arn:*:iam::*:role/*" }, ArnEquals: { [ARN]: "arn:*:iam::*:root" } }, false],
    ["absent and tested", { Null: { [ORG]: "true" }, StringEquals: { [ORG]: "a" } }, false],
    ["absent and excluded", { Null: { [ORG]: "true" }, StringNotEquals: { [ORG]: "a" } }, true],
    ["absent, or tested", { Null: { [ORG]: "true" }, StringEqualsIfExists: { [ORG]: "a" } }, true],
    ["present and tested", { Null: { [ORG]: "false" }, StringEquals: { [ORG]: "a" } }, true],
    [
      "yes and no",
      { Bool: { "aws:SecureTransport": "true" }, BoolIfExists: { "aws:SecureTransport": "false" } },
      false,
    ],
    ["yes and yes", { Bool: { "aws:SecureTransport": "true" }, BoolIfExists: { "aws:SecureTransport": "True" } }, true],
    [
      "several values, of which each can match",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" }, "ForAnyValue:StringLike": { "aws:TagKeys": "b" } },
      true,
    ],
    ["different keys", { StringEquals: { [ORG]: "a" }, StringLike: { "aws:ResourceOrgID": "b" } }, true],
  ])("%s", (_, Condition, isSound) => {
    const found = messages(policyConditionContradictionRule, { Condition });
    expect(found).toEqual(
      isSound ? [] : [expect.stringMatching(/never hold together, so the statement never applies$/)],
    );
  });
});
