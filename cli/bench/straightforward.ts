import { readFileSync } from "node:fs";
import path from "node:path";
import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { IamOrganizationsFeatures } from "@cdktf/provider-aws/lib/iam-organizations-features";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { forwardedEvents } from "../../alerts/forwarded-events";
import type { Region } from "../../catalogue/regions";
import type { ContactConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "../../model/config";

// A yardstick: the same stacks and resources as a program without model, rules, policies or checks would make them.
// What grows with the organization is written by hand, with CDKTF's own references between resources and stacks.
// Of the members' baselines only the texts of the event patterns are taken over, which a program would write out.
// The stacks of fixed size are copied, resource by resource, from a synthesized directory.

const ACCOUNTS_PER_STACK = 50;
const NOT_ARGUMENTS = ["provider", "lifecycle", "depends_on"];
const COPIED_STACKS = [
  "guardrails",
  "log-archive",
  "monitoring",
  "security",
  "delegations",
  "detection",
  "baseline-management",
];
const ACCESS_ROLE = "OrganizationAccountAccessRole";

const [configModule, synthesized, outdir] = process.argv.slice(2);
if (configModule === undefined || synthesized === undefined || outdir === undefined) {
  throw new Error("usage: straightforward <config module> <synthesized directory> <output directory>");
}
const config: LandingZoneConfig = require(configModule);
const REGIONS: readonly Region[] = [config.homeRegion, "us-east-1"];
/** A constant of the copied stacks: its account gets its id only when it is created. */
const SECURITY_BUS = `arn:aws:events:${config.homeRegion}:222222222222:event-bus/bench-alerts`;
const app = new App({ outdir });
const units = new Map<string, OrganizationsOrganizationalUnit>();
const accounts = new Map<string, OrganizationsAccount>();
const organization = organizationStack();
accountStacks();
for (const name of COPIED_STACKS) copyStack(name, path.join(synthesized, "stacks", name, "cdk.tf.json"));
for (const [key, account] of accounts) baselineStack(key, account.id);
app.synth();

function organizationStack(): TerraformStack {
  const stack = newStack("organization");
  managementProvider(stack);
  const root = new OrganizationsOrganization(stack, "organization", {
    featureSet: "ALL",
    awsServiceAccessPrincipals: [
      "access-analyzer.amazonaws.com",
      "account.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "iam.amazonaws.com",
    ],
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    lifecycle: { preventDestroy: true },
  });
  new IamOrganizationsFeatures(stack, "features", {
    enabledFeatures: ["RootCredentialsManagement", "RootSessions"],
    dependsOn: [root],
  });
  contacts(stack, "management", undefined);
  makeUnits(stack, config.organizationalUnits, root.roots.get(0).id);
  return stack;
}

function makeUnits(stack: TerraformStack, declared: OrganizationalUnitsConfig, parentId: string): void {
  for (const [key, unit] of Object.entries(declared)) {
    const made = new OrganizationsOrganizationalUnit(stack, key, {
      name: unit.name,
      parentId,
      tags: { "rootstock:key": key },
      lifecycle: { preventDestroy: true },
    });
    units.set(key, made);
    makeUnits(stack, unit.organizationalUnits ?? {}, made.id);
  }
}

function accountStacks(): void {
  const declared = accountsOf(config.organizationalUnits);
  for (let first = 0; first < declared.length; first += ACCOUNTS_PER_STACK) {
    const stack = newStack(`accounts-${first / ACCOUNTS_PER_STACK + 1}`);
    stack.addDependency(organization);
    managementProvider(stack);
    for (const { key, email, owner, unit } of declared.slice(first, first + ACCOUNTS_PER_STACK)) {
      const account = new OrganizationsAccount(stack, key, {
        name: key,
        email,
        parentId: units.get(unit)?.id ?? "",
        roleName: ACCESS_ROLE,
        closeOnDeletion: false,
        tags: { owner, "rootstock:key": key },
        lifecycle: { preventDestroy: true, ignoreChanges: ["email", "role_name", "iam_user_access_to_billing"] },
      });
      contacts(stack, key, account.id);
      accounts.set(key, account);
      new TerraformOutput(stack, `account_id_${key}`, { value: account.id });
    }
  }
}

function baselineStack(key: string, accountId: string): void {
  const stack = newStack(`baseline-${key}`);
  new IamAccountPasswordPolicy(stack, "password_policy", {
    minimumPasswordLength: 14,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    passwordReusePrevention: 24,
    allowUsersToChangePassword: true,
    hardExpiry: false,
    maxPasswordAge: 0,
  });
  new S3AccountPublicAccessBlock(stack, "public_access_block", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const role = forwardingRole(stack, accountId);
  for (const region of REGIONS) {
    const provider = new AwsProvider(stack, `aws_${region}`, {
      region,
      ...(region === config.homeRegion ? {} : { alias: region }),
      allowedAccountIds: [accountId],
      assumeRole: [{ roleArn: `arn:aws:iam::${accountId}:role/${ACCESS_ROLE}`, sessionName: "baseline" }],
      defaultTags: [{ tags: { "managed-by": "rootstock" } }],
    });
    new EbsEncryptionByDefault(stack, `ebs_${region}`, { provider, enabled: true });
    forwardEvents(stack, region, provider, role);
  }
}

function forwardingRole(stack: TerraformStack, accountId: string): IamRole {
  const role = new IamRole(stack, "forwarding_role", {
    name: "bench-alerts-forwarding",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    }),
  });
  new IamRolePolicy(stack, "forwarding_role_policy", {
    role: role.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "events:PutEvents", Resource: SECURITY_BUS }],
    }),
  });
  return role;
}

