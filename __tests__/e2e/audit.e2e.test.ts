import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StartLoggingCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { DisableRuleCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  AttachPolicyCommand,
  DetachPolicyCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  MoveAccountCommand,
} from "@aws-sdk/client-organizations";
import { UnsubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Finding } from "../../cli/audit/finding";
import { type ApiCall, type Emulator, startEmulator } from "../../emulator/emulator";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf } from "../../model/names";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";
import { type AuditedOrganization, makeAuditedOrganization, restoreAlertBus, subscribe } from "./audited-organization";
import { type EmulatedVerbRun, runVerbAgainst, type VerbOptions } from "./run-verb";

const ROOT = path.join(__dirname, "..", "..");
const MINUTES = 60_000;
const MANAGEMENT = "111111111111";

const CONFIG = minimalConfig({
  organizationalUnits: {
    ...minimalConfig().organizationalUnits,
    workloads: {
      name: "Workloads",
      accounts: { shop: { email: "aws+shop@acme.example" }, sandbox: { email: "aws+sandbox@acme.example" } },
    },
  },
});

let scratch = "";
let emulator: Emulator;
let zone: LandingZone;
let live: AuditedOrganization;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "rootstock-audit-"));
  writeFileSync(path.join(scratch, "organization.json"), JSON.stringify(CONFIG));
  emulator = await startEmulator({ cacheDirectory: path.join(ROOT, ".rootstock"), organizationExists: true });
  zone = resolve(CONFIG, undefined).zone;
  live = await makeAuditedOrganization(emulator, zone);
  await protectManagementRoot();
}, 3 * MINUTES);

afterAll(async () => {
  await emulator?.stop();
  rmSync(scratch, { recursive: true, force: true });
}, MINUTES);

interface RootCredentials {
  readonly password?: boolean;
  readonly accessKeys?: number;
  readonly mfaDevices?: number;
  readonly securityKeys?: number;
  readonly signingCertificates?: number;
}

function plant(account: string, credentials: RootCredentials): Promise<void> {
  return emulator.control("POST", "root-user", { account: live.accountIds[account] ?? account, ...credentials });
}

function protectManagementRoot(): Promise<void> {
  return plant(MANAGEMENT, { password: true, securityKeys: 2 });
}

type Run = EmulatedVerbRun;

/** Runs `audit` in a process of its own; `onErrorLine` hears each line of its progress, and may end it. */
function audit(argv: readonly string[], onErrorLine?: VerbOptions["onErrorLine"]): Promise<Run> {
  const config = ["--config", path.join(scratch, "organization.json"), "--today", "2026-07-01"];
  const options = { cwd: scratch, ...(onErrorLine === undefined ? {} : { onErrorLine }) };
  return runVerbAgainst(emulator, ["audit", ...config, ...argv], options);
}

function findingsOf({ stdout }: Run): readonly Finding[] {
  return JSON.parse(stdout).findings;
}

function inShort(run: Run): readonly string[] {
  return findingsOf(run).map(({ account, check }) => `${account}: ${check}`);
}

const CHANGES = /^(Delete|Deactivate|Create(?!d)|Move|Attach|Detach|Put|Update|Remove|Enable|Disable)/;

function changes({ calls }: Pick<Run, "calls">): readonly string[] {
  return calls.map(({ action }) => action).filter((action) => CHANGES.test(action));
}

