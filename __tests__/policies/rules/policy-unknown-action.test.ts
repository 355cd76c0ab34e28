import { expect, test } from "@jest/globals";
import type { Statement } from "../../../policies/policy-document";
import { policyUnknownActionRule } from "../../../policies/rules/policy-unknown-action";
import { serviceReference } from "../../../policies/service-reference";
import { breachesOf } from "../../support/breaches";
import { HARMLESS, withStatements } from "../../support/custom-guardrail";
import { withPermissionSet } from "../../support/identity-config";
import { denying, foundIn } from "../../support/lint";

const listed = `, as AWS listed them on ${serviceReference.date()}`;

test.each<[string, Partial<Statement>, string[]]>([
  ["an action", { Action: "s3:GetObject" }, []],
  ["an action in other letters", { Action: "S3:getobject" }, []],
  ["a pattern in the middle", { Action: "s3:Get*Acl" }, []],
  ["everything", { Action: "*" }, []],
  ["every action of a service", { NotAction: ["sts:*", "iam:*"] }, []],
  ["a mistyped action", { Action: "s3:GetObjcet" }, [`Action: there is no action "s3:GetObjcet"${listed}`]],
  ["a mistyped pattern", { Action: "s3:GetObjcet*" }, [`Action: "s3:GetObjcet*" matches no action${listed}`]],
  [
    "a mistyped service in a list",
    { NotAction: ["iam:*", "cloudtrial:*"] },
    [`NotAction[1]: "cloudtrial:*" belongs to no service: there is no prefix "cloudtrial", only "cloudtrail"${listed}`],
  ],
  [
    "the action of another service",
    { Action: "ec2:GetObject" },
    [`Action: there is no action "ec2:GetObject"${listed}`],
  ],
  ["no action at all", { Action: "GetObject" }, [`Action: "GetObject" is not an action${listed}`]],
])("%s", (_, statement, expected) => {
  expect(foundIn(policyUnknownActionRule, statement)).toEqual(expected);
});

test.each([
  ["s3:GetObjcet*", 'Did you mean "s3:GetObject*"?'],
  ["cloudtrial:StopLogging", 'Did you mean "cloudtrail:StopLogging"?'],
  [
    "s3:Xyzzyxyzzyxyzzy",
    "Look it up in AWS's Service Authorization Reference; if AWS added it since, waive this rule.",
  ],
])("for %s the remedy is: %s", (Action, remedy) => {
  expect(policyUnknownActionRule.checkStatement(denying({ Action }), "scp")).toEqual([
    expect.objectContaining({ remedy }),
  ]);
});

test("guardrails and inline policies are looked at, each at its place", () => {
  const wrong = { ...HARMLESS, Action: ["ec2:RunInstances", "ec2:RunInstance"] };
  const found = (place: string) => [`${place}.Action[1]: there is no action "ec2:RunInstance"${listed}`];
  expect(breachesOf(policyUnknownActionRule, withStatements([HARMLESS, wrong]))).toEqual(
    found("guardrails.own.statements[1]"),
  );
  expect(breachesOf(policyUnknownActionRule, withPermissionSet({ inlinePolicy: [wrong] }))).toEqual(
    found("identity.permissionSets.mine.inlinePolicy[0]"),
  );
});
