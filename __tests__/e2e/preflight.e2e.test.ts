import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PreflightReport } from "../../cli/preflight/report";
import { type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import { type EmulatedVerbRun, runVerb, runVerbAgainst } from "./run-verb";

const ROOT = path.join(__dirname, "..", "..");
const MINUTES = 60_000;

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "rootstock-preflight-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Run extends EmulatedVerbRun {
  readonly report: PreflightReport & { readonly ready: boolean };
}

/** Runs `preflight --json` for the example in a process of its own, against an emulator of its own. */
async function preflight(options: Omit<EmulatorOptions, "cacheDirectory"> = {}): Promise<Run> {
  const emulator = await startEmulator({ cacheDirectory: path.join(ROOT, ".rootstock"), ...options });
  try {
    const ledger = path.join(scratch, "no-ledger.json");
    const end = await runVerbAgainst(emulator, ["preflight", "--json", "--ledger", ledger], { cwd: ROOT });
    return { ...end, report: JSON.parse(end.stdout) };
  } finally {
    await emulator.stop();
  }
}

function levels({ report }: Run): Readonly<Record<string, string>> {
  return Object.fromEntries(report.findings.map(({ check, level }) => [check, level]));
}

describe("preflight in the management account", () => {
  test(
    "without an organization: ready, and nothing was changed",
    async () => {
      const result = await preflight();
      expect(result).toMatchObject({ exitCode: 0, stderr: "", report: { ready: true } });
      expect(levels(result)).toMatchObject({ organization: "ok", "account-quota": "ok", "bucket-names": "ok" });
      expect(result.report.steps.map(({ stack }) => stack).slice(0, 2)).toEqual(["organization", "accounts-1"]);
      expect(result.calls.filter(({ action }) => !/^(Get|List|Describe|Head)/.test(action))).toEqual([]);
    },
    2 * MINUTES,
  );

  test(
    "with an organization and a quota that is too small: not ready",
    async () => {
      const result = await preflight({ organizationExists: true, accountQuota: 5 });
      expect(result).toMatchObject({ exitCode: 1, stderr: "", report: { ready: false } });
      expect(levels(result)).toMatchObject({ organization: "note", "account-quota": "problem" });
    },
    2 * MINUTES,
  );

  test(
    "denied calls are named, throttled calls are made again",
    async () => {
      const result = await preflight({
        organizationExists: true,
        faults: [
          { service: "organizations", action: "ListAccounts", percent: 100, code: "AccessDeniedException" },
          { service: "cloudtrail", action: "DescribeTrails", nth: 1 },
        ],
      });
      expect(result).toMatchObject({ exitCode: 0, stderr: "" });
      expect(levels(result)).toMatchObject({
        "account-quota": "unknown",
        "existing-accounts": "unknown",
        trails: "ok",
      });
      const { message } = result.report.findings.find(({ level }) => level === "unknown") ?? {};
      expect(message).toBe("Could not check: needs organizations:ListAccounts, which the caller lacks");
    },
    2 * MINUTES,
  );

  test(
    "credentials of another account: one problem, and no call but the one that asks who calls",
    async () => {
      const result = await preflight({ managementAccount: "222222222222" });
      expect(result.exitCode).toBe(1);
      expect(levels(result)).toEqual({ terraform: "ok", "management-account": "problem" });
      expect(result.calls.map(({ action }) => action)).toEqual(["GetCallerIdentity"]);
    },
    2 * MINUTES,
  );

  test(
    "no credentials: one sentence, and what to do",
    async () => {
      const nowhere = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
      const environment = { ...nowhere, AWS_EC2_METADATA_DISABLED: "true", PATH: process.env.PATH ?? "" };
      const { exitCode, stdout, stderr } = await runVerb(["preflight"], environment, { cwd: ROOT });
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toMatch(/^Error: There are no AWS credentials for the management account: .+\n {2}Sign in, .+\n$/);
    },
    MINUTES,
  );
});