describe("evidence", () => {
  test(
    "an organization as declared: no finding, every account looked at, nothing changed",
    async () => {
      const run = await audit(["--json"]);
      expect({ findings: findingsOf(run), exitCode: run.exitCode }).toEqual({ findings: [], exitCode: 0 });
      expect(run.stderr.trim().split("\n")).toHaveLength(5);
      expect(changes(run)).toEqual([]);
      const sessions = run.calls.filter(({ action }) => action === "AssumeRoot");
      expect(sessions.map(({ region }) => region)).toEqual(Array.from({ length: 4 }, () => "eu-central-1"));
    },
    MINUTES,
  );

  const PLANTED = [
    "acme-management: root-mfa",
    "sandbox: root-access-keys",
    "shop: root-password",
    "organization: deny-root",
    "organization: trail",
    "organization: subscribers",
    "security-tooling: alert-rules",
    "security-tooling: alert-rules",
    "security-tooling: subscribers",
  ];

  describe("planted", () => {
    beforeAll(async () => {
      await plant(MANAGEMENT, { password: true });
      await plant("shop", { password: true, mfaDevices: 1 });
      await plant("sandbox", { accessKeys: 1 });
      await live.organizations.send(new DetachPolicyCommand({ PolicyId: live.denyRootId, TargetId: live.rootId }));
      await live.cloudTrail.send(new StopLoggingCommand({ Name: namesOf(zone).trail }));
      await live.sns.send(new UnsubscribeCommand({ SubscriptionArn: live.subscriptionArns.digest }));
      const { events, sns } = live.security;
      const names = namesOf(zone);
      const rule = { EventBusName: names.eventBus };
      await events.send(new DisableRuleCommand({ ...rule, Name: names.eventRule("root-sign-in") }));
      await events.send(new RemoveTargetsCommand({ ...rule, Rule: names.eventRule("assume-root"), Ids: ["people"] }));
      await sns.send(new UnsubscribeCommand({ SubscriptionArn: live.securitySubscriptionArns.page }));
    }, MINUTES);

    afterAll(async () => {
      await emulator.control("DELETE", "faults");
      await protectManagementRoot();
      await plant("shop", {});
      await plant("sandbox", {});
      await live.organizations.send(new AttachPolicyCommand({ PolicyId: live.denyRootId, TargetId: live.rootId }));
      await live.cloudTrail.send(new StartLoggingCommand({ Name: namesOf(zone).trail }));
      await subscribe(live.sns, live.topicArns.digest ?? "");
      await restoreAlertBus(live.security, zone, live.accountIds);
    }, MINUTES);

    test(
      "each is found, and nothing else is",
      async () => {
        const run = await audit(["--json"]);
        expect(inShort(run)).toEqual(PLANTED);
        expect(run.exitCode).toBe(1);
      },
      MINUTES,
    );

    test(
      "with 30 % of all calls throttled it still completes, with the same findings",
      async () => {
        await emulator.control("POST", "faults", { percent: 30, seed: 7 });
        const run = await audit(["--json"]);
        await emulator.control("DELETE", "faults");
        expect(inShort(run)).toEqual(PLANTED);
        const throttled = run.calls.filter(({ errorCode }) => /Throttling|TooManyRequests/.test(errorCode ?? ""));
        expect(throttled.length).toBeGreaterThan(run.calls.length / 5);
      },
      3 * MINUTES,
    );
  });

  test(
    "a denied call is a finding that names the permission",
    async () => {
      await emulator.control("POST", "faults", {
        service: "iam",
        action: "ListOrganizationsFeatures",
        percent: 100,
        code: "AccessDenied",
        status: 403,
      });
      const run = await audit(["--json"]);
      await emulator.control("DELETE", "faults");
      expect(findingsOf(run)).toMatchObject([
        {
          check: "root-features",
          level: "unknown",
          message: expect.stringContaining("needs iam:ListOrganizationsFeatures"),
        },
      ]);
      expect(run.exitCode).toBe(1);
    },
    MINUTES,
  );

  test(
    "a late delivery, and an account that was moved into the Recovery OU by hand",
    async () => {
      const between = { AccountId: live.accountIds.sandbox };
      const [home, recovery] = [live.unitIds.workloads, live.unitIds.recovery];
      await emulator.control("POST", "trail-delivery", { secondsAgo: 26 * 3600 });
      await live.organizations.send(
        new MoveAccountCommand({ ...between, SourceParentId: home, DestinationParentId: recovery }),
      );
      const run = await audit(["--json"]);
      await emulator.control("POST", "trail-delivery", { secondsAgo: 0 });
      await live.organizations.send(
        new MoveAccountCommand({ ...between, SourceParentId: recovery, DestinationParentId: home }),
      );
      expect(inShort(run)).toEqual(["sandbox: recovery", "organization: trail"]);
      expect(findingsOf(run)[0]?.message).toMatch(/Recovery OU since 20\d\d-/);
      expect(findingsOf(run)[1]?.message).toBe("The trail last delivered 26 hours ago");
    },
    MINUTES,
  );
});

