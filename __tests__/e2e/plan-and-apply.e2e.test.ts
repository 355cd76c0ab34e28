import { rmSync, writeFileSync } from "node:fs";
import {
  CreateAccountCommand,
  paginateListAccounts,
  paginateListOrganizationalUnitsForParent,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { collect } from "../../cli/preflight/gather-facts";
import type { Environment } from "../../cli/terraform/environment";
import { type Checkout, edit, smallOrganization, startCheckout } from "./checkout";
import { MINUTES } from "./emulated-organization";

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(smallOrganization());
}, 3 * MINUTES);
afterAll(() => checkout?.stop());

const PLAN = ["plan", "--base", "HEAD~1"];
const APPLY = ["apply", "--yes"];
const planFile = (name: string): string => checkout.file(".rootstock", "plan", name);

let names = 0;
/** A name for the unit that it has not had yet, so that every plan of it changes something. */
function nextName(): string {
  names += 1;
  return `Prod ${names}`;
}

/** Commits a configuration and plans what it changes. */
async function planned(
  config = smallOrganization({ prod: nextName() }),
  environment: Environment = checkout.emulator.environment,
) {
  checkout.write(config);
  expect(await checkout.run(["synth"])).toMatchObject({ exitCode: 0, stderr: "" });
  checkout.commit("Change");
  const plan = await checkout.run(PLAN, environment);
  expect({ code: plan.exitCode, changes: plan.changes, stderr: plan.stderr }).toMatchObject({ code: 0, changes: [] });
}

describe("the first deployment", () => {
  test(
    "is planned as far as it can be, and applied to the end: each stack that waits is planned in its turn",
    async () => {
      const plan = await checkout.run(["plan"]);
      expect(plan.exitCode).toBe(0);
      const waiting = checkout.manifest().stacks.filter(({ changes }) => changes === undefined);
      expect(waiting.map(({ name }) => name).sort()).toEqual(["accounts-1", "delegations", "detection", "guardrails"]);
      const apply = await checkout.run(APPLY);
      expect(apply).toMatchObject({ exitCode: 0, stderr: "" });
      expect(apply.stdout).toContain("5 of 5 stacks applied");
      expect(apply.stdout).toContain("Planned again: nothing would change.");
      const accounts = await collect(paginateListAccounts({ client: checkout.organizations }, {}));
      expect(accounts.flatMap(({ Accounts = [] }) => Accounts)).toHaveLength(4);
    },
    8 * MINUTES,
  );

  test(
    "a second time finds everything done, and changes nothing",
    async () => {
      const again = await checkout.run(APPLY);
      expect(again).toMatchObject({ exitCode: 0, changes: [] });
      expect(again.stdout).toContain("applied by an earlier run");
    },
    4 * MINUTES,
  );
});

describe("a reviewed plan", () => {
  test(
    "is applied as it is by who made it",
    async () => {
      await planned();
      const { exitCode, stdout, changes } = await checkout.run(APPLY);
      expect(stdout).toContain("The reviewed plan files are applied as they are.");
      expect(stdout).toContain("applied: 0 added, 1 changed, 0 destroyed");
      expect({ exitCode, changes: changes.map(({ action }) => action) }).toEqual({
        exitCode: 0,
        changes: ["UpdateOrganizationalUnit"],
      });
    },
    4 * MINUTES,
  );

  test(
    "of another role and a branch that was squashed is planned again, compared and applied",
    async () => {
      checkout.git("checkout", "--quiet", "-b", "change");
      await planned(undefined, await checkout.sessionOf("rootstock-plan"));
      expect(checkout.manifest().principal).toBe("arn:aws:iam::111111111111:role/rootstock-plan");
      for (const file of checkout.manifest().stacks.flatMap(({ plan }) => (plan === undefined ? [] : [plan.file]))) {
        rmSync(planFile(file));
      }
      checkout.git("checkout", "--quiet", "main");
      checkout.git("merge", "--quiet", "--squash", "change");
      checkout.commit("Change (#1)");
      const { exitCode, stdout, changes } = await checkout.run(APPLY, await checkout.sessionOf("rootstock-deploy"));
      expect(stdout).toContain("Planning again");
      expect({ exitCode, changes: changes.map(({ action }) => action) }).toEqual({
        exitCode: 0,
        changes: ["UpdateOrganizationalUnit"],
      });
    },
    4 * MINUTES,
  );
});

interface RefusedCase {
  readonly name: string;
  /** What happens between the plan and the apply. */
  readonly meanwhile: () => void | Promise<void>;
  readonly words?: readonly string[];
  /** @default who planned */
  readonly role?: string;
  readonly sentence: RegExp;
}

const REFUSED: readonly RefusedCase[] = [
  {
    name: "whose plan file was changed",
    meanwhile: () => writeFileSync(planFile("organization.tfplan"), "another plan"),
    sentence: /The plan file organization\.tfplan is not the one that was reviewed/,
  },
  {
    name: "whose manifest says of a change what it is not",
    meanwhile: () =>
      edit(planFile("plan.json"), (text) => text.replace(/"digest": "[0-9a-f]{64}"/, `"digest": "${"0".repeat(64)}"`)),
    sentence: /organization: aws_organizations_organizational_unit\.prod would change in another way/,
  },
  {
    name: "whose manifest lacks a field",
    meanwhile: () => edit(planFile("plan.json"), (text) => text.replace('"isDirty": false,', "")),
    sentence: /plan\.json is none of this version at isDirty/,
  },
  {
    name: "of another commit",
    meanwhile: () => checkout.commit("Something else"),
    sentence: /The plan was made for another commit/,
  },
  {
    name: "that is too old",
    meanwhile: () => undefined,
    words: ["--max-age", "0"],
    sentence: /The plan is 0 days old, and may be 0/,
  },
  {
    name: "of files that were changed since",
    meanwhile: () => checkout.write(smallOrganization({ prod: "Something else" })),
    sentence: /Files were changed since the commit that was planned/,
  },
  {
    name: "whose state changed",
    meanwhile: () => {
      const key = 'terraform_data.ledger["organizational-unit/dev"]';
      checkout.terraform("organization", "taint", key);
      checkout.terraform("organization", "untaint", key);
    },
    sentence: /The state of the stack organization changed after the plan was made/,
  },
  {
    name: "of another role, when the organization changed",
    meanwhile: () => renameDev("Renamed by hand"),
    role: "rootstock-deploy",
    sentence: /organization: aws_organizations_organizational_unit\.dev would change, and nobody reviewed that/,
  },
];

