import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../../model/config";
import type { Statement } from "../../../policies/policy-document";
import { policyStatementShadowedRule, shadowedStatements } from "../../../policies/rules/policy-statement-shadowed";
import { breachesOf } from "../../support/breaches";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../../support/example-config";
import { withPermissionSet } from "../../support/identity-config";
import { denying } from "../../support/lint";

const TAG = "aws:PrincipalTag/team";
const ROLE = { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/Admin" } };
const ROLES = { ArnNotLike: { "aws:PrincipalArn": ["arn:*:iam::*:role/Admin", "arn:*:iam::*:role/Other"] } };

describe("the first statement says all that the second one does", () => {
  test.each<[string, Partial<Statement>, Partial<Statement>, boolean]>([
    ["the same", {}, {}, true],
    ["the same but for the Sid", { Sid: "A" }, { Sid: "B" }, true],
    ["the same in other letters", { Action: "S3:DELETEBUCKET" }, {}, true],
    ["more actions", { Action: ["s3:Delete*", "s3:Put*"] }, { Action: ["s3:DeleteBucket", "s3:PutObject*"] }, true],
    ["fewer actions", { Action: "s3:DeleteBucket" }, { Action: "s3:Delete*" }, false],
    ["one of two actions", { Action: "s3:DeleteBucket" }, { Action: ["s3:DeleteBucket", "s3:PutObject"] }, false],
    ["every action", { Action: "*" }, { NotAction: "iam:*" }, true],
    ["all but others", { NotAction: ["iam:*", "sts:*"] }, { Action: "s3:*" }, true],
    ["all but those", { NotAction: ["iam:*", "s3:Get*"] }, { Action: "s3:*" }, false],
    ["all but fewer", { NotAction: "iam:*" }, { NotAction: ["iam:*", "sts:*"] }, true],
    ["all but more", { NotAction: ["iam:*", "sts:*"] }, { NotAction: "iam:*" }, false],
    ["some actions", { Action: ["s3:*", "ec2:*"] }, { NotAction: "iam:*" }, false],
    [
      "more resources",
      { Resource: "arn:*:s3:::team-*" },
      { Resource: ["arn:*:s3:::team-a", "arn:aws:s3:::team-b*"] },
      true,
    ],
    ["a resource in one partition", { Resource: "arn:aws:s3:::team" }, { Resource: "arn:*:s3:::team" }, false],
    ["a resource in other letters", { Resource: "arn:*:s3:::Team" }, { Resource: "arn:*:s3:::team" }, false],
    ["every resource", {}, { NotResource: "arn:*:s3:::team" }, true],
    ["all other resources", { NotResource: "arn:aws:s3:::other-*" }, { Resource: "arn:aws:s3:::team-*" }, true],
    ["all resources but those", { NotResource: "arn:*:s3:::team-*" }, { Resource: "arn:*:s3:::team-*" }, false],
    ["no condition", {}, { Condition: ROLE }, true],
    ["a condition", { Condition: ROLE }, {}, false],
    ["the same condition", { Condition: ROLE }, { Condition: ROLE }, true],
    ["fewer exemptions", { Condition: ROLE }, { Condition: ROLES }, true],
    ["more exemptions", { Condition: ROLES }, { Condition: ROLE }, false],
    ["fewer tests", { Condition: ROLE }, { Condition: { ...ROLE, Bool: { "aws:SecureTransport": "false" } } }, true],
    ["more tests", { Condition: { ...ROLE, Bool: { "aws:SecureTransport": "false" } } }, { Condition: ROLE }, false],
    [
      "more values",
      { Condition: { StringLike: { [TAG]: "a*" } } },
      { Condition: { StringEquals: { [TAG]: ["ab", "ac"] } } },
      true,
    ],
    [
      "fewer values",
      { Condition: { StringEquals: { [TAG]: "ab" } } },
      { Condition: { StringLike: { [TAG]: "a*" } } },
      false,
    ],
    [
      "a literal star",
      { Condition: { StringEquals: { [TAG]: "a*" } } },
      { Condition: { StringEquals: { [TAG]: "ab" } } },
      false,
    ],
    [
      "IfExists",
      { Condition: { StringLikeIfExists: { [TAG]: "a" } } },
      { Condition: { StringLike: { [TAG]: "a" } } },
      true,
    ],
    [
      "no IfExists",
      { Condition: { StringLike: { [TAG]: "a" } } },
      { Condition: { StringLikeIfExists: { [TAG]: "a" } } },
      false,
    ],
    [
      "another operator",
      { Condition: { StringNotLike: { [TAG]: "b" } } },
      { Condition: { StringLike: { [TAG]: "a" } } },
      false,
    ],
    [
      "another prefix",
      { Condition: { "ForAllValues:StringLike": { "aws:TagKeys": "a" } } },
      { Condition: { "ForAnyValue:StringLike": { "aws:TagKeys": "a" } } },
      false,
    ],
    [
      "the same variable",
      { Resource: "arn:*:s3:::${aws:PrincipalTag/team}" },
      { Resource: "arn:*:s3:::${aws:PrincipalTag/team}" },
      true,
    ],
    [
      "a pattern for a variable",
      { Resource: "arn:*:s3:::*" },
      { Resource: "arn:*:s3:::${aws:PrincipalTag/team}" },
      true,
    ],
    [
      "a variable for a pattern",
      { Resource: "arn:*:s3:::${aws:PrincipalTag/team}" },
      { Resource: "arn:*:s3:::a" },
      false,
    ],
    [
      "a smaller number",
      { Condition: { NumericLessThan: { "aws:EpochTime": "5" } } },
      { Condition: { NumericLessThan: { "aws:EpochTime": "4" } } },
      false,
    ],
    ["the other effect", { Effect: "Allow" }, {}, false],
  ])("%s", (_, first, second, isShadowed) => {
    const found = [...shadowedStatements([denying(first), denying(second)])];
    expect(found.filter(({ path }) => path[0] === 1)).toHaveLength(isShadowed ? 1 : 0);
  });
});

test("of two that say the same, the later one is named", () => {
  expect([...shadowedStatements([denying({}), denying({ Sid: "Again" })])]).toEqual([
    expect.objectContaining({
      path: [1],
      message: 'the statement "Again" adds nothing to statement number 1, which is in force wherever it is',
    }),
  ]);
});

test("of a wide and a narrow one, the narrow one is named wherever it stands", () => {
  const found = [...shadowedStatements([denying({ Sid: "Narrow" }), denying({ Action: "s3:*" })])];
  expect(found.map(({ path }) => path)).toEqual([[0]]);
});

const wide = { reason: "Wide.", statements: [denying({ Sid: "Wide", Action: "s3:*" })] };
const narrow = { reason: "Narrow.", statements: [denying({ Sid: "Narrow" })] };

function inTree(
  places: {
    readonly root?: string[];
    readonly unit?: string[];
    readonly below?: string[];
    readonly account?: string[];
  },
  types: { readonly wide?: "scp" | "rcp"; readonly narrow?: "scp" | "rcp" } = {},
): LandingZoneConfig {
  return minimalConfig({
    guardrails: {
      narrow: { ...narrow, policyType: types.narrow ?? "scp" },
      wide: { ...wide, policyType: types.wide ?? "scp" },
    },
    rootGuardrails: places.root ?? [],
    organizationalUnits: {
      ...minimalConfig().organizationalUnits,
      apps: {
        name: "Apps",
        guardrails: places.unit ?? [],
        organizationalUnits: {
          shops: {
            name: "Shops",
            guardrails: places.below ?? [],
            accounts: { shop: { email: "aws+shop@acme.example", guardrails: places.account ?? [] } },
          },
        },
      },
    },
  });
}

const SHADOWED = [
  'guardrails.narrow.statements[0]: the statement "Narrow" of guardrail "narrow" adds nothing to the statement "Wide" of guardrail "wide", which is in force wherever it is',
];

describe("guardrails", () => {
  test.each<[string, LandingZoneConfig, boolean]>([
    ["at the same node", inTree({ unit: ["narrow", "wide"] }), true],
    ["the wide one at the root", inTree({ root: ["wide"], account: ["narrow"] }), true],
    ["the wide one on a unit above", inTree({ unit: ["wide"], below: ["narrow"] }), true],
    ["the wide one on the account's unit", inTree({ below: ["wide"], account: ["narrow"] }), true],
    ["the wide one below", inTree({ unit: ["narrow"], below: ["wide"] }), false],
    ["the wide one at one of two nodes only", inTree({ root: ["narrow"], below: ["narrow", "wide"] }), false],
    ["the wide one above each of two nodes", inTree({ root: ["wide"], below: ["narrow"], account: ["narrow"] }), true],
    ["the wide one attached nowhere", inTree({ unit: ["narrow"] }), false],
    ["the narrow one attached nowhere", inTree({ unit: ["wide"] }), false],
    ["of different policy types", inTree({ unit: ["narrow", "wide"] }, { wide: "rcp" }), false],
  ])("%s", (_, config, isShadowed) => {
    expect(breachesOf(policyStatementShadowedRule, config)).toEqual(isShadowed ? SHADOWED : []);
  });

  test("a built-in one that says it already is named", () => {
    const own = denying({ Sid: "Stay", Action: "organizations:LeaveOrganization" });
    expect(breachesOf(policyStatementShadowedRule, withStatements([own]))).toEqual([
      'guardrails.own.statements[0]: the statement "Stay" of guardrail "own" adds nothing to the statement "DenyLeavingOrganization" of guardrail "deny-leave-organization", which is in force wherever it is',
    ]);
  });

  test("a built-in one is never what is too much", () => {
    const own = denying({ Action: ["organizations:*", "account:*"] });
    const config = minimalConfig({
      guardrails: { own: { reason: "Own.", statements: [own] } },
      rootGuardrails: ["own"],
    });
    expect(breachesOf(policyStatementShadowedRule, config)).toEqual([]);
  });

  test("the example's add something", () => {
    expect(breachesOf(policyStatementShadowedRule, exampleConfig())).toEqual([]);
  });
});

test("inline policies are looked at, each for itself", () => {
  const allow: Statement = { Effect: "Allow", Action: "s3:Get*", Resource: "*" };
  const config = withPermissionSet({ inlinePolicy: [allow, { ...allow, Action: "s3:GetObject" }] });
  expect(breachesOf(policyStatementShadowedRule, config)).toEqual([
    "identity.permissionSets.mine.inlinePolicy[1]: statement number 2 adds nothing to statement number 1, which is in force wherever it is",
  ]);
});
