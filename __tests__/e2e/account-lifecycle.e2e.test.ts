import { readFileSync } from "node:fs";
import { CloseAccountCommand, paginateListAccounts } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { collect } from "../../cli/preflight/gather-facts";
import { type Checkout, type CheckoutRun, edit, smallOrganization, startCheckout, type ToldPlan } from "./checkout";
import { MINUTES } from "./emulated-organization";

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(smallOrganization({ more: { detection: { externalAccess: { mode: "off" } } } }));
  expect(await checkout.run(["plan"])).toMatchObject({ exitCode: 0 });
  expect(await checkout.run(["apply", "--yes"])).toMatchObject({ exitCode: 0 });
}, 10 * MINUTES);
afterAll(() => checkout?.stop());

/** Has the verb edit the configuration, as a person does who agrees to what it shows. */
async function account(...words: readonly string[]): Promise<CheckoutRun> {
  const run = await checkout.run(["account", ...words, "--yes"]);
  expect(run.changes).toEqual([]);
  return run;
}

/** Commits what was edited, and plans what differs from the commit before. */
async function plan(): Promise<CheckoutRun> {
  expect(await checkout.run(["synth"])).toMatchObject({ exitCode: 0, stderr: "" });
  checkout.commit("Change an account");
  const run = await checkout.run(["plan", "--base", "HEAD~1"]);
  expect(run.changes).toEqual([]);
  return run;
}

/** What a plan says that nobody refuses. */
function allowed(parts: Partial<ToldPlan>): ToldPlan {
  return { affected: ["accounts-1"], sentences: [], refused: [], protection: [], failed: [], ...parts };
}

/** Applies the plan; the calls that changed something. */
async function apply(): Promise<readonly string[]> {
  const { exitCode, stdout, stderr, changes } = await checkout.run(["apply", "--yes"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("Planned again: nothing would change.");
  return changes.map(({ action }) => action);
}

/** The state of each account, by its name. */
async function live(): Promise<Readonly<Record<string, string>>> {
  const pages = await collect(paginateListAccounts({ client: checkout.organizations }, {}));
  const accounts = pages.flatMap(({ Accounts = [] }) => Accounts);
  return Object.fromEntries(accounts.map(({ Name = "", Status = "" }) => [Name, Status]));
}

async function expectNothingToChange(): Promise<void> {
  const { exitCode, stdout } = await checkout.run(["plan", "--json"]);
  expect({ exitCode, ok: JSON.parse(stdout).ok, told: checkout.told().sentences }).toEqual({
    exitCode: 0,
    ok: true,
    told: [],
  });
}

const ROOT_SESSIONS = ["audit", "password", "delete", "bucket", "queue"].map((task) => `root-session-${task}`);

const config = (): string => readFileSync(checkout.file("organization.json"), "utf8");

test(
  "an account that is added is created once, in its unit",
  async () => {
    const added = await account("add", "--name", "shop-test", "--unit", "dev");
    expect(added).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await plan()).toMatchObject({ exitCode: 0 });
    const contacts = ["billing", "operations", "security"];
    expect(checkout.told()).toEqual(
      allowed({
        sentences: [
          "Account shop-test is created in dev.",
          ...contacts.map((contact) => `The ${contact} contact is set in 1 account.`),
        ],
      }),
    );
    expect(await apply()).toEqual(["CreateAccount", "MoveAccount", ...contacts.map(() => "PutAlternateContact")]);
  },
  8 * MINUTES,
);

describe("a move", () => {
  test(
    "towards a guardrail is allowed and is one move",
    async () => {
      expect(await account("move", "shop-test", "--to", "prod")).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await plan()).toMatchObject({ exitCode: 0 });
      expect(checkout.told()).toEqual(
        allowed({
          sentences: ["Account shop-test moves from dev to prod."],
          protection: ["ordinary-role loses in shop-test"],
        }),
      );
      expect(await apply()).toEqual(["MoveAccount"]);
    },
    8 * MINUTES,
  );

  test(
    "away from a guardrail is refused until somebody approves it",
    async () => {
      const moved = await account("move", "shop-prod", "--to", "dev");
      expect(moved.exitCode).toBe(0);
      expect(moved.stdout).toContain("These guardrails cease to bind it: deny-large.");
      expect((await plan()).exitCode).toBe(1);
      const told = allowed({
        sentences: ["Account shop-prod moves from prod to dev."],
        protection: ["ordinary-role gains in shop-prod"],
      });
      const change = "protection-lost:shop-prod/deny-large";
      expect(checkout.told()).toEqual({ ...told, refused: [change] });
      const { exitCode, changes } = await checkout.run(["apply", "--yes"]);
      expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
      checkout.git("reset", "--quiet", "--soft", "HEAD~1");
      edit(checkout.file("organization.json"), (text) => {
        const approvals = [{ change, reason: "The shop is a trial now.", until: "2099-12-31" }];
        return JSON.stringify({ ...JSON.parse(text), approvals });
      });
      expect((await plan()).exitCode).toBe(0);
      expect(checkout.told()).toEqual(told);
      expect(await apply()).toEqual(["MoveAccount"]);
    },
    8 * MINUTES,
  );
});