function forwardEvents(stack: TerraformStack, region: Region, provider: AwsProvider, role: IamRole): void {
  for (const { id, pattern } of forwardedEvents({ ...config, partition: "aws" }, region, {
    administersRootAccess: false,
  })) {
    const rule = new CloudwatchEventRule(stack, `${region}_${id}`, {
      provider,
      name: `bench-alerts-${id}`,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(stack, `${region}_${id}_target`, {
      provider,
      rule: rule.name,
      arn: SECURITY_BUS,
      roleArn: role.arn,
      deadLetterConfig: {
        arn: `arn:aws:sqs:${region}:${config.managementAccount.id}:bench-alerts-events-dead-letters`,
      },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 },
    });
  }
}

function accountsOf(
  declared: OrganizationalUnitsConfig,
): readonly { readonly key: string; readonly email: string; readonly owner: string; readonly unit: string }[] {
  return Object.entries(declared).flatMap(([unit, { accounts = {}, organizationalUnits = {} }]) => [
    ...Object.entries(accounts).map(([key, { email, owner = "" }]) => ({ key, email, owner, unit })),
    ...accountsOf(organizationalUnits),
  ]);
}

function contacts(stack: TerraformStack, key: string, accountId: string | undefined): void {
  for (const type of ["security", "operations", "billing"] as const) {
    const { name, title, email, phone }: ContactConfig = config.contacts[type];
    new AccountAlternateContact(stack, `${key}_${type}`, {
      alternateContactType: type.toUpperCase(),
      ...(accountId === undefined ? {} : { accountId }),
      name,
      title,
      emailAddress: email,
      phoneNumber: phone,
    });
  }
}

function managementProvider(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", {
    region: config.homeRegion,
    allowedAccountIds: [config.managementAccount.id],
    defaultTags: [{ tags: { "managed-by": "rootstock" } }],
  });
}

function newStack(name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  return stack;
}

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;
type BlockClass = new (scope: Construct, id: string, config: Block) => unknown;

function copyStack(name: string, file: string): void {
  const { resource = {}, provider = {} }: { resource?: Blocks; provider?: { aws?: readonly Block[] } } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  const stack = newStack(name);
  for (const [index, block] of (provider.aws ?? []).entries()) {
    new AwsProvider(stack, `provider_${index}`, camelCased(block));
  }
  for (const [type, blocks] of Object.entries(resource)) {
    if (!type.startsWith("aws_")) continue;
    const make = resourceClass(type.slice("aws_".length).replaceAll("_", "-"));
    for (const [id, block] of Object.entries(blocks)) new make(stack, `${type}_${id}`, camelCased(block));
  }
}

/** The modules of the provider package export the class of their resource beside the types of its properties. */
function resourceClass(module: string): BlockClass {
  const exported: Readonly<Record<string, unknown>> = require(`@cdktf/provider-aws/lib/${module}`);
  const found = Object.values(exported).find((value) => Reflect.has(Object(value), "tfResourceType"));
  return found as BlockClass;
}

function camelCased(block: Block): Block {
  const entries = Object.entries(block).filter(([key]) => !NOT_ARGUMENTS.includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      key === "tags" ? value : nested(value),
    ]),
  );
}

function nested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nested);
  return typeof value === "object" && value !== null ? camelCased(value as Block) : value;
}
