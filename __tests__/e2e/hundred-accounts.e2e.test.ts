import {
  type CreateAccountStatus,
  paginateListAccounts,
  paginateListCreateAccountStatus,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { AccountOutcome } from "../../cli/apply/account-outcome";
import { collect } from "../../cli/preflight/gather-facts";
import type { LandingZoneConfig } from "../../model/config";
import { type Checkout, type CheckoutRun, smallOrganization, startCheckout } from "./checkout";
import { MINUTES } from "./emulated-organization";

/** A hundred, which fill the first stack of accounts, the whole of the second, and a part of the third. */
const TEAMS = Array.from({ length: 100 }, (_, index) => `team-${String(index + 1).padStart(3, "0")}`);

/** Whose address belongs to an AWS account somewhere else. */
const TAKEN = "team-001";
/** Whom AWS creates, and the answer is lost on the way, so that Terraform asks once more. */
const LOST = "team-012";
const OTHERS = ["team-025", "team-038"];

/** All of these are the first of a lane of the first stack, and take long: Terraform looks again after ten seconds. */
const FAULTS = [
  { email: emailOf(TAKEN), seconds: 9, failure: "EMAIL_ALREADY_EXISTS" },
  { email: emailOf(LOST), seconds: 9, lost: true },
  ...OTHERS.map((key) => ({ email: emailOf(key), seconds: 9 })),
  { service: "organizations", action: "CreateAccount", percent: 15, seed: 7 },
];

/** Used up in the midst of the lanes that go on. */
const QUOTA = 20;

function emailOf(key: string): string {
  return `aws+${key}@acme.example`;
}

function organizationOf(teams: readonly string[], emails: Readonly<Record<string, string>> = {}): LandingZoneConfig {
  const base = smallOrganization({ accounts: [], more: { detection: { externalAccess: { mode: "off" } } } });
  const accounts = teams.map((key) => [key, { email: emails[key] ?? emailOf(key) }]);
  const teamsUnit = { name: "Teams", accounts: Object.fromEntries(accounts) };
  return { ...base, organizationalUnits: { ...base.organizationalUnits, teams: teamsUnit } };
}

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(organizationOf([]), {
    accountQuota: QUOTA,
    throttleFactor: 25,
    faults: FAULTS,
  });
  expect(await checkout.run(["plan"])).toMatchObject({ exitCode: 0 });
  expect(await checkout.run(["apply", "--yes"])).toMatchObject({ exitCode: 0 });
}, 10 * MINUTES);
afterAll(() => checkout?.stop());

/** Commits a configuration and plans what differs from a commit. */
async function plan(config: LandingZoneConfig, base: string): Promise<CheckoutRun> {
  checkout.write(config);
  expect(await checkout.run(["synth"])).toMatchObject({ exitCode: 0, stderr: "" });
  checkout.commit("Change the accounts");
  return checkout.run(["plan", "--base", base]);
}

async function liveAccounts(): Promise<ReadonlyMap<string, string>> {
  const pages = await collect(paginateListAccounts({ client: checkout.organizations }, {}));
  const accounts = pages.flatMap(({ Accounts = [] }) => Accounts);
  const teams = accounts.filter(({ Name = "" }) => Name.startsWith("team-"));
  expect(new Set(teams.map(({ Name }) => Name)).size).toBe(teams.length);
  return new Map(teams.map(({ Name = "", Id = "" }) => [Name, Id]));
}

/** How many creations were under way at once, at most. */
async function mostAtOnce(): Promise<number> {
  const pages = await collect(paginateListCreateAccountStatus({ client: checkout.organizations }, {}));
  const requests = pages.flatMap(({ CreateAccountStatuses = [] }) => CreateAccountStatuses);
  const isUnderWay = (at: Date, { RequestedTimestamp: from, CompletedTimestamp: to }: CreateAccountStatus): boolean =>
    from !== undefined && from <= at && (to === undefined || at < to);
  return Math.max(
    ...requests.map(({ RequestedTimestamp: at }) =>
      at === undefined ? 0 : requests.filter((request) => isUnderWay(at, request)).length,
    ),
  );
}

/** The creations that AWS refused because five others were under way. */
function refusedAsSixth(): readonly unknown[] {
  return checkout.emulator
    .calls()
    .filter(({ errorMessage }) => /can be in progress at a time/.test(errorMessage ?? ""));
}

interface Summary {
  readonly ok: boolean;
  readonly stacks: readonly { readonly stack: string; readonly state: string }[];
  readonly accounts: readonly AccountOutcome[];
}

function summaryOf({ stdout }: CheckoutRun): Summary {
  return JSON.parse(stdout);
}

/** The keys of accounts of one state. */
function keysOf({ accounts }: Summary, state: AccountOutcome["state"]): readonly string[] {
  return accounts.filter((outcome) => outcome.state === state).map(({ account }) => account);
}

let base = "";
let afterFirst: ReadonlyMap<string, string> = new Map();

