import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GetAccountPasswordPolicyCommand, IAMClient, UpdateAccountPasswordPolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ApplySummary } from "../../cli/apply/summary";
import type { PlanManifest } from "../../cli/plan/manifest";
import { accountIdOutput } from "../../constructs/account-ids";
import type { LandingZoneConfig, OrganizationalUnitConfig } from "../../model/config";
import type { PlanReport } from "../../reports/plan/plan-report";
import { minimalConfig } from "../support/example-config";
import { applyToEmulator, type EmulatedOrganization, MINUTES } from "./emulated-organization";
import { type EmulatedVerbRun, runVerbAgainst } from "./run-verb";

const CONFIG = "organization.json";

/** Two kinds of baselines: with and without the block of public S3 access. */
function config(changes: Partial<LandingZoneConfig>): LandingZoneConfig {
  const unit = (name: string, ...keys: readonly string[]): OrganizationalUnitConfig => ({
    name,
    accounts: Object.fromEntries(keys.map((key) => [key, { email: `aws+${key}@acme.example` }])),
  });
  return minimalConfig({
    organizationalUnits: {
      ...minimalConfig().organizationalUnits,
      shop: unit("Shop", "shop-a", "shop-b", "shop-c"),
      lab: { ...unit("Lab", "lab-a", "lab-b"), baseline: { s3PublicAccessBlock: false } },
    },
    governedRegions: ["eu-central-1", "us-east-1"],
    alerting: { mode: "off" },
    trail: { mode: "off" },
    detection: { externalAccess: { mode: "off" } },
    rollout: { canary: ["shop-b"], waves: ["50%"] },
    ...changes,
  });
}

const BASE = config({});
const HEAD = config({ baseline: { passwordMaxAgeDays: 90 } });

let organization: EmulatedOrganization;
let accountIds: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  organization = await applyToEmulator(BASE);
  accountIds = await organization.outputs("accounts-1");
  writeFileSync(inWork(".gitignore"), "*\n!organization.json\n!identities.lock.json\n!.gitignore\n");
  git("init", "--quiet");
  commit(BASE);
  commit(HEAD);
}, 15 * MINUTES);
afterAll(() => organization?.stop(), MINUTES);

const inWork = (...names: string[]): string => path.join(organization.work.path, ...names);
const git = (...words: string[]): string =>
  execFileSync("git", ["-C", organization.work.path, ...words], { encoding: "utf8" });

function commit(committed: LandingZoneConfig): void {
  writeFileSync(inWork(CONFIG), JSON.stringify(committed));
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@acme.example", "commit", "--quiet", "--message=Test");
}

async function verb<R>(name: string, ...words: string[]): Promise<EmulatedVerbRun & { readonly result: R }> {
  const argv = [name, "--config", CONFIG, "--today", "2026-07-01", "--json", ...words];
  const end = await runVerbAgainst(organization.emulator, argv, { cwd: organization.work.path });
  if (end.stdout === "") throw new Error(end.stderr);
  return { ...end, result: JSON.parse(end.stdout) };
}

type Summary = ApplySummary & { readonly ok: boolean; readonly error?: { readonly message: string } };

const idOf = (account: string): string => String(accountIds[accountIdOutput(account)]);

async function iam(account: string): Promise<IAMClient> {
  const credentials = await organization.assumeRole(idOf(account));
  return new IAMClient(organization.clientSettings("us-east-1", credentials));
}

async function passwordAge(account: string): Promise<number | undefined> {
  const { PasswordPolicy } = await (await iam(account)).send(new GetAccountPasswordPolicyCommand({}));
  return PasswordPolicy?.MaxPasswordAge;
}

/** Somebody sets another age by hand; everything else stays. */
async function setPasswordAge(account: string, days: number | undefined): Promise<void> {
  const client = await iam(account);
  const { PasswordPolicy: policy } = await client.send(new GetAccountPasswordPolicyCommand({}));
  await client.send(new UpdateAccountPasswordPolicyCommand({ ...policy, MaxPasswordAge: days }));
}

