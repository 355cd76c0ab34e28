import path from "node:path";
import { AccountClient, DeleteAlternateContactCommand } from "@aws-sdk/client-account";
import { DisableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  CreateGroupMembershipCommand,
  CreateUserCommand,
  IdentitystoreClient,
  ListGroupsCommand,
} from "@aws-sdk/client-identitystore";
import { ListParentsCommand, MoveAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { HandOver } from "../../cli/account/status/hand-over";
import type { StatusRow } from "../../cli/account/status/row";
import type { LandingZoneConfig } from "../../model/config";
import { namesOf } from "../../model/names";
import { minimalConfig } from "../support/example-config";
import { applyToEmulator, type EmulatedOrganization, MINUTES, writeConfig } from "./emulated-organization";
import { type EmulatedVerbRun, runVerbAgainst, type VerbOptions } from "./run-verb";

/** Baselines where they are looked at, and none elsewhere: each takes a run of Terraform. */
function config(accounts: readonly string[]): LandingZoneConfig {
  const base = minimalConfig();
  const { security, ...others } = base.organizationalUnits;
  return minimalConfig({
    organizationalUnits: {
      ...others,
      ...(security === undefined ? {} : { security: { ...security, baseline: { mode: "off" } } }),
      workloads: {
        name: "Workloads",
        accounts: Object.fromEntries(
          accounts.map((key) => [
            key,
            { email: `aws+${key}@acme.example`, owner: "team@acme.example", tags: { "monthly-budget": "100 EUR" } },
          ]),
        ),
      },
    },
    companionGuardrails: { "region-restriction": { attachTo: ["workloads"] } },
    identity: {
      groups: { team: { name: "Shop team" } },
      permissionSets: {
        developer: {
          name: "Developer",
          description: "Everyday work",
          managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
        },
      },
      assignments: [{ group: "team", permissionSet: "developer", organizationalUnits: ["workloads"] }],
    },
  });
}

let organization: EmulatedOrganization;
let shop = "";

beforeAll(async () => {
  organization = await applyToEmulator(config(["shop"]));
  shop = String((await organization.outputs("accounts-1")).account_id_shop);
}, 10 * MINUTES);

afterAll(() => organization?.stop(), MINUTES);

/** What `account status --json` prints. */
interface Printed {
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly id: string | null;
  readonly rows: readonly StatusRow[];
  readonly handOver: HandOver;
}

function status(
  words: readonly string[],
  configFile: string,
  onErrorLine?: VerbOptions["onErrorLine"],
): Promise<EmulatedVerbRun> {
  const files = ["--config", configFile, "--ledger", organization.work.ledgerFile, "--today", "2026-07-01"];
  const options = { cwd: organization.work.path, ...(onErrorLine === undefined ? {} : { onErrorLine }) };
  return runVerbAgainst(organization.emulator, ["account", "status", ...words, ...files], options);
}

/** The configuration that was applied. */
const first = (): string => path.join(organization.work.path, "first.config.json");

const printed = ({ stdout }: EmulatedVerbRun): Printed => JSON.parse(stdout);

const outcomes = (run: EmulatedVerbRun) =>
  Object.fromEntries(printed(run).rows.map(({ aspect, outcome }) => [aspect, outcome]));

const found = (run: EmulatedVerbRun, aspect: string) =>
  printed(run).rows.find((row) => row.aspect === aspect)?.found ?? "";

const READY = {
  account: "ready",
  unit: "ready",
  guardrails: "ready",
  contacts: "ready",
  access: "ready",
  baseline: "ready",
  trail: "ready",
  "alert-path": "ready",
};

/** Of those that wait, for an account that is not there. */
const WAITING = Object.fromEntries(Object.keys(READY).map((aspect) => [aspect, "waiting"]));

async function control(method: "POST" | "DELETE", name: string, document: object = {}): Promise<void> {
  const body = method === "POST" ? { body: JSON.stringify(document) } : {};
  const answer = await fetch(`http://127.0.0.1:${organization.emulator.port}/rootstock/${name}`, { method, ...body });
  expect(answer.status).toBe(200);
}

async function putSomebodyIntoTheGroup(): Promise<void> {
  const settings = organization.clientSettings();
  const { Instances: [instance] = [] } = await new SSOAdminClient(settings).send(new ListInstancesCommand({}));
  const store = { IdentityStoreId: instance?.IdentityStoreId ?? "" };
  const client = new IdentitystoreClient(settings);
  const { Groups: [group] = [] } = await client.send(new ListGroupsCommand(store));
  const { UserId } = await client.send(
    new CreateUserCommand({
      ...store,
      UserName: "alice",
      DisplayName: "Alice",
      Name: { GivenName: "Alice", FamilyName: "Example" },
      Emails: [{ Value: "alice@acme.example", Primary: true }],
    }),
  );
  await client.send(
    new CreateGroupMembershipCommand({ ...store, GroupId: group?.GroupId, MemberId: { UserId: UserId ?? "" } }),
  );
}

const CHANGES = /^(Put|Create(?!AccountStatus)|Update|Delete|Attach|Detach|Move|Enable|Disable|Remove|Start|Stop|Tag)/;

describe("an account", () => {
  test(
    "of an organization that nobody is in, and that has recorded nothing yet: both are said, nothing is changed",
    async () => {
      const run = await status(["shop", "--no-wait", "--json"], first());
      expect({ ...outcomes(run), exitCode: run.exitCode }).toEqual({
        ...READY,
        access: "missing",
        trail: "waiting",
        "alert-path": "waiting",
        exitCode: 1,
      });
      expect(found(run, "access")).toBe("nobody: all groups are empty (Shop team (0 members) as Developer)");
      expect(found(run, "alert-path")).toMatch(/^everything is in place, but no test was sent/);
      expect(run.calls.map(({ action }) => action).filter((action) => CHANGES.test(action))).toEqual([]);
      expect(run.calls.filter(({ errorCode }) => errorCode?.startsWith("NotEmulated"))).toEqual([]);
    },
    2 * MINUTES,
  );

  test(
    "is not waited for any longer after Ctrl-C",
    async () => {
      const run = await status(["shop"], first(), (line, child) => {
        if (line.startsWith("…")) child.kill("SIGINT");
      });
      expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({ exitCode: 130, stdout: "" });
    },
    2 * MINUTES,
  );

  test(
    "is waited for until it is ready, its alert path is tested, and it is handed over",
    async () => {
      await putSomebodyIntoTheGroup();
      let delivered: Promise<void> | undefined;
      const run = await status(["shop", "--timeout", "2", "--json"], first(), (line) => {
        if (line.startsWith("…") && line.includes("trail"))
          delivered ??= control("POST", "trail-log-file", { account: shop });
      });
      await delivered;
      expect({ ...outcomes(run), exitCode: run.exitCode }).toEqual({ ...READY, exitCode: 0 });
      expect(delivered).toBeDefined();
      expect(found(run, "alert-path")).toMatch(
        /^test [0-9a-f-]{36} sent at 20\S+Z in eu-central-1 and us-east-1; forwarded from there; reached the bus rule \(2 of 2 counted up to 20\S+Z, by number and not by id\) and was delivered to acme-alerts-digest with 1 confirmed subscriber;/,
      );
      expect(found(run, "guardrails")).toMatch(
        /^deny-leave-organization, deny-root, .*region-restriction.*\(attached;/,
      );
      const changes = run.calls.filter(({ action }) => CHANGES.test(action));
      expect(changes.map(({ action, account, region, principal }) => [action, account, region, principal])).toEqual(
        ["eu-central-1", "us-east-1"].map((region) => [
          "PutEvents",
          shop,
          region,
          `arn:aws:sts::${shop}:assumed-role/OrganizationAccountAccessRole/rootstock-alert-path-test`,
        ]),
      );
      expect(printed(run).handOver).toMatchObject({
        key: "shop",
        id: shop,
        owner: "team@acme.example",
        portal: expect.stringMatching(/^https:\/\/d-\w+\.awsapps\.com\/start$/),
        access: [{ group: "Shop team", permissionSet: "Developer", because: "in the unit workloads" }],
        budget: ["tag monthly-budget: 100 EUR"],
        recovery: "npm run recover -- shop",
      });
    },
    3 * MINUTES,
  );

  test(
    "that is not created yet waits, and says what creates it",
    async () => {
      const file = writeConfig(organization.work.path, "second", config(["shop", "next"]));
      const run = await status(["next", "--no-wait"], file);
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toContain("the organization has no account next with the declared address");
      expect(run.stdout).toContain("Apply the stack accounts-1, which creates it");
      expect(run.stdout).toContain("Not ready; missing: account; waiting: unit, guardrails");
      expect(run.stdout).toContain("Hand-over, once everything is ready");
      const json = await status(["next", "--no-wait", "--json"], file);
      expect(outcomes(json)).toEqual({ ...WAITING, account: "missing" });
      expect(printed(json).id).toBeNull();
    },
    2 * MINUTES,
  );

  test(
    "whose pieces somebody broke: those rows say missing, the others stay ready, also with 30 % of all calls throttled",
    async () => {
      await breakPieces();
      const run = await status(["shop", "--no-wait", "--json"], first());
      expect({ ...outcomes(run), exitCode: run.exitCode }).toEqual({
        ...READY,
        unit: "missing",
        guardrails: "missing",
        contacts: "missing",
        baseline: "missing",
        "alert-path": "missing",
        exitCode: 1,
      });
      expect(found(run, "unit")).toBe("in Security, and the configuration says Workloads");
      expect(found(run, "contacts")).toBe("The security contact is not set");
      expect(found(run, "guardrails")).toMatch(/: the account is not below the unit workloads$/);
      expect(found(run, "baseline")).toBe("the rule acme-alerts-alert-events in us-east-1 is disabled");
      expect(found(run, "alert-path")).toBe("not tested: the rule acme-alerts-alert-events in us-east-1 is disabled");
      await control("POST", "faults", { percent: 30, seed: 7 });
      const throttled = await status(["shop", "--no-wait", "--json"], first());
      await control("DELETE", "faults");
      expect(printed(throttled).rows).toEqual(printed(run).rows);
      expect(throttled.calls.filter(({ errorCode }) => errorCode !== null).length).toBeGreaterThan(
        throttled.calls.length / 6,
      );
    },
    2 * MINUTES,
  );
});

async function breakPieces(): Promise<void> {
  const settings = organization.clientSettings("us-east-1");
  await new AccountClient(settings).send(
    new DeleteAlternateContactCommand({ AccountId: shop, AlternateContactType: "SECURITY" }),
  );
  const organizations = new OrganizationsClient(settings);
  const parentOf = async (ChildId: string): Promise<string> => {
    const { Parents: [parent] = [] } = await organizations.send(new ListParentsCommand({ ChildId }));
    return parent?.Id ?? "";
  };
  const security = String((await organization.outputs("accounts-1"))["account_id_log-archive"]);
  await organizations.send(
    new MoveAccountCommand({
      AccountId: shop,
      SourceParentId: await parentOf(shop),
      DestinationParentId: await parentOf(security),
    }),
  );
  const credentials = await organization.assumeRole(shop);
  await new EventBridgeClient(organization.clientSettings("us-east-1", credentials)).send(
    new DisableRuleCommand({ Name: namesOf(organization.zone).eventRule("alert-events") }),
  );
}