test(
  "a hundred accounts, some of which AWS does not create, end with an account of which exist and which do not",
  async () => {
    base = checkout.git("rev-parse", "HEAD").trim();
    expect(await plan(organizationOf(TEAMS), base)).toMatchObject({ exitCode: 0, stderr: "" });
    const apply = await checkout.run(["apply", "--yes", "--json"]);
    expect(apply.exitCode).toBe(1);
    const summary = summaryOf(apply);
    expect(summary.stacks.map(({ stack, state }) => `${stack} ${state}`)).toEqual([
      "accounts-1 failed",
      "accounts-2 not-begun",
      "accounts-3 not-begun",
    ]);
    afterFirst = await liveAccounts();
    const existing = summary.accounts.filter(({ id }) => id !== undefined);
    expect(new Map(existing.map(({ account, id = "" }) => [account, id]))).toEqual(afterFirst);
    expect(summary.accounts.map(({ account }) => account).sort()).toEqual(TEAMS);
    expect(keysOf(summary, "unknown")).toEqual([LOST]);
    const failed = summary.accounts.filter(({ state }) => state === "failed");
    expect(Object.fromEntries(failed.map(({ account, reason }) => [account, reason]))).toEqual({
      ...Object.fromEntries(failed.map(({ account }) => [account, "ACCOUNT_LIMIT_EXCEEDED"])),
      [TAKEN]: "EMAIL_ALREADY_EXISTS",
    });
    expect(failed.length).toBeGreaterThan(1);
    // One a lane, and the one that was asked for twice.
    expect([4, 5]).toContain(await mostAtOnce());
    expect(refusedAsSixth()).toEqual([]);
  },
  10 * MINUTES,
);

test(
  "the same command goes on when the quota is raised, and takes in the account whose answer was lost",
  async () => {
    await checkout.emulator.control("POST", "account-quota", { accounts: 200 });
    const apply = await checkout.run(["apply", "--yes"]);
    expect(apply.exitCode).toBe(1);
    const address = `aws_organizations_account.${LOST}`;
    expect(apply.stdout).toContain(
      `accounts-1: ${address} was created already, as ${afterFirst.get(LOST)}; it is taken into the state`,
    );
    const live = await liveAccounts();
    expect([...afterFirst].filter(([key, id]) => live.get(key) !== id)).toEqual([]);
    const told = apply.stdout.slice(apply.stdout.indexOf("Of the 100 accounts"));
    expect(told).toContain(
      `Of the 100 accounts that this plan creates, ${live.size} exist and ${100 - live.size} do not.`,
    );
    expect(told).toMatch(new RegExp(`Not created, EMAIL_ALREADY_EXISTS: [^:]+:\n {6}${TAKEN}\n {4}Give it an address`));
    expect(told).toMatch(/Not begun, because Terraform stopped before:\n( {6}.*\n)*.*team-100\n/);
    expect(told.replaceAll(/\s+/g, " ")).toContain(
      `Change the configuration for ${TAKEN}, npm run synth, commit, and plan what is left: npm run plan -- --base ${base.slice(0, 12)},`,
    );
  },
  10 * MINUTES,
);

test(
  "with another address the rest is created, nothing twice and nothing lost",
  async () => {
    const before = await liveAccounts();
    const config = organizationOf(TEAMS, { [TAKEN]: "aws+team-three@acme.example" });
    expect(await plan(config, base.slice(0, 12))).toMatchObject({ exitCode: 0, stderr: "" });
    const apply = await checkout.run(["apply", "--yes"]);
    expect({ code: apply.exitCode, stderr: apply.stderr }).toEqual({ code: 0, stderr: "" });
    expect(apply.stdout).toContain("Planned again: nothing would change.");
    const live = await liveAccounts();
    expect([...live.keys()].sort()).toEqual(TEAMS);
    expect([...before].filter(([key, id]) => live.get(key) !== id)).toEqual([]);
    expect(await mostAtOnce()).toBeLessThanOrEqual(5);
    expect(refusedAsSixth()).toEqual([]);
    const removed = ["CloseAccount", "RemoveAccountFromOrganization"];
    expect(checkout.emulator.calls().filter(({ action }) => removed.includes(action))).toEqual([]);
    const throttled = checkout.emulator.calls().filter(({ errorCode }) => errorCode === "TooManyRequestsException");
    expect(throttled.map(({ action }) => action)).toContain("CreateAccount");
  },
  10 * MINUTES,
);

test(
  "another plan of everything changes nothing",
  async () => {
    const { exitCode, stdout } = await checkout.run(["plan", "--json"]);
    const { ok, stacks } = JSON.parse(stdout);
    const touched = stacks.filter((row: Readonly<Record<string, unknown>>) =>
      Object.values(row).some((value) => typeof value === "number" && value > 0),
    );
    expect({ exitCode, ok, touched }).toEqual({ exitCode: 0, ok: true, touched: [] });
  },
  8 * MINUTES,
);