/** The accounts whose password policy a run changed, in the order of the calls. */
function changedAccounts({ calls }: EmulatedVerbRun): readonly string[] {
  const keys = new Map(
    Object.entries(accountIds).map(([output, id]) => [String(id), output.slice(accountIdOutput("").length)]),
  );
  return calls
    .filter(({ action, errorCode }) => action === "UpdateAccountPasswordPolicy" && errorCode === null)
    .map(({ account }) => keys.get(account) ?? "management");
}

const statesOf = ({ stacks }: Summary) => Object.fromEntries(stacks.map(({ stack, state }) => [stack, state]));

describe("a change of defaults", () => {
  test(
    "is planned in one account of each kind, and every account counts",
    async () => {
      const { result, exitCode, calls } = await verb<PlanReport>("plan", "--base", "HEAD~1");
      expect({ exitCode, failed: result.failed }).toEqual({ exitCode: 0, failed: [] });
      expect(result.stacks.map(({ stack }) => stack).sort()).toEqual([
        "baseline-lab-a",
        "baseline-management",
        "baseline-shop-b",
      ]);
      expect(result.representations).toEqual([
        { account: "lab-a", represented: ["lab-b"] },
        { account: "shop-b", represented: ["log-archive", "security-tooling", "shop-a", "shop-c"] },
      ]);
      expect(result.touchedAccounts).toHaveLength(8);
      const comment = readFileSync(inWork(".rootstock", "plan", "comment.md"), "utf8");
      expect(comment).toContain("representative plan: 2 of 7");
      expect(comment).toContain("`shop-b` represents 4: `log-archive`, `security-tooling`, `shop-a`, `shop-c`");
      expect(comment).toContain("Wave 1 takes `lab-a`, `shop-b`: 2 of 8 baselines.");
      const planned = new Set([idOf("lab-a"), idOf("shop-b"), "111111111111"]);
      expect(calls.filter(({ account }) => !planned.has(account))).toEqual([]);
      const manifest: PlanManifest = JSON.parse(readFileSync(inWork(".rootstock", "plan", "plan.json"), "utf8"));
      const entries = manifest.stacks.map(({ name, representedBy, wave }) => [name, representedBy, wave]);
      expect(entries).toEqual(
        expect.arrayContaining([
          ["baseline-lab-a", undefined, 1],
          ["baseline-lab-b", "baseline-lab-a", 2],
          ["baseline-shop-c", "baseline-shop-b", 3],
          ["baseline-management", undefined, 3],
        ]),
      );
    },
    5 * MINUTES,
  );

  test(
    "stops before an account that is in another state than its representative, and goes on when that is put right",
    async () => {
      await setPasswordAge("lab-b", 30);
      const stopped = await verb<Summary>("apply", "--yes");
      expect(stopped.exitCode).toBe(1);
      expect(stopped.result.error?.message).toContain(
        "not what baseline-lab-a was reviewed for in its place: baseline-lab-b: aws_iam_account_password_policy.",
      );
      expect(statesOf(stopped.result)).toMatchObject({
        "baseline-lab-a": "applied",
        "baseline-shop-b": "applied",
        "baseline-lab-b": "failed",
        "baseline-shop-c": "not-begun",
        "baseline-log-archive": "not-begun",
        "baseline-management": "not-begun",
      });
      expect(changedAccounts(stopped).slice(0, 2).sort()).toEqual(["lab-a", "shop-b"]);
      expect(await passwordAge("lab-b")).toBe(30);

      await setPasswordAge("lab-b", undefined);
      const resumed = await verb<Summary>("apply", "--yes");
      expect({ exitCode: resumed.exitCode, error: resumed.result.error }).toEqual({ exitCode: 0, error: undefined });
      expect(changedAccounts(resumed).at(0)).toMatch(/^(lab-b|shop-a)$/);
      expect(resumed.result.leftOver).toEqual([]);
      for (const account of ["lab-a", "lab-b", "shop-a", "shop-b", "shop-c", "log-archive", "security-tooling"]) {
        expect([account, await passwordAge(account)]).toEqual([account, 90]);
      }
    },
    10 * MINUTES,
  );
});