async function renameDev(name: string): Promise<void> {
  const client = checkout.organizations;
  const { root_id: root } = JSON.parse(checkout.terraform("organization", "output", "-json"));
  const pages = await collect(paginateListOrganizationalUnitsForParent({ client }, { ParentId: root.value }));
  const dev = pages.flatMap(({ OrganizationalUnits = [] }) => OrganizationalUnits).find(({ Name }) => Name === "Dev");
  await client.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: dev?.Id, Name: name }));
}

describe("a plan is refused, and nothing is applied, that is one", () => {
  beforeEach(() => {
    checkout.git("checkout", "--quiet", "--", ".");
  });

  test.each(REFUSED)(
    "$name",
    async ({ meanwhile, words = [], role, sentence }) => {
      await planned();
      await meanwhile();
      const environment = role === undefined ? undefined : await checkout.sessionOf(role);
      const { exitCode, stderr, changes } = await checkout.run([...APPLY, ...words], environment);
      expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
      expect(stderr).toMatch(sentence);
    },
    4 * MINUTES,
  );
});

/** An account that a person creates by hand, as AWS tells it when it is there. */
async function createByHand(key: string): Promise<void> {
  await checkout.organizations.send(new CreateAccountCommand({ AccountName: key, Email: `aws+${key}@acme.example` }));
}

async function liveAccounts(key: string): Promise<number> {
  const pages = await collect(paginateListAccounts({ client: checkout.organizations }, {}));
  return pages.flatMap(({ Accounts = [] }) => Accounts).filter(({ Email }) => Email === `aws+${key}@acme.example`)
    .length;
}

describe("an account", () => {
  test(
    "that is tainted is told with the command that helps, and nothing is applied",
    async () => {
      const address = "aws_organizations_account.shop-prod";
      await planned(smallOrganization({ accounts: ["shop-prod", "shop-test"] }));
      checkout.terraform("accounts-1", "taint", address);
      const { exitCode, stderr, changes } = await checkout.run(APPLY, await checkout.sessionOf("rootstock-deploy"));
      checkout.terraform("accounts-1", "untaint", address);
      expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
      expect(stderr).toContain(`terraform -chdir=cdktf.out/stacks/accounts-1 untaint '${address}'`);
      checkout.git("reset", "--quiet", "--hard", "HEAD~1");
    },
    4 * MINUTES,
  );

  test(
    "that was there before the plan is not created, and the import is told",
    async () => {
      await createByHand("shop-old");
      await planned(smallOrganization({ accounts: ["shop-prod", "shop-test", "shop-old"] }));
      const { exitCode, stderr, changes } = await checkout.run(APPLY);
      expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
      expect(stderr).toContain("The account shop-old would be created, and is in the organization already");
      expect(stderr).toContain("import aws_organizations_account.shop-old");
      checkout.git("reset", "--quiet", "--hard", "HEAD~1");
    },
    4 * MINUTES,
  );

  test(
    "that an apply elsewhere created before it was killed is taken in with --resume, and only then",
    async () => {
      await planned(smallOrganization({ accounts: ["shop-prod", "shop-new"] }));
      await createByHand("shop-new");
      const refused = await checkout.run(APPLY);
      expect({ exitCode: refused.exitCode, changes: refused.changes }).toEqual({ exitCode: 1, changes: [] });
      expect(refused.stderr).toContain("run the same command with --resume");
      const { exitCode, stdout } = await checkout.run([...APPLY, "--resume"]);
      expect(stdout).toContain("aws_organizations_account.shop-new was created already");
      expect({ exitCode, accounts: await liveAccounts("shop-new") }).toEqual({ exitCode: 0, accounts: 1 });
    },
    8 * MINUTES,
  );
});

describe("a plan that is applied already", () => {
  test(
    "is gone on with where its journal is missing, when that is asked for",
    async () => {
      rmSync(planFile("apply-journal.json"));
      const role = await checkout.sessionOf("rootstock-deploy");
      const refused = await checkout.run(APPLY, role);
      expect({ exitCode: refused.exitCode, changes: refused.changes }).toEqual({ exitCode: 1, changes: [] });
      expect(refused.stderr).toContain("Part of what was reviewed is done already");
      const { exitCode, changes, stdout } = await checkout.run([...APPLY, "--resume"], role);
      expect({ exitCode, changes }).toEqual({ exitCode: 0, changes: [] });
      expect(stdout).toContain("nothing to change");
    },
    8 * MINUTES,
  );
});

describe("a guardrail that moves", () => {
  test(
    "is attached at its new place, and the end says how the move is finished",
    async () => {
      await planned(smallOrganization({ accounts: ["shop-prod", "shop-new"], guarded: "dev" }));
      const { exitCode, stdout } = await checkout.run(APPLY);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("deny-large is still in the policy scp_");
      expect(stdout).toContain("npm run synth -- --finish-moves");
    },
    8 * MINUTES,
  );
});
