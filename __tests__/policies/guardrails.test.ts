import { describe, expect, test } from "@jest/globals";
import { type AuthorizationGuardrailId, GUARDRAILS } from "../../catalogue/guardrails";
import { QUOTAS } from "../../catalogue/quotas";
import { resolve } from "../../model/resolve";
import { GUARDRAIL_BODIES } from "../../policies/guardrails";
import { matches } from "../../policies/pattern";
import { conditionTests, listed, type Statement } from "../../policies/policy-document";
import { type PolicyIds, WORST_CASE_IDS } from "../../policies/policy-ids";
import { sizeOf } from "../../policies/render-policy";
import { selectsRoot, sparesRootSessions } from "../../policies/root-selection";
import { minimalConfig } from "../support/example-config";

const { zone } = resolve(minimalConfig(), undefined);
const IDS: PolicyIds = {
  organizationId: "o-acme000000",
  rootId: "r-acme",
  unitId: (key) => `ou-acme-${key}`,
  accountId: () => "222222222222",
};
const ALL = Object.keys(GUARDRAIL_BODIES) as AuthorizationGuardrailId[];
const statementsOf = (id: AuthorizationGuardrailId): readonly Statement[] => GUARDRAIL_BODIES[id](zone, IDS);
const ROLES = ["arn:*:iam::*:role/OrganizationAccountAccessRole", "arn:*:iam::*:role/rootstock-deploy"];

test("deny-root is exactly this, alone in its policy", () => {
  expect(JSON.stringify(statementsOf("deny-root"))).toBe(
    JSON.stringify([
      {
        Sid: "DenyLongTermRoot",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: {
          ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
          Null: { "aws:AssumedRoot": "true" },
          "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-acme000000/r-acme/ou-acme-recovery/*" },
        },
      },
    ]),
  );
});

