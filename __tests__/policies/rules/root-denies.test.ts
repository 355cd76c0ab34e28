import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../../model/config";
import type { Statement } from "../../../policies/policy-document";
import { rootDenyInRecoveryRule } from "../../../policies/rules/root-deny-in-recovery";
import { rootDenyNotActionRule } from "../../../policies/rules/root-deny-not-action";
import { breachesOf } from "../../support/breaches";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../../support/example-config";
import { denying, foundIn } from "../../support/lint";

const ON_ROOT = { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" }, Null: { "aws:AssumedRoot": "true" } };

test.each<[string, Partial<Statement>, string[]]>([
  [
    "an exception for root",
    { NotAction: ["s3:GetBucketPolicy", "s3:PutBucketPolicy"], Condition: ON_ROOT },
    ["NotAction: this Deny leaves s3:GetBucketPolicy, s3:PutBucketPolicy to the root user"],
  ],
  ["everything denied to root", { Action: "*", Condition: ON_ROOT }, []],
  ["an exception for everybody", { NotAction: "iam:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }, []],
  ["an Allow", { Effect: "Allow", NotAction: "iam:*", Condition: ON_ROOT }, []],
])("%s", (_, statement, expected) => {
  expect(foundIn(rootDenyNotActionRule, statement)).toEqual(expected);
});

describe("the Recovery OU", () => {
  const everything = denying({ Action: "*", Condition: ON_ROOT });
  const atRoot = (statement: Statement): LandingZoneConfig =>
    minimalConfig({ guardrails: { own: { reason: "Own.", statements: [statement] } }, rootGuardrails: ["own"] });

  test.each<[string, LandingZoneConfig, boolean]>([
    ["a Deny of everything above it", atRoot(everything), true],
    ["a Deny of all but something above it", atRoot(denying({ NotAction: "s3:*", Condition: ON_ROOT })), true],
    ["a Deny of something above it", atRoot(denying({ Action: "iam:CreateAccessKey", Condition: ON_ROOT })), false],
    ["a Deny on one resource", atRoot({ ...everything, Resource: "arn:*:s3:::team" }), false],
    ["a Deny that does not single root out", atRoot(denying({ Action: "*" })), false],
    [
      "a Deny that spares a path",
      atRoot({
        ...everything,
        Condition: {
          ...ON_ROOT,
          "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-1/*" },
        },
      }),
      false,
    ],
    ["a Deny of everything elsewhere", withStatements([everything]), false],
    ["the built-in guardrails", exampleConfig(), false],
  ])("%s", (_, config, isBreach) => {
    expect(breachesOf(rootDenyInRecoveryRule, config)).toEqual(
      isBreach
        ? [
            'guardrails.own.statements[0]: this Deny of guardrail "own" also binds the Recovery OU, where nobody could then work as root',
          ]
        : [],
    );
  });
});
