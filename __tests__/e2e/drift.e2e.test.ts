import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  EnableAWSServiceAccessCommand,
  ListParentsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  paginateListPolicies,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import { paginateListSubscriptions, SNSClient, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { collect } from "../../cli/preflight/gather-facts";
import { applyAll } from "../../cli/terraform/apply-all";
import { describeDrift } from "../../reports/drift/describe-drift";
import type { DriftReport } from "../../reports/drift/drift-report";
import { describeChange } from "../../reports/plan/describe-change";
import { shopConfig } from "../support/planned";
import {
  applyToEmulator,
  type EmulatedOrganization,
  MINUTES,
  synthesizeAgain,
  writeConfig,
} from "./emulated-organization";
import { runVerbAgainst } from "./run-verb";

const BASE = shopConfig({ baseline: { mode: "off" } });
const CONFIG = "organization.json";
const DENY_EC2 = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }] };

let organization: EmulatedOrganization;
let client: OrganizationsClient;
beforeAll(async () => {
  organization = await applyToEmulator(BASE);
  client = new OrganizationsClient(organization.clientSettings("us-east-1"));
  writeFileSync(path.join(organization.work.path, CONFIG), JSON.stringify(BASE));
}, 15 * MINUTES);
afterAll(() => organization?.stop());

const READING = /^(Get|List|Describe|Head|AssumeRole|Lookup)/;

/** What one run of the verb left, as the pipeline would see it. */
async function drift(...words: string[]) {
  const argv = ["drift", "--config", CONFIG, "--today", "2026-07-01", "--json", ...words];
  const { exitCode, stdout, stderr, calls } = await runVerbAgainst(organization.emulator, argv, {
    cwd: organization.work.path,
  });
  if (stdout === "") throw new Error(stderr);
  const report: DriftReport & { readonly ok: boolean } = JSON.parse(stdout);
  const found = report.findings.map(({ severity, change }) =>
    `${severity}: ${describeDrift(change, (name) => name)}`.replaceAll(/\d{12}/g, "ID"),
  );
  return { exitCode, report, found, calls };
}

const issue = (): string => readFileSync(path.join(organization.work.path, ".rootstock", "drift", "issue.md"), "utf8");

async function unitId(key: string): Promise<string> {
  return String((await organization.outputs("organization"))[`ou_id_${key}`]);
}

async function accountId(key: string): Promise<string> {
  return String((await organization.outputs("accounts-1"))[`account_id_${key}`]);
}

async function denyRootId(): Promise<string | undefined> {
  const pages = await collect(paginateListPolicies({ client }, { Filter: "SERVICE_CONTROL_POLICY" }));
  return pages.flatMap(({ Policies = [] }) => Policies).find(({ Name = "" }) => Name.includes("deny-root"))?.Id;
}

/** Everything that a person with a console does to an organization on a bad day. */
async function changeOutside(rootId: string): Promise<void> {
  const [prod, dev, recovery] = await Promise.all(["prod", "dev", "recovery"].map(unitId));
  const [shop, test] = await Promise.all(["shop-prod", "shop-dev"].map(accountId));
  await client.send(new MoveAccountCommand({ AccountId: test, SourceParentId: dev, DestinationParentId: recovery }));
  await client.send(new MoveAccountCommand({ AccountId: shop, SourceParentId: prod, DestinationParentId: dev }));
  await client.send(new DetachPolicyCommand({ PolicyId: await denyRootId(), TargetId: rootId }));
  const foreign = { Name: "made-by-hand", Description: "x", Type: "SERVICE_CONTROL_POLICY" } as const;
  const { Policy } = await client.send(new CreatePolicyCommand({ ...foreign, Content: JSON.stringify(DENY_EC2) }));
  await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: dev }));
  await client.send(new CreateAccountCommand({ AccountName: "rogue", Email: "aws+rogue@acme.example" }));
  await client.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: prod, Name: "Production" }));
  await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "ram.amazonaws.com" }));
  const sns = new SNSClient(organization.clientSettings());
  const pages = await collect(paginateListSubscriptions({ client: sns }, {}));
  const page = pages
    .flatMap(({ Subscriptions = [] }) => Subscriptions)
    .find(({ Protocol, TopicArn = "" }) => Protocol === "email" && TopicArn.endsWith("-page"));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: page?.SubscriptionArn }));
}

