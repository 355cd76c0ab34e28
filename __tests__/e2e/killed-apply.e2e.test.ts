import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { paginateListAccounts, paginateListOrganizationalUnitsForParent } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { collect } from "../../cli/preflight/gather-facts";
import type { LandingZoneConfig } from "../../model/config";
import { DENY_LARGE } from "../support/planned";
import { type Checkout, isChange, smallOrganization, startCheckout } from "./checkout";
import { MINUTES, ROOT } from "./emulated-organization";

/** How many applies are killed. */
const RUNS = 20;

const TEAMS = Array.from({ length: RUNS + 1 }, (_, index) => `team-${index}`);

/** An organization with some teams, each with a unit, two accounts and a guardrail of its own. */
function organizationOf(teams: readonly string[]): LandingZoneConfig {
  const more = { detection: { externalAccess: { mode: "off" } } } as const;
  const base = smallOrganization({ accounts: [], more });
  const account = (key: string) => [key, { email: `aws+${key}@acme.example` }] as const;
  const unit = (team: string) => ({
    name: team,
    guardrails: [`deny-${team}`],
    accounts: Object.fromEntries([account(`${team}-a`), account(`${team}-b`)]),
  });
  const guardrail = { reason: "Nobody needs these.", statements: [DENY_LARGE] };
  return {
    ...base,
    organizationalUnits: {
      ...base.organizationalUnits,
      ...Object.fromEntries(teams.map((team) => [team, unit(team)])),
    },
    guardrails: { ...base.guardrails, ...Object.fromEntries(teams.map((team) => [`deny-${team}`, guardrail])) },
  };
}

let checkout: Checkout;
/** How long an apply that nobody kills takes. */
let whole = 0;
beforeAll(async () => {
  // Long enough for a kill to meet an account that is being created.
  checkout = await startCheckout(organizationOf([]), { createAccountSeconds: 1 });
  expect(await checkout.run(["plan"])).toMatchObject({ exitCode: 0 });
  expect(await checkout.run(["apply", "--yes"])).toMatchObject({ exitCode: 0 });
  await planTeams(1);
  const start = performance.now();
  expect(await checkout.run(["apply", "--yes"])).toMatchObject({ exitCode: 0 });
  whole = performance.now() - start;
}, 10 * MINUTES);
afterAll(() => checkout?.stop());

/** Plans the first teams; the last of them is new. */
async function planTeams(count: number): Promise<void> {
  checkout.write(organizationOf(TEAMS.slice(0, count)));
  expect(await checkout.run(["synth"])).toMatchObject({ exitCode: 0 });
  checkout.commit(`Team ${count}`);
  expect(await checkout.run(["plan", "--base", "HEAD~1"])).toMatchObject({ exitCode: 0 });
}

/** A share of the run in [0, 1) that looks random and is the same in every run of this test. */
function shareOf(run: number): number {
  // The golden ratio's fraction spreads any number of points evenly.
  return ((run + 1) * 0.618_033_988_749_895) % 1;
}

/** Every fifth run is stopped as by Ctrl-C; the others lose everything at once. */
function signalOf(run: number): "SIGINT" | "SIGKILL" {
  return run % 5 === 4 ? "SIGINT" : "SIGKILL";
}

/** Half of the runs end at a moment; the others behind a call that changed something, when no state knows of it yet. */
function isByTime(run: number): boolean {
  return run % 2 === 0;
}

/** A unit, two accounts that are moved, six contacts, a policy and its attachment. */
const CHANGES_OF_A_TEAM = 13;

/** Behind which of its changes a run ends, counted from 1. */
function changeOf(run: number): number {
  return 1 + Math.floor(shareOf(run) * CHANGES_OF_A_TEAM);
}

/** Resolves when a verb has made so many calls that change something, or has ended. */
async function untilChange(count: number, child: ChildProcess): Promise<void> {
  const since = checkout.emulator.calls().length;
  while (child.exitCode === null && checkout.emulator.calls().slice(since).filter(isChange).length < count) {
    await pause(10);
  }
}

/** When a run ends, in words. */
function momentOf(run: number): string {
  return isByTime(run) ? `after ${Math.round(100 * shareOf(run))} % of its time` : `behind its change ${changeOf(run)}`;
}

async function applyAndKill(run: number): Promise<void> {
  const program = path.join(ROOT, "cli", "bin", "rootstock.cjs");
  const words = ["apply", "--yes", "--config", "organization.json", "--today", "2026-07-01"];
  const child = spawn(process.execPath, [program, ...words], {
    cwd: checkout.directory,
    env: { ...checkout.emulator.environment },
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  if (isByTime(run)) await Promise.race([pause(whole * shareOf(run)), ended]);
  else await untilChange(changeOf(run), child);
  if (child.exitCode === null) end(child, signalOf(run));
  await ended;
}

/** Ends a verb; of a kill, Terraform and its plugins, which are in groups of their own, die with it. */
function end({ pid }: ChildProcess, signal: "SIGINT" | "SIGKILL"): void {
  if (pid === undefined) return;
  if (signal === "SIGINT") {
    process.kill(pid, signal);
    return;
  }
  // Stopped first, so that it starts nothing while its descendants are listed.
  process.kill(pid, "SIGSTOP");
  for (const victim of [...descendantsOf(pid), pid]) {
    try {
      process.kill(victim, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

function descendantsOf(pid: number): readonly number[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    processes.filter(([, above]) => above === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

async function liveAccounts(): Promise<readonly string[]> {
  const pages = await collect(paginateListAccounts({ client: checkout.organizations }, {}));
  return pages.flatMap(({ Accounts = [] }) => Accounts.map(({ Email = "" }) => Email)).sort();
}

async function liveTeams(): Promise<readonly string[]> {
  const { root_id: root } = JSON.parse(checkout.terraform("organization", "output", "-json"));
  const client = checkout.organizations;
  const pages = await collect(paginateListOrganizationalUnitsForParent({ client }, { ParentId: root.value }));
  const names = pages.flatMap(({ OrganizationalUnits = [] }) => OrganizationalUnits.map(({ Name = "" }) => Name));
  return names.filter((name) => name.startsWith("team-")).sort();
}

describe("an apply that is killed", () => {
  test.each(Array.from({ length: RUNS }, (_, run) => ({ run, moment: momentOf(run), signal: signalOf(run) })))(
    "by $signal $moment is gone on with by a second run ($run)",
    async ({ run }) => {
      await planTeams(run + 2);
      await applyAndKill(run);
      const { exitCode, stdout, stderr } = await checkout.run(["apply", "--yes"]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout).toContain("Planned again: nothing would change.");
      const teams = TEAMS.slice(0, run + 2);
      expect(await liveTeams()).toEqual([...teams].sort());
      const emails = teams.flatMap((team) => [`aws+${team}-a@acme.example`, `aws+${team}-b@acme.example`]);
      expect((await liveAccounts()).filter((email) => email.includes("team-"))).toEqual(emails.sort());
    },
    8 * MINUTES,
  );

  test(
    "leaves nothing behind that a plan of everything would change",
    async () => {
      const { exitCode, stdout } = await checkout.run(["plan", "--json"]);
      const { stacks, ok } = JSON.parse(stdout);
      const counts = stacks.map(({ stack, ...row }: { readonly stack: string }) => ({
        stack,
        changes: Object.values(row).filter((count) => count !== 0),
      }));
      expect({ exitCode, ok, counts }).toEqual({
        exitCode: 0,
        ok: true,
        counts: ["organization", "accounts-1", "guardrails"].map((stack) => ({ stack, changes: [] })),
      });
    },
    3 * MINUTES,
  );
});
