import { describe, expect, test } from "@jest/globals";
import { type AuthorizationGuardrailId, GUARDRAILS } from "../../catalogue/guardrails";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { GUARDRAIL_BODIES } from "../../policies/guardrails";
import { matches } from "../../policies/pattern";
import { conditionTests, listed, type Statement } from "../../policies/policy-document";
import type { PolicyIds } from "../../policies/policy-ids";
import { sparesRootSessions } from "../../policies/root-selection";
import { minimalConfig } from "../support/example-config";

const IDS: PolicyIds = {
  organizationId: "o-acme000000",
  rootId: "r-acme",
  unitId: (key) => `ou-acme-${key}`,
  accountId: () => "222222222222",
};
const DEPLOYING = ["arn:*:iam::*:role/OrganizationAccountAccessRole", "arn:*:iam::*:role/rootstock-deploy"];
const NOT_DEPLOYING = { ArnNotLike: { "aws:PrincipalArn": DEPLOYING } };

function statementsOf(id: AuthorizationGuardrailId, changes: Partial<LandingZoneConfig> = {}): readonly Statement[] {
  return GUARDRAIL_BODIES[id](resolve(minimalConfig(changes), undefined).zone, IDS);
}

const OPT_IN = (Object.keys(GUARDRAIL_BODIES) as AuthorizationGuardrailId[]).filter(
  (id) => GUARDRAILS[id].default === "off",
);
const OF_TYPE = (type: "scp" | "rcp") => OPT_IN.filter((id) => GUARDRAILS[id].policyType === type);

