import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import { guardrailLocksOutRule } from "../../../policies/rules/guardrail-locks-out";
import { breachesOf } from "../../support/breaches";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../../support/example-config";

const ALL: PolicyStatementConfig = { Effect: "Deny", Action: "*", Resource: "*" };
const ROLE = "the role that AWS Organizations made for the landing zone";
const sparing = (...roles: string[]) => ({
  ArnNotLike: { "aws:PrincipalArn": roles.map((role) => `arn:*:iam::*:role/${role}`) },
});

/** The beginning of every message, and the accounts in it. */
function inShort(config: LandingZoneConfig): readonly string[] {
  return breachesOf(guardrailLocksOutRule, config).map((breach) => breach.replace(/: [^:]*$/, ""));
}

describe("a statement in the unit of the landing zone's own accounts", () => {
  const one = (denies: string, where = 'accounts "log-archive", "security-tooling"'): readonly string[] => [
    `guardrails.own.statements[0]: statement number 1 of guardrail "own" ${denies} to ${ROLE} in ${where}`,
  ];

  test.each<[string, PolicyStatementConfig, readonly string[]]>([
    ["denies an action by pattern", { ...ALL, Action: "kms:Put*" }, one("denies kms:PutKeyPolicy")],
    [
      "denies one needed action",
      { ...ALL, Action: "sqs:CreateQueue" },
      one("denies sqs:CreateQueue", 'account "security-tooling"'),
    ],
    [
      "denies IAM",
      { ...ALL, Action: "IAM:*" },
      one("denies iam:CreateRole, iam:GetAccountPasswordPolicy, iam:GetRole and 4 more"),
    ],
    [
      "denies it to all but a role of the team's",
      { ...ALL, Action: "sqs:CreateQueue", Condition: sparing("team") },
      one("denies sqs:CreateQueue", 'account "security-tooling"'),
    ],
    [
      "denies it where a key says so that is open",
      { ...ALL, Action: "sqs:CreateQueue", Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
      one("may deny (it depends on aws:sourceip) sqs:CreateQueue", 'account "security-tooling"'),
    ],
    [
      "denies it on the landing zone's own resource",
      { ...ALL, Action: "s3:PutBucketPolicy", Resource: "arn:aws:s3:::acme-org-trail-*" },
      one("may deny (it depends on resource) s3:PutBucketPolicy", 'account "log-archive"'),
    ],
    ["denies an action that nobody needs", { ...ALL, Action: "ec2:RunInstances" }, []],
    ["denies everything on one other resource", { ...ALL, Resource: "arn:aws:s3:::team-bucket" }, []],
    ["denies everything without TLS", { ...ALL, Condition: { Bool: { "aws:SecureTransport": "false" } } }, []],
    [
      "denies everything outside the governed Regions",
      { ...ALL, Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "us-east-1"] } } },
      [],
    ],
    ["denies everything to others", { ...ALL, Condition: sparing("OrganizationAccountAccessRole") }, []],
    ["denies long-term root", { ...ALL, Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } }, []],
    ["allows", { ...ALL, Effect: "Allow" }, []],
  ])("%s", (_, statement, expected) => {
    expect(inShort(withStatements([statement]))).toEqual(expected);
  });

  test("denies everything", () => {
    const [found] = inShort(withStatements([ALL]));
    expect(found).toMatch(
      /^guardrails\.own\.statements\[0\]: .* denies cloudwatch:DescribeAlarms, .* and \d+ more to /,
    );
  });
});

describe("who is locked out", () => {
  const pipeline = {
    planRoleArn: "arn:aws:iam::111111111111:role/plan",
    deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
  };
  const rcp = (Action: string) =>
    withStatements(
      [{ ...ALL, Principal: "*", Action }],
      { policyType: "rcp" },
      { identity: exampleConfig().identity ?? {} },
    );

  test("the pipeline's deploy role, where only the other role is spared", () => {
    const config = withStatements(
      [{ ...ALL, Action: "sqs:CreateQueue", Condition: sparing("OrganizationAccountAccessRole") }],
      {},
      { baseline: { pipeline } },
    );
    expect(inShort(config)).toEqual([
      'guardrails.own.statements[0]: statement number 1 of guardrail "own" denies sqs:CreateQueue to the pipeline\'s deploy role in account "security-tooling"',
    ]);
  });

  test("break-glass and root tasks, by a resource control policy", () => {
    const found = inShort(rcp("sts:AssumeRoot"));
    expect(found.map((breach) => breach.split(" denies ")[1])).toEqual(
      expect.arrayContaining([
        expect.stringContaining("sts:AssumeRoot to the break-glass role of the management account"),
        expect.stringContaining("sts:AssumeRoot to the people who start root sessions"),
      ]),
    );
  });

  test("whoever runs Terraform, by a resource control policy", () => {
    expect(inShort(rcp("sts:AssumeRole"))).toEqual(
      expect.arrayContaining([expect.stringContaining("sts:AssumeRole to whoever runs Terraform")]),
    );
  });

  test("nobody by what AWS's service control policies do not bind", () => {
    expect(inShort(withStatements([{ ...ALL, Action: ["sts:AssumeRoot", "sts:AssumeRole"] }]))).toEqual([]);
  });
});

const own = { own: { reason: "For the test.", statements: [{ ...ALL, Action: "events:PutRule" }] } };
const { organizationalUnits } = minimalConfig();

test.each<[string, LandingZoneConfig, number]>([
  ["the root", minimalConfig({ guardrails: own, rootGuardrails: ["own"] }), 1],
  [
    "a unit above",
    minimalConfig({
      guardrails: own,
      organizationalUnits: { core: { name: "Core", guardrails: ["own"], organizationalUnits } },
    }),
    1,
  ],
  [
    "a unit beside, with an account of its own",
    minimalConfig({
      guardrails: own,
      organizationalUnits: {
        ...organizationalUnits,
        apps: { name: "Apps", guardrails: ["own"], accounts: { shop: { email: "aws+shop@acme.example" } } },
      },
    }),
    1,
  ],
  [
    "an account that forwards nothing",
    minimalConfig({
      guardrails: own,
      alerting: { mode: "off" },
      organizationalUnits: {
        ...organizationalUnits,
        apps: { name: "Apps", guardrails: ["own"], accounts: { shop: { email: "aws+shop@acme.example" } } },
      },
    }),
    0,
  ],
  [
    "an empty unit",
    minimalConfig({
      guardrails: own,
      organizationalUnits: { ...organizationalUnits, apps: { name: "Apps", guardrails: ["own"] } },
    }),
    0,
  ],
  ["the example's own places", exampleConfig(), 0],
])("attached to %s", (_, config, count) => {
  expect(breachesOf(guardrailLocksOutRule, config)).toHaveLength(count);
});
