import { expect, test } from "@jest/globals";
import { policyCharactersRule } from "../../../policies/rules/policy-characters";
import { breachesOf } from "../../support/breaches";
import { HARMLESS, withStatements } from "../../support/custom-guardrail";
import { withPermissionSet } from "../../support/identity-config";

test.each([
  ["plain letters", "arn:aws:s3:::team", []],
  ["Latin letters", "arn:aws:s3:::f\u00e4hre", []],
  [
    "a dash from a word processor",
    "arn:aws:s3:::a\u2013b",
    ['guardrails.own.statements[0]: the statement contains "\u2013" (U+2013), which no policy may contain'],
  ],
  [
    "a picture",
    "arn:aws:s3:::\u{1f512}",
    ['guardrails.own.statements[0]: the statement contains "\u{1f512}" (U+1F512), which no policy may contain'],
  ],
  [
    "the character that stands for an id while a policy is rendered",
    "\ue0000\ue001",
    ['guardrails.own.statements[0]: the statement contains "\ue000" (U+E000), which no policy may contain'],
  ],
])("%s", (_, Resource, expected) => {
  expect(breachesOf(policyCharactersRule, withStatements([{ ...HARMLESS, Resource }]))).toEqual(expected);
});

test("inline policies are looked at", () => {
  const config = withPermissionSet({ inlinePolicy: [{ ...HARMLESS, Resource: "arn:aws:s3:::a\u2013b" }] });
  expect(breachesOf(policyCharactersRule, config)).toEqual([
    'identity.permissionSets.mine.inlinePolicy[0]: the statement contains "\u2013" (U+2013), which no policy may contain',
  ]);
});