describe("--fix root-credentials", () => {
  const PROGRESS = path.join(".rootstock", "audit-root-credentials.json");

  function deletions(calls: readonly ApiCall[]): Readonly<Record<string, number>> {
    const made = calls.filter(({ action, service }) => service === "iam" && /^(Delete|Deactivate)/.test(action));
    return Object.fromEntries(
      [...new Set(made.map(({ action }) => action))]
        .sort()
        .map((action) => [action, made.filter((call) => call.action === action).length]),
    );
  }

  test(
    "killed half-way, it resumes and deletes each credential once, and none in the management account",
    async () => {
      await plant("shop", { password: true, accessKeys: 2, signingCertificates: 1, mfaDevices: 1 });
      await plant("sandbox", { password: true, accessKeys: 1 });
      const first = await audit(["--fix", "root-credentials", "--yes"], (line, child) => {
        if (line.startsWith("shop: deleted")) child.kill("SIGKILL");
      });
      expect(first.exitCode).toBeNull();
      expect(changes(first).length).toBeLessThan(7);
      expect(existsSync(path.join(scratch, PROGRESS))).toBe(true);
      const second = await audit(["--fix", "root-credentials", "--yes", "--json"]);
      expect({ findings: findingsOf(second), exitCode: second.exitCode }).toEqual({ findings: [], exitCode: 0 });
      expect(deletions([...first.calls, ...second.calls])).toEqual({
        DeactivateMFADevice: 1,
        DeleteAccessKey: 3,
        DeleteLoginProfile: 2,
        DeleteSigningCertificate: 1,
      });
      const touched = [...first.calls, ...second.calls].filter(({ action }) => CHANGES.test(action));
      expect(touched.map(({ account }) => account)).not.toContain(MANAGEMENT);
      expect(existsSync(path.join(scratch, PROGRESS))).toBe(false);
    },
    2 * MINUTES,
  );

  test(
    "where nobody can be asked and --yes is missing: exit 2, and nothing is deleted",
    async () => {
      await plant("shop", { accessKeys: 1 });
      const run = await audit(["--fix", "root-credentials"]);
      await plant("shop", {});
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain("delete the access key AKIAROOT");
      expect(changes(run)).toEqual([]);
    },
    MINUTES,
  );
});

describe("--probe deny-root", () => {
  const PROBE = ["--probe", "deny-root", "--account", "sandbox", "--yes"];

  async function expectRestored(): Promise<void> {
    const { Parents } = await live.organizations.send(new ListParentsCommand({ ChildId: live.accountIds.sandbox }));
    const { Policies = [] } = await live.organizations.send(
      new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }),
    );
    expect(Parents?.map(({ Id }) => Id)).toEqual([live.unitIds.workloads]);
    expect(Policies.map(({ Name }) => Name).sort()).toEqual(["FullAWSAccess", "acme-deny-root"]);
    expect(existsSync(path.join(scratch, ".rootstock", "audit-probe.json"))).toBe(false);
  }

  test(
    "proves the conditions and puts everything back",
    async () => {
      const run = await audit([...PROBE, "--json"]);
      expect(JSON.parse(run.stdout)).toMatchObject({
        ok: true,
        steps: [{ found: "allowed" }, { found: "denied" }, { found: "allowed" }],
      });
      expect(run.exitCode).toBe(0);
      await expectRestored();
    },
    MINUTES,
  );

  test.each(["SIGINT", "SIGTERM"] as const)(
    "interrupted by %s, it puts everything back",
    async (signal) => {
      const run = await audit(PROBE, (line, child) => {
        if (line.endsWith(": denied")) child.kill(signal);
      });
      expect(run.exitCode).toBe(signal === "SIGINT" ? 130 : 143);
      expect(changes(run)).toContain("AttachPolicy");
      await expectRestored();
    },
    MINUTES,
  );

  test(
    "killed, it is put back by the next audit",
    async () => {
      const killed = await audit(PROBE, (line, child) => {
        if (line.endsWith(": denied")) child.kill("SIGKILL");
      });
      expect(killed.exitCode).toBeNull();
      expect(existsSync(path.join(scratch, ".rootstock", "audit-probe.json"))).toBe(true);
      const next = await audit(["--json"]);
      expect({ findings: findingsOf(next), exitCode: next.exitCode }).toEqual({ findings: [], exitCode: 0 });
      await expectRestored();
    },
    2 * MINUTES,
  );

  test.each(["log-archive", "security-tooling", "acme-management", MANAGEMENT, "nobody"])(
    "refuses %s, and changes nothing",
    async (account) => {
      const run = await audit(["--probe", "deny-root", "--account", account, "--yes"]);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(/never probed|no active account/);
      expect(changes(run)).toEqual([]);
    },
    MINUTES,
  );
});
