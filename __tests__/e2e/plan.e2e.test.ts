import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { describeChange } from "../../reports/plan/describe-change";
import type { PlanReport } from "../../reports/plan/plan-report";
import { type Checkout, smallOrganization, startCheckout } from "./checkout";
import { MINUTES } from "./emulated-organization";

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(smallOrganization());
  expect(await checkout.run(["plan"])).toMatchObject({ exitCode: 0 });
  expect(await checkout.run(["apply", "--yes"])).toMatchObject({ exitCode: 0, stderr: "" });
}, 10 * MINUTES);
afterAll(() => checkout?.stop(), MINUTES);
afterEach(() => void checkout.git("checkout", "--quiet", "--", "."));

const inPlan = (name: string): string => checkout.file(".rootstock", "plan", name);

/** Plans what a configuration changes, as it lies there uncommitted. */
async function plan(config: LandingZoneConfig, ...words: readonly string[]) {
  checkout.write(config);
  const run = await checkout.run(["plan", "--base", "HEAD", "--json", ...words]);
  if (run.stdout === "") throw new Error(run.stderr);
  const report: PlanReport & { readonly ok: boolean } = JSON.parse(run.stdout);
  expect(report.ok).toBe(run.exitCode === 0);
  return { ...run, report };
}

describe("what a plan leaves behind", () => {
  test(
    "is for nobody else to read, and its hashes are those of the files",
    async () => {
      const { exitCode, stderr, changes } = await plan(smallOrganization({ prod: "Production" }));
      expect({ exitCode, changes }).toEqual({ exitCode: 0, changes: [] });
      expect(stderr).toMatch(/plan +\d+ to add/);
      const mode = (file: string): number => statSync(file).mode & 0o777;
      expect(mode(inPlan("."))).toBe(0o700);
      for (const name of ["organization.tfplan", "plan.json", "report.json", "report.md", "comment.md"]) {
        expect({ name, mode: mode(inPlan(name)) }).toEqual({ name, mode: 0o600 });
      }
      const [stack] = checkout.manifest().stacks;
      const hash = execFileSync("sha256sum", [inPlan("organization.tfplan")], { encoding: "utf8" });
      expect(hash.startsWith(stack?.plan?.sha256 ?? "no hash")).toBe(true);
      expect(checkout.manifest().providers).toMatchObject({
        "registry.terraform.io/hashicorp/aws": expect.any(String),
      });
    },
    3 * MINUTES,
  );

  test(
    "without a change is nothing but the words that nothing changes",
    async () => {
      const { exitCode, report } = await plan(smallOrganization());
      expect({ exitCode, stacks: report.stacks, changes: report.changes }).toEqual({
        exitCode: 0,
        stacks: [],
        changes: [],
      });
      expect(readFileSync(inPlan("comment.md"), "utf8")).toContain("**Plan: no changes.**");
    },
    2 * MINUTES,
  );
});

test(
  "a guardrail that moves to another unit stays in the old one until the move is finished",
  async () => {
    const { exitCode, report } = await plan(smallOrganization({ guarded: "dev" }));
    expect(report.stacks.map(({ stack }) => stack)).toEqual(["guardrails"]);
    expect(report.changes.map((found) => describeChange(found, (name) => name))).toEqual([
      "Guardrail deny-large is attached to dev: 0 accounts gain it.",
    ]);
    const found = report.protection.map(({ question, effect, accounts }) => `${question} ${effect} in ${accounts}`);
    expect(found).toEqual(["ordinary-role gains in shop-prod"]);
    expect({ exitCode, refused: report.verdict.refusals }).toEqual({ exitCode: 0, refused: [] });
  },
  3 * MINUTES,
);

describe("a stack that needs what another one does not publish yet", () => {
  test(
    "waits for it, with what its Terraform JSON would add",
    async () => {
      const base = smallOrganization();
      const account = { email: "aws+shop-test@acme.example", guardrails: ["deny-large"] };
      const dev = { name: "Dev", accounts: { "shop-test": account } };
      const config = { ...base, organizationalUnits: { ...base.organizationalUnits, dev } };
      const { exitCode, report } = await plan(config);
      expect(report.deferred).toEqual([
        {
          stack: "guardrails",
          after: ["accounts-1"],
          // With one node more the guardrail belongs into another policy; the old one holds it until the move is finished.
          resources: {
            added: [
              "aws_organizations_policy.scp_4",
              "aws_organizations_policy_attachment.scp_4_prod",
              "aws_organizations_policy_attachment.scp_4_shop-test",
            ],
            changed: [],
            removed: [],
          },
        },
      ]);
      expect(exitCode).toBe(0);
      const alone = await plan(config, "--stack", "guardrails");
      expect(alone.report.deferred).toMatchObject([{ stack: "guardrails", after: ["accounts-1"] }]);
    },
    3 * MINUTES,
  );
});

describe("a plan that Terraform cannot make", () => {
  test(
    "fails with Terraform's own words, and claims nothing of the stack",
    async () => {
      const state = checkout.file("terraform.organization.tfstate");
      const sound = readFileSync(state);
      writeFileSync(state, "no state");
      try {
        const { exitCode, report } = await plan(smallOrganization({ prod: "Production" }));
        expect(report.failed).toMatchObject([{ stack: "organization" }]);
        expect(report.failed[0]?.messages.join(" ")).toMatch(/state/i);
        expect({ exitCode, stacks: report.stacks, changes: report.changes }).toEqual({
          exitCode: 1,
          stacks: [],
          changes: [],
        });
        expect(readFileSync(inPlan("comment.md"), "utf8")).toContain("## Plan: failed in 1 stack");
      } finally {
        writeFileSync(state, sound);
      }
    },
    2 * MINUTES,
  );
});
