import { describe, expect, test } from "@jest/globals";
import { type RoleSources, settleAccountRoles, withAccountRoles } from "../../../cli/account-role/account-roles";
import { memberAccountOf } from "../../../cli/account-role/member-account";
import type { TerraformJson } from "../../../cli/terraform/terraform-json";
import type { Terraform } from "../../../cli/terraform/terraform-run";
import { minimalConfig } from "../../support/example-config";
import { synthesize } from "../../support/synthesize";

const { organizationalUnits } = minimalConfig();
const { zone, texts } = synthesize(
  minimalConfig({
    pipeline: { github: { repository: "acme/landing-zone" } },
    detection: { guardDuty: {}, config: {} },
    organizationalUnits: {
      ...organizationalUnits,
      workloads: { name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } },
      suspended: { name: "Suspended", purpose: "suspended", accounts: { old: { email: "aws+old@acme.example" } } },
    },
  }),
);
const head = new Map(Object.entries(texts).map(([name, text]): [string, TerraformJson] => [name, JSON.parse(text)]));
const stacks = [...head.keys()].map((name) => ({ name, directory: `/out/stacks/${name}` }));

const terraform: Terraform = {
  binary: { path: "/nowhere", product: "terraform", title: "Terraform", version: "1.11.4" },
  environment: {},
  initEnvironment: {},
  logDirectory: "/nowhere",
  graceMilliseconds: 100,
};
const arnOf = (account: string): string => `arn:aws:iam::222222222222:role/${account}`;

/** Settles roles where baselines of some accounts are applied; what was settled, and who was asked what. */
async function settled(role: string | undefined, applied: readonly string[] = [], denied: readonly string[] = []) {
  const asked: string[] = [];
  const sources: RoleSources = {
    made: async (name, accounts) => {
      asked.push(`states of ${accounts.join()} for ${name}`);
      return new Map(applied.filter((account) => accounts.includes(account)).map((key) => [key, arnOf(key)]));
    },
    denial: async (arn) => {
      asked.push(arn);
      return denied.some((account) => arnOf(account) === arn) ? "not authorized" : undefined;
    },
  };
  const roles = await settleAccountRoles({ role, zone, stacks, head, terraform }, sources);
  return { roles, asked };
}

describe("memberAccountOf", () => {
  test.each([
    ["log-archive", "log-archive"],
    ["security", "security-tooling"],
    ["detectors", "security-tooling"],
    ["detection", "security-tooling"],
    ["config-rules", "security-tooling"],
    ["baseline-shop", "shop"],
    ["baseline-security-tooling", "security-tooling"],
    ["baseline-management", undefined],
    ["organization", undefined],
    ["accounts-1", undefined],
    ["guardrails", undefined],
    ["monitoring", undefined],
    ["delegations", undefined],
    ["pipeline", undefined],
    ["no such stack", undefined],
  ])("of %s is %s", (stack, account) => {
    expect(memberAccountOf(head.get(stack))).toBe(account);
  });
});

describe("settleAccountRoles", () => {
  const ACCOUNTS = "log-archive,old,security-tooling,shop";
  const ALL = ["log-archive", "old", "security-tooling", "shop"];

  test("asks nobody and says nothing where no role is named", async () => {
    const { roles, asked } = await settled(undefined, ALL);
    expect(stacks.map((stack) => roles.of(stack).kind)).toEqual(stacks.map(() => "default"));
    expect({ asked, named: roles.named, notes: roles.notes }).toEqual({ asked: [], named: undefined, notes: [] });
  });

  test("takes any other role at its word, in member accounts alone", async () => {
    const { roles, asked } = await settled("acme-reader");
    expect(roles.of({ name: "security" })).toEqual({ kind: "assumed", role: "acme-reader" });
    expect(roles.of({ name: "monitoring" })).toEqual({ kind: "default" });
    expect(asked).toEqual([]);
  });

  test("asks once for every account, and AWS only where the role is made", async () => {
    const { asked } = await settled("rootstock-plan", ["security-tooling"]);
    expect(asked).toEqual([`states of ${ACCOUNTS} for rootstock-plan`, arnOf("security-tooling")]);
  });

  const assumed = (role: string) => ({ kind: "assumed", role });
  const missing = (account: string, madeBy: string | undefined) => ({
    kind: "missing",
    missing: { account, role: "rootstock-plan", madeBy },
  });
  const denied = {
    kind: "denied",
    failure: expect.objectContaining({ message: expect.stringMatching(/not authorized$/) }),
  };

  test.each<[string, readonly string[], readonly string[], string, object]>([
    ["rootstock-plan", ALL, [], "log-archive", assumed("rootstock-plan")],
    ["rootstock-plan", ALL, [], "baseline-shop", assumed("rootstock-plan")],
    ["rootstock-plan", ALL, [], "organization", { kind: "default" }],
    ["rootstock-plan", [], [], "log-archive", missing("log-archive", "baseline-log-archive")],
    ["rootstock-plan", [], [], "detection", missing("security-tooling", "baseline-security-tooling")],
    ["rootstock-plan", ["log-archive"], [], "baseline-shop", missing("shop", "baseline-shop")],
    // In Suspended there is a role to deploy with and none to plan with.
    ["rootstock-plan", [], [], "baseline-old", missing("old", undefined)],
    ["rootstock-deploy", ALL, [], "baseline-old", assumed("rootstock-deploy")],
    ["rootstock-deploy", [], [], "log-archive", assumed("OrganizationAccountAccessRole")],
    ["rootstock-deploy", ["log-archive"], [], "log-archive", assumed("rootstock-deploy")],
    ["rootstock-deploy", ["log-archive"], [], "baseline-shop", assumed("OrganizationAccountAccessRole")],
    ["rootstock-deploy", [], [], "accounts-1", { kind: "default" }],
    // A role that is there and is refused is never replaced by a stronger one.
    ["rootstock-plan", ALL, ["shop"], "baseline-shop", denied],
    ["rootstock-deploy", ALL, ["shop"], "baseline-shop", denied],
    ["rootstock-deploy", ALL, ["shop"], "log-archive", assumed("rootstock-deploy")],
  ])("%s with the baselines of %j applied and %j denied, in %s", async (role, applied, refused, name, expected) => {
    const { roles } = await settled(role, applied, refused);
    expect(roles.of({ name })).toEqual(expected);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["rootstock-deploy", ALL, []],
    [
      "rootstock-deploy",
      ["old", "security-tooling", "shop"],
      ["OrganizationAccountAccessRole is assumed in the account log-archive, where there is no rootstock-deploy yet."],
    ],
    [
      "rootstock-deploy",
      ["old", "shop"],
      [
        "OrganizationAccountAccessRole is assumed in the accounts log-archive, security-tooling, where there is no rootstock-deploy yet.",
      ],
    ],
    ["rootstock-plan", [], []],
    ["acme-reader", [], []],
  ])("%s with the baselines of %j applied has the notes %j", async (role, applied, notes) => {
    expect((await settled(role, applied)).roles.notes).toEqual(notes);
  });
});

test("Terraform gets the role of each stack as its variable, and none where the stack says itself", async () => {
  const { roles } = await settled("rootstock-deploy", ["log-archive"]);
  const { environmentOf } = withAccountRoles(terraform, roles);
  const seen = ["organization", "log-archive", "security"].map((name) => environmentOf?.({ name, directory: "" }));
  expect(seen).toEqual([
    {},
    { TF_VAR_account_role: "rootstock-deploy" },
    { TF_VAR_account_role: "OrganizationAccountAccessRole" },
  ]);
});
