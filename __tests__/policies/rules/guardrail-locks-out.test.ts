import { expect, test } from "@jest/globals";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import { guardrailLocksOutRule } from "../../../policies/rules/guardrail-locks-out";
import { breachesOf } from "../../support/breaches";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../../support/example-config";

const ALL: PolicyStatementConfig = { Effect: "Deny", Action: "*", Resource: "*" };
const found = (action: string): string[] => [
  `guardrails.own.statements[0]: guardrail "own" denies ${action} to everyone in account "log-archive", the landing zone's own roles included`,
];

test.each<[string, PolicyStatementConfig, string[]]>([
  ["everything", ALL, found("cloudwatch:PutMetricAlarm")],
  ["everything in a list", { ...ALL, Action: ["*"], Resource: ["*"] }, found("cloudwatch:PutMetricAlarm")],
  ["a whole service", { ...ALL, Action: "IAM:*" }, found("iam:CreateRole")],
  ["one needed action", { ...ALL, Action: ["ec2:*", "s3:Put*"] }, found("s3:PutBucketPolicy")],
  [
    "all but some services",
    { Effect: "Deny", NotAction: ["cloudwatch:*", "events:*", "iam:*", "s3:*"], Resource: "*" },
    found("kms:PutKeyPolicy"),
  ],
  [
    "everything but one resource",
    { Effect: "Deny", Action: "*", NotResource: "arn:x" },
    found("cloudwatch:PutMetricAlarm"),
  ],
  ["an action that nobody needs", { ...ALL, Action: "ec2:RunInstances" }, []],
  ["everything on one resource", { ...ALL, Resource: "arn:aws:s3:::team-bucket" }, []],
  ["everything under a condition", { ...ALL, Condition: { Bool: { "aws:SecureTransport": "false" } } }, []],
  ["everything under an empty condition", { ...ALL, Condition: {} }, found("cloudwatch:PutMetricAlarm")],
  ["nothing: it allows", { ...ALL, Effect: "Allow" }, []],
])("denies %s", (_, statement, expected) => {
  expect(breachesOf(guardrailLocksOutRule, withStatements([statement]))).toEqual(expected);
});

const own = { own: { reason: "For the test.", statements: [ALL] } };
const { organizationalUnits } = minimalConfig();

test.each<[string, LandingZoneConfig, number]>([
  ["the root", minimalConfig({ guardrails: own, rootGuardrails: ["own"] }), 1],
  ["the unit of both accounts", withStatements([ALL]), 1],
  [
    "the security account itself",
    minimalConfig({
      guardrails: own,
      organizationalUnits: {
        ...organizationalUnits,
        security: {
          name: "Security",
          accounts: {
            "log-archive": { email: "aws+log-archive@acme.example" },
            "security-tooling": { email: "aws+security-tooling@acme.example", guardrails: ["own"] },
          },
        },
      },
    }),
    1,
  ],
  [
    "a unit above",
    minimalConfig({
      guardrails: own,
      organizationalUnits: { core: { name: "Core", guardrails: ["own"], organizationalUnits } },
    }),
    1,
  ],
  [
    "a unit beside",
    minimalConfig({
      guardrails: own,
      organizationalUnits: { ...organizationalUnits, sandboxes: { name: "Sandboxes", guardrails: ["own"] } },
    }),
    0,
  ],
  ["the example's own places", exampleConfig(), 0],
])("attached to %s", (_, config, count) => {
  expect(breachesOf(guardrailLocksOutRule, config)).toHaveLength(count);
});
