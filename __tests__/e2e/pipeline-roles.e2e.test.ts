import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { PlanReport } from "../../reports/plan/plan-report";
import { minimalConfig } from "../support/example-config";
import { applyToEmulator, type EmulatedOrganization, MINUTES } from "./emulated-organization";
import { type EmulatedVerbRun, runVerbAgainst } from "./run-verb";

const MANAGEMENT = "111111111111";
const CONFIG = minimalConfig({
  alerting: { mode: "off" },
  baseline: {
    pipeline: {
      planRoleArn: `arn:aws:iam::${MANAGEMENT}:role/acme-pipeline-plan`,
      deployRoleArn: `arn:aws:iam::${MANAGEMENT}:role/acme-pipeline-deploy`,
    },
  },
});
const MEMBER_STACKS = ["log-archive", "baseline-log-archive", "baseline-security-tooling"] as const;

let organization: EmulatedOrganization;
beforeAll(async () => {
  organization = await applyToEmulator(CONFIG);
  writeFileSync(path.join(organization.work.path, "organization.json"), JSON.stringify(CONFIG));
}, 15 * MINUTES);
afterAll(() => organization?.stop(), MINUTES);

interface Planned extends EmulatedVerbRun {
  readonly report: PlanReport;
}

async function plan(stacks: readonly string[], ...words: string[]): Promise<Planned> {
  const named = stacks.flatMap((name) => ["--stack", name]);
  const argv = ["plan", "--config", "organization.json", "--today", "2026-07-01", "--json", ...named, ...words];
  const end = await runVerbAgainst(organization.emulator, argv, { cwd: organization.work.path });
  if (end.stdout === "") throw new Error(end.stderr);
  return { ...end, report: JSON.parse(end.stdout) };
}

/** The roles that called anything in member accounts, each once. */
function rolesInMembers({ calls }: Planned): readonly string[] {
  const principals = calls.filter(({ account }) => account !== MANAGEMENT).map(({ principal }) => principal);
  const roles = principals.map((arn) => /:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? arn);
  return [...new Set(roles)].sort();
}

const changesIn = ({ report }: Planned): readonly object[] =>
  report.stacks.map(({ stack: _, ...counts }) => counts).filter((counts) => Object.values(counts).some(Boolean));

describe("after a first deploy", () => {
  test(
    "the plan role alone plans the stacks of member accounts, and finds nothing to change",
    async () => {
      const planned = await plan(MEMBER_STACKS, "--account-role", "rootstock-plan");
      expect(planned).toMatchObject({ exitCode: 0, report: { failed: [], deferred: [] } });
      expect(planned.report.stacks.map(({ stack }) => stack).sort()).toEqual([...MEMBER_STACKS].sort());
      expect(changesIn(planned)).toEqual([]);
      expect(rolesInMembers(planned)).toEqual(["rootstock-plan"]);
      expect(planned.report.origin.accountRole).toBe("rootstock-plan");
    },
    5 * MINUTES,
  );

  test(
    "without the option it is the role that the configuration names",
    async () => {
      const planned = await plan(["baseline-log-archive"]);
      expect(planned).toMatchObject({ exitCode: 0, report: { failed: [], deferred: [] } });
      expect(rolesInMembers(planned)).toEqual(["OrganizationAccountAccessRole"]);
      expect(planned.report.origin.accountRole).toBeUndefined();
    },
    5 * MINUTES,
  );
});

describe("a role that the caller may not assume", () => {
  afterEach(() => organization.emulator.control("DELETE", "faults"));

  test(
    "fails the stack with a sentence that names it, before Terraform is asked",
    async () => {
      const denial = { service: "sts", action: "AssumeRole", percent: 100, code: "AccessDenied", status: 403 };
      await organization.emulator.control("POST", "faults", denial);
      const planned = await plan(["baseline-log-archive"], "--account-role", "rootstock-plan");
      expect(planned.exitCode).toBe(1);
      expect(planned.report.failed).toMatchObject([
        {
          stack: "baseline-log-archive",
          messages: [
            expect.stringMatching(/made the role arn:aws:iam::\d{12}:role\/rootstock-plan, but it cannot be assumed/),
            expect.stringContaining("the pipeline's role that it trusts"),
          ],
        },
      ]);
      expect(rolesInMembers(planned)).toEqual([]);
    },
    5 * MINUTES,
  );
});

describe("in an account whose baseline was never applied", () => {
  const state = (): string => path.join(organization.work.path, "terraform.baseline-log-archive.tfstate");
  beforeAll(() => renameSync(state(), `${state()}.away`));
  afterAll(() => renameSync(`${state()}.away`, state()));

  test(
    "a plan leaves the stacks out, with what their Terraform JSON has, and goes into the others",
    async () => {
      const planned = await plan(MEMBER_STACKS, "--account-role", "rootstock-plan");
      const missingRole = { account: "log-archive", role: "rootstock-plan", madeBy: "baseline-log-archive" };
      expect(planned).toMatchObject({ exitCode: 0, report: { failed: [] } });
      expect(planned.report.deferred.map(({ stack, missingRole: missing }) => [stack, missing])).toEqual([
        ["baseline-log-archive", missingRole],
        ["log-archive", missingRole],
      ]);
      expect(planned.report.deferred[0]?.resources.added).toContain("aws_iam_role.plan_role");
      expect(planned.report.stacks.map(({ stack }) => stack)).toEqual(["baseline-security-tooling"]);
      expect(rolesInMembers(planned)).toEqual(["rootstock-plan"]);
    },
    5 * MINUTES,
  );

  test(
    "the deploy role is not there either, so accountAccessRole goes in for it, and in no other account",
    async () => {
      const planned = await plan(MEMBER_STACKS, "--account-role", "rootstock-deploy");
      expect(planned.report.failed).toEqual([]);
      expect(planned.report.notes).toContain(
        "OrganizationAccountAccessRole is assumed in the account log-archive, where there is no rootstock-deploy yet.",
      );
      const ids = await organization.outputs("accounts-1");
      const inAccount = (key: string): Planned => ({
        ...planned,
        calls: planned.calls.filter(({ account }) => account === ids[`account_id_${key}`]),
      });
      expect(rolesInMembers(inAccount("log-archive"))).toEqual(["OrganizationAccountAccessRole"]);
      expect(rolesInMembers(inAccount("security-tooling"))).toEqual(["rootstock-deploy"]);
    },
    5 * MINUTES,
  );
});