test(
  "a new name is given in place",
  async () => {
    expect(await account("rename", "shop-test", "--name", "Shop trial")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await plan()).toMatchObject({ exitCode: 0 });
    expect(checkout.told()).toEqual(
      allowed({ sentences: ["Account shop-test is renamed from shop-test to Shop trial."] }),
    );
    expect(await apply()).toEqual(["PutAccountName"]);
  },
  8 * MINUTES,
);

test(
  "an account that is released is forgotten and left as it is",
  async () => {
    const released = await account("release", "shop-test", "--reason", "sold");
    expect(released).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await plan()).toMatchObject({ exitCode: 0 });
    expect(checkout.told()).toEqual(
      allowed({
        affected: ["accounts-1", "guardrails"],
        sentences: ["Account shop-test is released: Terraform forgets it and leaves it as it is."],
      }),
    );
    expect(await apply()).toEqual([]);
    expect(await live()).toMatchObject({ "Shop trial": "ACTIVE" });
  },
  10 * MINUTES,
);

describe("an account on its way out", () => {
  /** Asks for the second step, which is refused, and expects the configuration to be as it was. */
  async function expectNotClosed(reason: string): Promise<void> {
    const before = config();
    const { exitCode, stdout } = await account("close", "shop-prod", "--reason", "not used");
    expect({ exitCode, isEdited: config() !== before }).toEqual({ exitCode: 1, isEdited: false });
    expect(stdout).toContain(reason);
  }

  test(
    "is suspended first, and not closed in the same change",
    async () => {
      await expectNotClosed('the account "shop-prod" is not in the Suspended unit');
      expect(await account("suspend", "shop-prod")).toMatchObject({ exitCode: 0, stderr: "" });
      await expectNotClosed('the account "shop-prod" is moved into the Suspended unit by this very change');
      expect(await plan()).toMatchObject({ exitCode: 0 });
      expect(checkout.told()).toEqual(
        allowed({
          sentences: ["Account shop-prod is suspended: it moves from dev to suspended."],
          protection: [...ROOT_SESSIONS, "ordinary-role"].map((question) => `${question} loses in shop-prod`),
        }),
      );
    },
    8 * MINUTES,
  );

  test(
    "is not taken out before its suspension was applied",
    async () => {
      expect(await account("close", "shop-prod", "--reason", "not used")).toMatchObject({ exitCode: 0 });
      expect((await plan()).exitCode).toBe(1);
      expect(checkout.told().refused).toEqual(["closing-before-suspension:shop-prod"]);
      const { exitCode, changes } = await checkout.run(["apply", "--yes"]);
      expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
      checkout.git("reset", "--quiet", "--hard", "HEAD~1");
      expect(await checkout.run(["plan", "--base", "HEAD~1"])).toMatchObject({ exitCode: 0 });
      expect(await apply()).toEqual(["MoveAccount"]);
    },
    8 * MINUTES,
  );

  test(
    "is forgotten then, and stays open until a person closes it",
    async () => {
      const closed = await account("close", "shop-prod", "--reason", "not used");
      expect(closed).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await plan()).toMatchObject({ exitCode: 0 });
      expect(checkout.told()).toEqual(
        allowed({
          affected: ["accounts-1", "guardrails"],
          sentences: ["Account shop-prod is on its way out: Terraform forgets it, and a person closes it."],
        }),
      );
      expect(await apply()).toEqual([]);
      expect(await live()).toMatchObject({ "shop-prod": "ACTIVE" });
      const { organizations } = checkout;
      const accounts = (await collect(paginateListAccounts({ client: organizations }, {}))).flatMap(
        (it) => it.Accounts,
      );
      const AccountId = accounts.find((it) => it?.Name === "shop-prod")?.Id;
      await organizations.send(new CloseAccountCommand({ AccountId }));
      expect((await live())["shop-prod"]).not.toBe("ACTIVE");
      await expectNothingToChange();
    },
    10 * MINUTES,
  );
});

test("nothing of ours closed an account or took it out of the organization", () => {
  const counts = ["CreateAccount", "MoveAccount", "CloseAccount", "RemoveAccountFromOrganization"].map((action) => [
    action,
    checkout.emulator.calls().filter((call) => call.action === action && call.errorCode === null).length,
  ]);
  // Four accounts came into their units, one was moved by each of three moves, and the test itself closed one.
  expect(Object.fromEntries(counts)).toEqual({
    CreateAccount: 4,
    MoveAccount: 7,
    CloseAccount: 1,
    RemoveAccountFromOrganization: 0,
  });
});
