import { describe, expect, test } from "@jest/globals";
import { DATA_READING_ACTIONS } from "../../catalogue/data-reading-actions";
import type { BaselineConfig } from "../../model/baseline-config";
import type { LandingZoneConfig } from "../../model/config";
import { at, jsonAt, resourcesOf } from "../support/blocks";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { resourceOf, type StackJson, synthesize } from "../support/synthesize";

const PIPELINE = {
  planRoleArn: "arn:aws:iam::111111111111:role/acme-pipeline-plan",
  deployRoleArn: "arn:aws:iam::111111111111:role/acme-pipeline-deploy",
};
const BUS = "${data.terraform_remote_state.security.outputs.event_bus_arn}";
const ACCOUNT_ID = "${data.terraform_remote_state.accounts-1.outputs.account_id_log-archive}";

const addressesOf = ({ resource = {} }: StackJson = {}): readonly string[] =>
  Object.entries(resource)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .filter((address) => address !== "terraform_data.ledger");

const DEFAULTS = [
  "aws_ebs_encryption_by_default.ebs_eu-central-1",
  "aws_ebs_encryption_by_default.ebs_us-east-1",
  "aws_iam_account_password_policy.password_policy",
  "aws_s3_account_public_access_block.public_access_block",
];
const ANALYZERS = [
  "aws_accessanalyzer_analyzer.analyzer_eu-central-1",
  "aws_accessanalyzer_analyzer.analyzer_us-east-1",
];
const FORWARDING = [
  ...["eu-central-1_alert-events", "eu-central-1_alert-path-tampering"].map(
    (rule) => `aws_cloudwatch_event_rule.${rule}`,
  ),
  ...["us-east-1_alert-events", "us-east-1_alert-path-tampering"].map((rule) => `aws_cloudwatch_event_rule.${rule}`),
  ...["eu-central-1_alert-events", "eu-central-1_alert-path-tampering"].map(
    (rule) => `aws_cloudwatch_event_target.${rule}_security-bus`,
  ),
  ...["us-east-1_alert-events", "us-east-1_alert-path-tampering"].map(
    (rule) => `aws_cloudwatch_event_target.${rule}_security-bus`,
  ),
  "aws_iam_role.forwarding_role",
  "aws_iam_role_policy.forwarding_role_policy",
];
const PLAN_ROLE = [
  "aws_iam_role.plan_role",
  "aws_iam_role_policy.plan_role_policy",
  "aws_iam_role_policy_attachment.plan_role_permissions",
];
const DEPLOY_ROLE = ["aws_iam_role.deploy_role", "aws_iam_role_policy_attachment.deploy_role_permissions"];

describe("what the stacks hold", () => {
  test.each<[string, Partial<LandingZoneConfig>, string[] | undefined, string[] | undefined]>([
    ["by default", {}, [...DEFAULTS, ...FORWARDING], DEFAULTS],
    ["switched off", { baseline: { mode: "off" } }, undefined, undefined],
    ["observing", { baseline: { mode: "observe" } }, FORWARDING, undefined],
    [
      "observing, with analyzers",
      { baseline: { mode: "observe", accessAnalyzer: true } },
      [...ANALYZERS, ...FORWARDING],
      ANALYZERS,
    ],
    ["without alerting", { alerting: { mode: "off" } }, DEFAULTS, DEFAULTS],
    ["observing, without alerting", { alerting: { mode: "off" }, baseline: { mode: "observe" } }, undefined, undefined],
    [
      "with a pipeline",
      { baseline: { pipeline: PIPELINE } },
      [...DEFAULTS, ...FORWARDING, ...PLAN_ROLE, ...DEPLOY_ROLE],
      DEFAULTS,
    ],
    [
      "without block and encryption",
      { baseline: { s3PublicAccessBlock: false, ebsEncryption: false } },
      ["aws_iam_account_password_policy.password_policy", ...FORWARDING],
      ["aws_iam_account_password_policy.password_policy"],
    ],
  ])("%s", (_, changes, member, management) => {
    const { stacks } = synthesize(minimalConfig(changes));
    const held = (name: string) => (name in stacks ? [...addressesOf(stacks[name])].sort() : undefined);
    const sorted = (addresses: string[] | undefined) => (addresses === undefined ? undefined : [...addresses].sort());
    expect(held("baseline-log-archive")).toEqual(sorted(member));
    expect(held("baseline-management")).toEqual(sorted(management));
  });

  test("in Suspended, where the guardrail denies everybody but the deploying roles, no role to plan with", () => {
    const suspended = { name: "Suspended", purpose: "suspended" as const };
    const accounts = { old: { email: "aws+old@acme.example" } };
    const { organizationalUnits } = minimalConfig();
    const { stacks } = synthesize(
      minimalConfig({
        organizationalUnits: { ...organizationalUnits, suspended: { ...suspended, accounts } },
        baseline: { pipeline: PIPELINE },
      }),
    );
    expect([...addressesOf(stacks["baseline-old"])].sort()).toEqual(
      [...DEFAULTS, ...FORWARDING, ...DEPLOY_ROLE].sort(),
    );
  });
});