describe.each(ALL)("%s", (id) => {
  test("only denies, each statement under a name of its own", () => {
    const statements = statementsOf(id);
    expect(statements.map(({ Effect }) => Effect)).toEqual(statements.map(() => "Deny"));
    const sids = statements.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  test("fits into half of AWS's quota", () => {
    const document = { Version: "2012-10-17", Statement: GUARDRAIL_BODIES[id](zone, WORST_CASE_IDS) };
    expect(sizeOf(document)).toBeLessThan(QUOTAS[`${GUARDRAILS[id].policyType}-size`].value / 2);
  });

  test("spares root sessions wherever it selects the root user", () => {
    for (const statement of statementsOf(id)) {
      if (!selectsRoot(statement)) continue;
      expect([statement.Sid, sparesRootSessions(statement)]).toEqual([statement.Sid, true]);
    }
  });
});

/** Actions of the task policies of central root access, each on a resource that nothing declares protected. */
const ROOT_TASKS = [
  ...[
    "CreateLoginProfile",
    "DeactivateMFADevice",
    "DeleteAccessKey",
    "DeleteLoginProfile",
    "DeleteSigningCertificate",
    "GetAccessKeyLastUsed",
    "GetAccountSummary",
    "GetLoginProfile",
    "GetUser",
    "ListAccessKeys",
    "ListMFADevices",
    "ListSigningCertificates",
  ].map((action) => [`iam:${action}`, "arn:aws:iam::222222222222:user/any"] as const),
  ["s3:DeleteBucketPolicy", "arn:aws:s3:::team-bucket"],
  ["s3:GetBucketPolicy", "arn:aws:s3:::team-bucket"],
  ["s3:ListAllMyBuckets", "*"],
  ["s3:PutBucketPolicy", "arn:aws:s3:::team-bucket"],
  ["sqs:GetQueueAttributes", "arn:aws:sqs:eu-central-1:222222222222:team-queue"],
  ["sqs:GetQueueUrl", "arn:aws:sqs:eu-central-1:222222222222:team-queue"],
  ["sqs:ListQueues", "*"],
  ["sqs:SetQueueAttributes", "arn:aws:sqs:eu-central-1:222222222222:team-queue"],
] as const;

/** A root session is of the organization, and no AWS service: neither test of a perimeter holds for it. */
function bindsOnlyStrangers(statement: Statement): boolean {
  return conditionTests(statement).some(
    ({ operator, key, values }) =>
      (operator === "StringNotEqualsIfExists" && key === "aws:principalorgid" && values.includes(IDS.organizationId)) ||
      (operator === "Bool" && key === "aws:principalisawsservice" && values.includes("true")),
  );
}

/** Every condition of these statements but the Null key holds for a root session in an account of the landing zone. */
function deniesRootSession(statement: Statement, action: string, resource: string): boolean {
  return (
    !sparesRootSessions(statement) &&
    !bindsOnlyStrangers(statement) &&
    listed(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    listed(statement.Resource).some((pattern) => matches(pattern, resource))
  );
}

describe("a root session", () => {
  const inForce = ALL.filter((id) => id !== "restrict-suspended");

  test.each(ROOT_TASKS)("may %s on %s outside Suspended", (action, resource) => {
    const denying = inForce
      .flatMap(statementsOf)
      .filter((statement) => deniesRootSession(statement, action, resource))
      .map(({ Sid }) => Sid);
    expect(denying).toEqual([]);
  });

  test.each([
    ["protect-archive", "s3:DeleteBucketPolicy", "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1"],
    ["protect-archive", "s3:PutBucketPolicy", "arn:aws:s3:::acme-access-logs-111111111111-eu-central-1"],
    [
      "protect-alerting",
      "sqs:SetQueueAttributes",
      "arn:aws:sqs:eu-central-1:222222222222:acme-alerts-events-dead-letters",
    ],
    ["restrict-suspended", "s3:PutBucketPolicy", "arn:aws:s3:::team-bucket"],
  ] as const)("is denied by %s: %s on %s", (id, action, resource) => {
    expect(statementsOf(id).some((statement) => deniesRootSession(statement, action, resource))).toBe(true);
  });
});

describe("what is denied", () => {
  test.each([
    ["deny-leave-organization", "organizations:LeaveOrganization", "*"],
    [
      "deny-leave-organization",
      "organizations:AcceptHandshake",
      "arn:aws:organizations::333333333333:handshake/o-x/invite/h-x",
    ],
    ["deny-leave-organization", "account:CloseAccount", "arn:aws:account::222222222222:account"],
    [
      "protect-trail",
      "cloudtrail:StopLogging",
      "arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-organization-trail",
    ],
    [
      "protect-trail",
      "cloudtrail:DeleteTrail",
      "arn:aws:cloudtrail:eu-central-1:222222222222:trail/acme-organization-trail",
    ],
    [
      "protect-archive",
      "s3:BypassGovernanceRetention",
      "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1/AWSLogs/x",
    ],
    ["protect-archive", "s3:DeleteObjectVersion", "arn:aws:s3:::acme-access-logs-111111111111-eu-central-1/x"],
    ["protect-archive", "s3:PutBucketObjectLockConfiguration", "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1"],
    ["protect-archive", "s3:PutAccountPublicAccessBlock", "*"],
    ["protect-archive", "kms:ScheduleKeyDeletion", "arn:aws:kms:eu-central-1:222222222222:key/x"],
    ["protect-archive", "kms:DeleteAlias", "arn:aws:kms:eu-central-1:222222222222:alias/acme-trail-archive"],
    ["protect-alerting", "events:DisableRule", "arn:aws:events:us-east-1:222222222222:rule/acme-alerts-root-sign-in"],
    [
      "protect-alerting",
      "events:RemoveTargets",
      "arn:aws:events:us-east-1:222222222222:rule/acme-alerts/acme-alerts-x",
    ],
    ["protect-alerting", "events:DeleteEventBus", "arn:aws:events:eu-central-1:222222222222:event-bus/acme-alerts"],
    ["protect-alerting", "events:PutPermission", "*"],
    ["protect-alerting", "sns:Unsubscribe", "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page"],
    [
      "protect-alerting",
      "cloudwatch:DisableAlarmActions",
      "arn:aws:cloudwatch:eu-central-1:222222222222:alarm:acme-alerts-x",
    ],
    ["protect-alerting", "iam:DeleteRole", "arn:aws:iam::222222222222:role/acme-alerts-forwarding"],
    [
      "protect-alerting",
      "chatbot:DeleteSlackChannelConfiguration",
      "arn:aws:chatbot::222222222222:chat-configuration/slack-channel/acme-alerts-chat",
    ],
    ["protect-root-settings", "iam:DisableOrganizationsRootSessions", "*"],
    ["protect-root-settings", "iam:EnableOrganizationsRootCredentialsManagement", "*"],
    ["protect-root-settings", "account:DeleteAlternateContact", "arn:aws:account::222222222222:account"],
    ["protect-root-settings", "account:EnableRegion", "arn:aws:account::222222222222:account"],
    ["deny-root-access-keys", "iam:CreateAccessKey", "arn:aws:iam::222222222222:root"],
    ["protect-landing-zone-roles", "iam:UpdateAssumeRolePolicy", "arn:aws:iam::222222222222:role/rootstock-deploy"],
    ["protect-landing-zone-roles", "iam:PassRole", "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"],
    ["protect-landing-zone-roles", "iam:CreateRole", "arn:aws:iam::222222222222:role/rootstock-plan"],
    ["restrict-suspended", "ec2:RunInstances", "*"],
  ] as const)("%s denies %s on %s", (id, action, resource) => {
    const denies = statementsOf(id).some(
      ({ Action, Resource }) =>
        listed(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
        listed(Resource).some((pattern) => matches(pattern, resource)),
    );
    expect(denies).toBe(true);
  });

  test.each([
    ["protect-trail", "cloudtrail:DeleteTrail", "arn:aws:cloudtrail:eu-central-1:222222222222:trail/team-trail"],
    ["protect-archive", "s3:GetObject", "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1/x"],
    ["protect-archive", "kms:Decrypt", "arn:aws:kms:eu-central-1:222222222222:key/x"],
    ["protect-alerting", "events:PutEvents", "arn:aws:events:eu-central-1:222222222222:event-bus/acme-alerts"],
    ["protect-alerting", "events:PutRule", "arn:aws:events:eu-central-1:222222222222:rule/team-rule"],
    ["protect-alerting", "sns:Publish", "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page"],
    ["protect-landing-zone-roles", "iam:CreateRole", "arn:aws:iam::222222222222:role/team-role"],
    ["protect-landing-zone-roles", "iam:CreateRole", "arn:aws:iam::222222222222:role/team/rootstock-deploy"],
  ] as const)("%s leaves %s on %s alone", (id, action, resource) => {
    const denies = statementsOf(id).some(
      ({ Action, Resource }) =>
        listed(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
        listed(Resource).some((pattern) => matches(pattern, resource)),
    );
    expect(denies).toBe(false);
  });
});

describe("the exemption of the landing zone's roles", () => {
  test.each([
    ["protect-archive", ["ProtectArchiveObjects"]],
    ["protect-alerting", []],
    ["protect-landing-zone-roles", []],
  ] as const)("%s exempts them in every statement but %j", (id, strict: readonly string[]) => {
    for (const statement of statementsOf(id)) {
      const exempt = conditionTests(statement).filter(({ operator }) => operator === "ArnNotLike");
      expect([statement.Sid, exempt.map(({ values }) => values)]).toEqual([
        statement.Sid,
        strict.includes(statement.Sid ?? "") ? [] : [ROLES],
      ]);
    }
  });

  test("restrict-suspended follows the name of the account access role, and spares the role that forwards alerts", () => {
    const renamed = resolve(minimalConfig({ accountAccessRole: "landing" }), undefined).zone;
    const [statement] = GUARDRAIL_BODIES["restrict-suspended"](renamed, IDS);
    expect(statement?.Condition).toEqual({
      ArnNotLike: {
        "aws:PrincipalArn": [
          "arn:*:iam::*:role/landing",
          "arn:*:iam::*:role/rootstock-deploy",
          "arn:*:iam::*:role/acme-alerts-forwarding",
        ],
      },
    });
  });

  test.each(["deny-leave-organization", "protect-trail", "protect-root-settings"] as const)(
    "%s exempts nobody",
    (id) => {
      for (const { Condition } of statementsOf(id)) expect(Condition).toBeUndefined();
    },
  );
});