describe("the whole document", () => {
  test.each<[AuthorizationGuardrailId, readonly Statement[]]>([
    [
      "deny-iam-users",
      [
        {
          Sid: "DenyIamUsersAndKeys",
          Effect: "Deny",
          Action: [
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:CreateServiceSpecificCredential",
            "iam:CreateUser",
            "iam:UpdateAccessKey",
            "iam:UpdateLoginProfile",
            "iam:UploadSSHPublicKey",
            "iam:UploadSigningCertificate",
          ],
          Resource: "*",
          Condition: { ...NOT_DEPLOYING, Null: { "aws:AssumedRoot": "true" } },
        },
      ],
    ],
    [
      "require-imdsv2",
      [
        {
          Sid: "RequireImdsv2AtLaunch",
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:*:ec2:*:*:instance/*",
          Condition: { ...NOT_DEPLOYING, StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
        },
        {
          Sid: "DenyReturnToImdsv1",
          Effect: "Deny",
          Action: "ec2:ModifyInstanceMetadataOptions",
          Resource: "arn:*:ec2:*:*:instance/*",
          Condition: { ...NOT_DEPLOYING, StringEquals: { "ec2:Attribute/HttpTokens": "optional" } },
        },
        {
          Sid: "ProtectMetadataDefaults",
          Effect: "Deny",
          Action: "ec2:ModifyInstanceMetadataDefaults",
          Resource: "*",
          Condition: NOT_DEPLOYING,
        },
      ],
    ],
    [
      "require-ebs-encryption",
      [
        {
          Sid: "DenyVolumesInClear",
          Effect: "Deny",
          Action: ["ec2:CreateVolume", "ec2:RunInstances"],
          Resource: "arn:*:ec2:*:*:volume/*",
          Condition: { ...NOT_DEPLOYING, Bool: { "ec2:Encrypted": "false" } },
        },
        {
          Sid: "ProtectEncryptionByDefault",
          Effect: "Deny",
          Action: "ec2:DisableEbsEncryptionByDefault",
          Resource: "*",
          Condition: NOT_DEPLOYING,
        },
      ],
    ],
    [
      "protect-s3-public-access",
      [
        {
          Sid: "ProtectAccountPublicAccessBlock",
          Effect: "Deny",
          Action: "s3:PutAccountPublicAccessBlock",
          Resource: "*",
          Condition: NOT_DEPLOYING,
        },
        {
          Sid: "DenyPublicAccessLists",
          Effect: "Deny",
          Action: ["s3:CreateBucket", "s3:PutBucketAcl", "s3:PutObject", "s3:PutObjectAcl"],
          Resource: "*",
          Condition: {
            ...NOT_DEPLOYING,
            StringEquals: { "s3:x-amz-acl": ["authenticated-read", "public-read", "public-read-write"] },
          },
        },
      ],
    ],
    [
      "rcp-require-tls",
      [
        {
          Sid: "RequireTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"],
          Resource: "*",
          Condition: { Null: { "aws:AssumedRoot": "true" }, BoolIfExists: { "aws:SecureTransport": "false" } },
        },
      ],
    ],
    [
      "rcp-confused-deputy",
      [
        {
          Sid: "DenyServicesForStrangers",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"],
          Resource: "*",
          Condition: {
            Bool: { "aws:PrincipalIsAWSService": "true" },
            Null: { "aws:SourceAccount": "false" },
            StringNotEqualsIfExists: { "aws:SourceOrgID": "o-acme000000" },
          },
        },
      ],
    ],
    [
      "rcp-identity-perimeter",
      [
        {
          Sid: "DenyStrangers",
          Effect: "Deny",
          Principal: "*",
          Action: [
            "s3:*",
            "sqs:*",
            "kms:*",
            "secretsmanager:*",
            "sts:AssumeRole",
            "sts:DecodeAuthorizationMessage",
            "sts:GetAccessKeyInfo",
            "sts:GetFederationToken",
            "sts:GetServiceBearerToken",
            "sts:GetSessionToken",
            "sts:SetContext",
          ],
          Resource: "*",
          Condition: {
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
            StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-acme000000" },
          },
        },
        {
          Sid: "DenyOtherWebIdentities",
          Effect: "Deny",
          Principal: "*",
          Action: "sts:AssumeRoleWithWebIdentity",
          Resource: "*",
        },
      ],
    ],
  ])("of %s is this", (id, expected) => {
    expect(statementsOf(id)).toEqual(expected);
  });
});

describe("the restriction of Regions", () => {
  const [statement, ...others] = statementsOf("region-restriction", {
    homeRegion: "eu-west-1",
    regionExemptions: [{ action: "polly:*", reason: "Voices exist only there." }],
  });
  if (statement === undefined) throw new Error("no statement");
  const isLeftAlone = (action: string): boolean =>
    listed(statement.NotAction).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));

  test("denies outside the governed Regions, but for deploying roles and root sessions", () => {
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ Sid: "DenyUngovernedRegions", Effect: "Deny", Resource: "*" });
    expect(statement.Action).toBeUndefined();
    expect(statement.Condition).toEqual({
      ...NOT_DEPLOYING,
      Null: { "aws:AssumedRoot": "true" },
      StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
    });
  });

  test.each([
    "iam:CreateRole",
    "sts:AssumeRoot",
    "organizations:LeaveOrganization",
    "route53:ChangeResourceRecordSets",
    "cloudfront:CreateDistribution",
    "support:CreateCase",
    "account:GetContactInformation",
    "s3:ListAllMyBuckets",
    "s3:PutAccountPublicAccessBlock",
    "ec2:DescribeRegions",
    "budgets:ViewBudget",
    "wafv2:CreateWebACL",
    "globalaccelerator:CreateAccelerator",
    "polly:SynthesizeSpeech",
  ])("leaves %s alone", (action) => {
    expect(isLeftAlone(action)).toBe(true);
  });

  test.each([
    "ec2:RunInstances",
    "s3:CreateBucket",
    "s3:GetObject",
    "lambda:InvokeFunction",
    "rds:CreateDBInstance",
    "bedrock:InvokeModel",
    "sqs:CreateQueue",
    "cloudtrail:StopLogging",
    "quicksight:CreateDataSet",
  ])("denies %s", (action) => {
    expect(isLeftAlone(action)).toBe(false);
  });

  test.each(["eu-central-1", "us-east-1", "sa-east-1"] as const)(
    "keeps us-east-1 and its global services with the home Region %s",
    (homeRegion) => {
      const [first] = statementsOf("region-restriction", { homeRegion });
      expect(listed(first?.Condition?.StringNotEquals?.["aws:RequestedRegion"])).toContain("us-east-1");
    },
  );
});

describe("a service control policy that is opt-in", () => {
  test.each(OF_TYPE("scp"))("%s spares the deploying roles in every statement", (id) => {
    for (const statement of statementsOf(id)) {
      const exempt = conditionTests(statement).filter(({ operator }) => operator === "ArnNotLike");
      expect([statement.Sid, exempt.map(({ values }) => values)]).toEqual([statement.Sid, [DEPLOYING]]);
    }
  });

  test.each(OF_TYPE("scp"))("%s has no Principal, so it binds no AWS service and no service-linked role", (id) => {
    for (const statement of statementsOf(id)) expect(statement.Principal).toBeUndefined();
  });

  test.each(["region-restriction", "deny-iam-users"] as const)("%s spares root sessions", (id) => {
    expect(statementsOf(id).every(sparesRootSessions)).toBe(true);
  });
});

const PERIMETER: LandingZoneConfig["perimeter"] = {
  vendorAccounts: [
    { id: "444444444444", reason: "Backup vendor." },
    { id: "333333333333", reason: "Monitoring vendor." },
  ],
  oidcIssuers: [
    { issuer: "token.actions.githubusercontent.com", subjects: ["repo:acme/*"], reason: "Pipelines." },
    { issuer: "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE", reason: "Cluster." },
  ],
};

describe("a resource control policy", () => {
  test.each(OF_TYPE("rcp"))(
    "%s is written as AWS accepts it: denies everybody, named services, every resource",
    (id) => {
      for (const { Effect, Principal, Action, NotAction, Resource } of statementsOf(id)) {
        expect({ Effect, Principal, NotAction, Resource }).toEqual({ Effect: "Deny", Principal: "*", Resource: "*" });
        expect(listed(Action).every((action) => /^[a-z0-9]+:/.test(action))).toBe(true);
      }
    },
  );

  test.each(OF_TYPE("rcp"))("%s exempts nobody by the name of a role, which strangers may use as well", (id) => {
    const keys = statementsOf(id, { perimeter: PERIMETER })
      .flatMap(conditionTests)
      .map(({ key }) => key);
    expect(keys.filter((key) => key === "aws:principalarn")).toEqual([]);
  });

  test.each(["rcp-confused-deputy", "rcp-identity-perimeter"] as const)("%s spares the declared vendors", (id) => {
    const [first] = statementsOf(id, { perimeter: PERIMETER });
    const key = id === "rcp-confused-deputy" ? "aws:SourceAccount" : "aws:PrincipalAccount";
    expect(first?.Condition?.StringNotEqualsIfExists?.[key]).toEqual(["333333333333", "444444444444"]);
  });

  test("the identity perimeter accepts web identities of declared issuers, and of a shared one only some", () => {
    const [, ...webIdentity] = statementsOf("rcp-identity-perimeter", { perimeter: PERIMETER });
    const common = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRoleWithWebIdentity", Resource: "*" };
    expect(webIdentity).toEqual([
      {
        Sid: "DenyOtherWebIdentities",
        ...common,
        Condition: {
          Null: {
            "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub": "true",
            "token.actions.githubusercontent.com:sub": "true",
          },
        },
      },
      {
        Sid: "DenyOtherSubjects1",
        ...common,
        Condition: {
          Null: { "token.actions.githubusercontent.com:sub": "false" },
          StringNotLike: { "token.actions.githubusercontent.com:sub": ["repo:acme/*"] },
        },
      },
    ]);
  });
});