describe("the stack of a member account", () => {
  const { stacks, manifest } = synthesize(
    minimalConfig({ baseline: { accessAnalyzer: true, passwordMaxAgeDays: 90, pipeline: PIPELINE } }),
  );
  const stack = stacks["baseline-log-archive"];

  test("comes after its account, the bus and the queues", () => {
    expect(manifest.stacks["baseline-log-archive"]?.dependencies).toEqual(["accounts-1", "security", "monitoring"]);
  });

  test("has providers that are bound to the account and assume the role there", () => {
    const providers = stack?.provider?.aws ?? [];
    expect(providers.map(({ region }) => region)).toEqual(["eu-central-1", "us-east-1"]);
    for (const provider of providers) {
      expect(provider).toMatchObject({
        allowed_account_ids: [ACCOUNT_ID],
        assume_role: [{ role_arn: `arn:aws:iam::${ACCOUNT_ID}:role/\${var.account_role}` }],
      });
    }
  });

  test("sets the password policy of CIS, with the age as configured", () => {
    expect(resourceOf(stack, "aws_iam_account_password_policy", "password_policy")).toMatchObject({
      minimum_password_length: 14,
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      password_reuse_prevention: 24,
      max_password_age: 90,
      hard_expiry: false,
    });
  });

  test("blocks public access in S3 in all four ways", () => {
    expect(resourceOf(stack, "aws_s3_account_public_access_block", "public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("stands with each regional resource in its Region", () => {
    const types = ["aws_ebs_encryption_by_default", "aws_accessanalyzer_analyzer", "aws_cloudwatch_event_rule"];
    for (const [name, block] of types.flatMap((type) => resourcesOf(stack, type))) {
      expect([name, block.provider]).toEqual([name, name.includes("us-east-1") ? "aws.us-east-1" : "aws"]);
    }
  });

  test("forwards to the bus in one hop, with the management account's queue of the Region behind it", () => {
    for (const [name, target] of resourcesOf(stack, "aws_cloudwatch_event_target")) {
      const region = name.startsWith("us-east-1") ? "us-east-1" : "eu-central-1";
      expect(target).toMatchObject({
        arn: BUS,
        role_arn: "${aws_iam_role.forwarding_role.arn}",
        dead_letter_config: { arn: `arn:aws:sqs:${region}:111111111111:acme-alerts-events-dead-letters` },
      });
    }
  });

  test("that queue takes what rules of the organization's accounts leave, and its alarm is in the Region", () => {
    for (const region of ["eu-central-1", "us-east-1"]) {
      const queue = resourceOf(stacks.monitoring, "aws_sqs_queue", `${region}_events`);
      expect(at(jsonAt(queue, "policy"), "Statement", 1)).toMatchObject({
        Sid: "MemberEventRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: {
          ArnLike: { "aws:SourceArn": ["arn:aws:events:*:*:rule/acme-alerts-*"] },
          StringEquals: {
            "aws:SourceOrgID": "${data.terraform_remote_state.organization.outputs.organization_id}",
          },
        },
      });
    }
  });

  test.each([
    ["plan_role", "rootstock-plan", PIPELINE.planRoleArn, "ReadOnlyAccess"],
    ["deploy_role", "rootstock-deploy", PIPELINE.deployRoleArn, "AdministratorAccess"],
  ])("trusts exactly the pipeline's role with %s", (id, name, trusted, managedPolicy) => {
    const role = resourceOf(stack, "aws_iam_role", id);
    expect(role).toMatchObject({ name, max_session_duration: 3600 });
    expect(at(jsonAt(role, "assume_role_policy"), "Statement")).toEqual([
      { Sid: "Pipeline", Effect: "Allow", Principal: { AWS: trusted }, Action: "sts:AssumeRole" },
    ]);
    expect(resourceOf(stack, "aws_iam_role_policy_attachment", `${id}_permissions`)).toMatchObject({
      role: `\${aws_iam_role.${id}.name}`,
      policy_arn: `arn:aws:iam::aws:policy/${managedPolicy}`,
    });
  });

  test("denies the plan role what is stored in the account", () => {
    const policy = jsonAt(resourceOf(stack, "aws_iam_role_policy", "plan_role_policy"), "policy");
    expect(at(policy, "Statement")).toEqual([
      { Sid: "DenyReadingData", Effect: "Deny", Action: [...DATA_READING_ACTIONS], Resource: "*" },
    ]);
    expect(DATA_READING_ACTIONS).toEqual(
      expect.arrayContaining([
        "s3:GetObject",
        "secretsmanager:GetSecretValue",
        "dynamodb:GetItem",
        "dynamodb:Scan",
        "kms:Decrypt",
      ]),
    );
    expect(DATA_READING_ACTIONS).toEqual([...new Set(DATA_READING_ACTIONS)].sort());
  });
});

describe("the stack of the management account", () => {
  test("is planned with the caller's own credentials, and only there", () => {
    const { stacks, manifest } = synthesize(minimalConfig());
    for (const provider of stacks["baseline-management"]?.provider?.aws ?? []) {
      expect(provider.allowed_account_ids).toEqual(["111111111111"]);
      expect(provider.assume_role).toBeUndefined();
    }
    expect(manifest.stacks["baseline-management"]?.dependencies).toEqual(["organization"]);
  });

  test("never lets passwords expire unless told to", () => {
    const { stacks } = synthesize(minimalConfig());
    const policy = resourceOf(stacks["baseline-management"], "aws_iam_account_password_policy", "password_policy");
    expect(policy.max_password_age).toBe(0);
  });
});

describe("the delegated administrator of central root access", () => {
  const patternOf = (config: LandingZoneConfig, account: string, region: string): string =>
    String(
      resourceOf(
        synthesize(config).stacks[`baseline-${account}`],
        "aws_cloudwatch_event_rule",
        `${region}_alert-events`,
      ).event_pattern,
    );
  const delegating = minimalConfig({ rootAccess: { delegateToSecurityAccount: true } });

  test.each([
    ["forwards the switching of root features from us-east-1", delegating, "security-tooling", "us-east-1", true],
    ["forwards no more from other Regions", delegating, "security-tooling", "eu-central-1", false],
    ["is the only member account that does", delegating, "log-archive", "us-east-1", false],
    ["does so only when it is one", minimalConfig(), "security-tooling", "us-east-1", false],
  ])("%s", (_, config, account, region, forwarded) => {
    expect(patternOf(config, account, region).includes("DisableOrganizationsRootSessions")).toBe(forwarded);
  });

  test("forwards AssumeRoot from every governed Region, as every member does", () => {
    for (const region of ["us-east-1", "eu-central-1"]) {
      expect(patternOf(delegating, "security-tooling", region)).toContain('"AssumeRoot"');
    }
  });
});

describe("stacks that are rendered once and repeated", () => {
  const overrides: readonly (BaselineConfig | undefined)[] = [
    undefined,
    { accessAnalyzer: true },
    { mode: "observe" },
    { passwordMaxAgeDays: 60, s3PublicAccessBlock: false },
  ];

  /** As many accounts as fill more than one shard, with keys that contain each other. */
  const manyAccounts = (): LandingZoneConfig => {
    const keys = Array.from({ length: 60 }, (_, index) => (index === 0 ? "a" : `a-${index}`));
    const accounts = Object.fromEntries(
      keys.map((key, index) => {
        const baseline = overrides[index % overrides.length];
        return [key, { email: `aws+${key}@acme.example`, ...(baseline === undefined ? {} : { baseline }) }];
      }),
    );
    const { organizationalUnits } = minimalConfig();
    return minimalConfig({ organizationalUnits: { ...organizationalUnits, apps: { name: "Apps", accounts } } });
  };

  test.each<[string, LandingZoneConfig]>([
    ["the example", exampleConfig()],
    ["two shards, four settings", manyAccounts()],
    ["a delegated security account", minimalConfig({ rootAccess: { delegateToSecurityAccount: true } })],
    ["roles for a pipeline", { ...manyAccounts(), pipeline: { github: { repository: "acme/landing-zone" } } }],
    ["states in S3", { ...manyAccounts(), backend: { type: "s3", bucket: "acme-states", region: "eu-central-1" } }],
    ["states in HCP Terraform", { ...manyAccounts(), backend: { type: "cloud", organization: "acme" } }],
  ])("have the bytes of stacks that were built: %s", (_, config) => {
    const [once, each] = [synthesize(config), synthesize(config, undefined, "each")];
    expect(Object.keys(once.texts).filter((name) => name.startsWith("baseline-")).length).toBeGreaterThan(2);
    expect(once.texts).toEqual(each.texts);
    expect(once.manifest).toEqual(each.manifest);
  });
});