describe("an organization as it was applied", () => {
  test(
    "has no drift, and is only read",
    async () => {
      const { exitCode, report, calls } = await drift();
      expect({ ...report, origin: undefined, stacks: undefined }).toMatchObject({
        ok: true,
        findings: [],
        pending: [],
        neverApplied: [],
        unseen: [],
        failed: [],
        unread: [],
      });
      expect(exitCode).toBe(0);
      expect(report.stacks).toHaveLength(organization.stacks.length);
      expect(calls.length).toBeGreaterThan(100);
      const writing = calls.map(({ action }) => action).filter((action) => !READING.test(action));
      expect(writing).toEqual([]);
      expect(issue()).toMatch(/^<!-- rootstock-drift -->\n## Drift: none\n/);
    },
    5 * MINUTES,
  );
});

describe("an organization that was changed by hand", () => {
  test(
    "is told of in its own language, what weakens root protection first",
    async () => {
      const rootId = String((await organization.outputs("organization")).root_id);
      await changeOutside(rootId);
      const { dev, ...units } = BASE.organizationalUnits;
      const accounts = { "shop-dev": { email: "aws+shop-dev2@acme.example", name: "shop-development" } };
      const edited = { ...BASE, organizationalUnits: { ...units, dev: { ...dev, name: "Dev", accounts } } };
      writeFileSync(path.join(organization.work.path, CONFIG), JSON.stringify(edited));
      const { exitCode, report, found } = await drift();
      expect(found).toEqual([
        "Root protection: Guardrail deny-root was detached from the root: 4 accounts lost it there.",
        "Root protection: Account shop-dev was moved from dev to recovery.",
        "Root protection: Account shop-prod was moved from prod to dev.",
        "Root protection: Account shop-dev has another e-mail address: …@acme.example instead of …@acme.example.",
        "Other protection: Account rogue (ID) exists in the root, and no configuration knows it.",
        "Other protection: Policy made-by-hand (SERVICE_CONTROL_POLICY) was attached to dev, and no configuration knows of it.",
        "Trail and alerting: The alert recipient …@acme.example of acme-alerts-page was deleted.",
        "Trail and alerting: monitoring/acme-alerts-page has no recipient any more.",
        "Organization: Unit prod was renamed from Prod to Production.",
        "Organization: Trusted access of ram.amazonaws.com was enabled.",
      ]);
      expect(report.pending.map((change) => describeChange(change, (name) => name))).toEqual([
        "Account shop-dev is renamed from shop-dev to shop-development.",
      ]);
      expect(exitCode).toBe(1);
      expect(issue()).toContain("Whoever holds the root credentials of these accounts holds every permission in them.");
      expect(issue()).not.toContain("aws+");
    },
    6 * MINUTES,
  );

  test(
    "is put right by an apply, as far as Terraform manages it",
    async () => {
      writeFileSync(path.join(organization.work.path, CONFIG), JSON.stringify(BASE));
      synthesizeAgain(organization, writeConfig(organization.work.path, "as-it-was", BASE));
      await applyAll(organization.rollout);
      const shop = await accountId("shop-prod");
      const { Parents } = await client.send(new ListParentsCommand({ ChildId: shop }));
      expect(Parents?.map(({ Id }) => Id)).toEqual([await unitId("prod")]);
      const { exitCode, found } = await drift();
      expect(found).toEqual([
        // An apply must not take long-term root away in the middle of an emergency.
        "Root protection: Account shop-dev was moved to recovery, and no entry of recovery declares the stay.",
        "Other protection: Account rogue (ID) exists in the root, and no configuration knows it.",
        "Other protection: Policy made-by-hand (SERVICE_CONTROL_POLICY) was attached to dev, and no configuration knows of it.",
      ]);
      expect(exitCode).toBe(1);
    },
    8 * MINUTES,
  );
});
