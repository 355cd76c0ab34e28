import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { PlanManifest } from "../../cli/plan/manifest";
import type { LandingZoneConfig } from "../../model/config";
import { describeChange } from "../../reports/plan/describe-change";
import type { PlanReport } from "../../reports/plan/plan-report";
import { shopConfig } from "../support/planned";
import { applyToEmulator, type EmulatedOrganization, MINUTES } from "./emulated-organization";
import { type EmulatedVerbRun, runVerbAgainst } from "./run-verb";

const BASE = shopConfig({ baseline: { mode: "off" } });
const CONFIG = "organization.json";

let organization: EmulatedOrganization;
beforeAll(async () => {
  organization = await applyToEmulator(BASE);
  write(BASE);
  writeFileSync(inWork(".gitignore"), "*\n!organization.json\n!identities.lock.json\n!.gitignore\n");
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@acme.example", "commit", "--quiet", "--message=Base");
}, 15 * MINUTES);
afterAll(() => organization?.stop(), MINUTES);
afterEach(() => void git("checkout", "--quiet", "--", "."));

const inWork = (...names: string[]): string => path.join(organization.work.path, ...names);
const git = (...words: string[]): string =>
  execFileSync("git", ["-C", organization.work.path, ...words], { encoding: "utf8" });

function write(config: LandingZoneConfig): void {
  writeFileSync(inWork(CONFIG), JSON.stringify(config));
}

/** What one run of the verb left, as a team's pipeline would see it. */
interface Planned extends EmulatedVerbRun {
  readonly report: PlanReport & { readonly ok: boolean };
}

/** Runs the verb as it is run in a pull request. */
async function plan(...words: string[]): Promise<Planned> {
  const argv = ["plan", "--config", CONFIG, "--today", "2026-07-01", "--json", ...words];
  const end = await runVerbAgainst(organization.emulator, argv, { cwd: organization.work.path });
  if (end.stdout === "") throw new Error(end.stderr);
  return { ...end, report: JSON.parse(end.stdout) };
}

const manifest = (): PlanManifest => JSON.parse(readFileSync(inWork(".rootstock", "plan", "plan.json"), "utf8"));

/** The base with one thing changed, whatever is in it. */
function changed(change: (config: Draft) => void): LandingZoneConfig {
  const draft: Draft = JSON.parse(JSON.stringify(BASE));
  change(draft);
  return draft;
}

interface DraftUnit {
  name: string;
  guardrails?: string[];
  accounts?: Record<string, { name?: string; email: string }>;
}
type Draft = { -readonly [K in keyof LandingZoneConfig]: LandingZoneConfig[K] } & {
  organizationalUnits: Record<"prod" | "dev", DraftUnit>;
};

function renameProd({ organizationalUnits: { prod } }: Draft): void {
  prod.name = "Production";
}

interface PullRequest {
  readonly name: string;
  readonly change: (config: Draft) => void;
  readonly affected: readonly string[];
  readonly sentences: readonly string[];
  /** @default none */
  readonly refused?: readonly string[];
  /** Who gains or loses what, as the evaluator of policies says. @default nobody */
  readonly protection?: readonly string[];
}

const PULL_REQUESTS: readonly PullRequest[] = [
  {
    name: "a new account",
    change: ({ organizationalUnits: { dev } }) => {
      dev.accounts = { ...dev.accounts, "shop-test": { email: "aws+shop-test@acme.example" } };
    },
    affected: ["accounts-1"],
    sentences: [
      "Account shop-test is created in dev.",
      "The billing contact is set in 1 account.",
      "The operations contact is set in 1 account.",
      "The security contact is set in 1 account.",
    ],
  },
  {
    name: "an account that moves between units, away from a guardrail",
    change: ({ organizationalUnits: { prod, dev } }) => {
      dev.accounts = { ...dev.accounts, ...prod.accounts };
      prod.accounts = {};
    },
    affected: ["accounts-1"],
    sentences: ["Account shop-prod moves from prod to dev."],
    refused: ["protection-lost:shop-prod/deny-large"],
    protection: ["ordinary-role gains in shop-prod"],
  },
  {
    name: "an account that is renamed",
    change: ({ organizationalUnits: { dev } }) => {
      dev.accounts = { "shop-dev": { email: "aws+shop-dev@acme.example", name: "shop-development" } };
    },
    affected: ["accounts-1"],
    sentences: ["Account shop-dev is renamed from shop-dev to shop-development."],
  },
  {
    name: "a unit that is renamed",
    change: renameProd,
    affected: ["organization"],
    sentences: ["Unit prod is renamed from Prod to Production."],
  },
  {
    // It stays attached to the first unit until the move is finished, so that nothing is without it in between.
    name: "a guardrail that moves from one unit to another",
    change: ({ organizationalUnits: { prod, dev } }) => {
      prod.guardrails = [];
      dev.guardrails = ["deny-large"];
    },
    affected: ["guardrails"],
    sentences: ["Guardrail deny-large is attached to dev: 1 account gains it."],
    protection: ["ordinary-role loses in shop-dev", "ordinary-role gains in shop-prod"],
  },
  {
    name: "a setting of the trail",
    change: (config) => {
      config.trail = { logGroupRetentionDays: 30 };
    },
    affected: ["monitoring"],
    sentences: ["The log group /acme/organization-trail changes: retention_in_days from 90 to 30."],
  },
  {
    name: "a contact's telephone number",
    change: (config) => {
      config.contacts = { ...config.contacts, security: { ...config.contacts.security, phone: "+49 30 9999" } };
    },
    affected: ["organization", "accounts-1"],
    sentences: ["The security contact is changed (phone number) in 5 accounts."],
  },
];

describe.each(PULL_REQUESTS)(
  "a pull request with $name",
  ({ change, affected, sentences, refused = [], protection = [] }) => {
    test(
      "plans exactly the affected stacks, says what changes, and is judged",
      async () => {
        write(changed(change));
        const { exitCode, report, stderr } = await plan("--base", "HEAD");
        expect(report.failed).toEqual([]);
        expect(manifest().stacks.map(({ name }) => name)).toEqual(affected);
        expect(report.changes.map((found) => describeChange(found, (name) => name))).toEqual(sentences);
        expect(report.verdict.refusals.map((refusal) => refusal.change)).toEqual(refused);
        const found = report.protection.map(
          ({ question, effect, accounts }) => `${question} ${effect} in ${accounts.join()}`,
        );
        expect(found).toEqual(protection);
        expect({ exitCode, ok: report.ok }).toEqual({
          exitCode: refused.length === 0 ? 0 : 1,
          ok: refused.length === 0,
        });
        expect(stderr).toMatch(/plan +\d+ to add/);
      },
      5 * MINUTES,
    );
  },
);

describe("a pull request that takes the last recipient of an alert topic away", () => {
  test(
    "is refused, and with the line that the refusal names it is not",
    async () => {
      const waivers = [{ rule: "alert-recipients", reason: "Nobody reads it.", until: "2026-07-15" }];
      const silent = changed((config) => {
        config.alerting = { recipients: { digest: [] } };
        config.waivers = waivers;
      });
      write(silent);
      const { exitCode, report } = await plan("--base", "HEAD");
      const refused = report.verdict.refusals.map(({ change }) => change).sort();
      expect(manifest().stacks.map(({ name }) => name)).toEqual(["security", "monitoring"]);
      expect(refused).toEqual([
        "topic-without-recipient:monitoring/acme-alerts-digest",
        "topic-without-recipient:security/acme-alerts-digest",
      ]);
      expect(exitCode).toBe(1);
      const approvals = refused.map((change) => ({ change, reason: "Nobody reads it.", until: "2026-07-15" }));
      write({ ...silent, approvals });
      const approved = await plan("--base", "HEAD", "--stack", "security");
      expect(approved.report.verdict.approved).toMatchObject([{ reason: "Nobody reads it." }]);
      expect(approved.exitCode).toBe(0);
    },
    8 * MINUTES,
  );
});

describe("what a plan leaves behind", () => {
  test(
    "is for nobody else to read, and its hashes are those of the files",
    async () => {
      write(changed(renameProd));
      await plan("--base", "HEAD");
      const directory = inWork(".rootstock", "plan");
      const mode = (...names: string[]): number => statSync(path.join(directory, ...names)).mode & 0o777;
      expect(mode()).toBe(0o700);
      for (const name of ["organization.tfplan", "plan.json", "report.json", "report.md", "comment.md"]) {
        expect({ name, mode: mode(name) }).toEqual({ name, mode: 0o600 });
      }
      const [stack] = manifest().stacks;
      const hash = execFileSync("sha256sum", [path.join(directory, "organization.tfplan")], { encoding: "utf8" });
      expect(hash.startsWith(stack?.plan?.sha256 ?? "no hash")).toBe(true);
      expect(manifest().providers).toMatchObject({ "registry.terraform.io/hashicorp/aws": expect.any(String) });
    },
    3 * MINUTES,
  );

  test(
    "without a change is nothing but the words that nothing changes",
    async () => {
      const { exitCode, report } = await plan("--base", "HEAD");
      expect({ exitCode, stacks: report.stacks, changes: report.changes }).toEqual({
        exitCode: 0,
        stacks: [],
        changes: [],
      });
      expect(readFileSync(inWork(".rootstock", "plan", "comment.md"), "utf8")).toContain("**Plan: no changes.**");
    },
    2 * MINUTES,
  );
});

describe("a stack that needs what another one does not publish yet", () => {
  test(
    "waits for it, with what its Terraform JSON would add",
    async () => {
      write(
        changed(({ organizationalUnits: { dev } }) => {
          const account = { email: "aws+shop-test@acme.example", guardrails: ["deny-large"] };
          dev.accounts = { ...dev.accounts, "shop-test": account };
        }),
      );
      const { exitCode, report } = await plan("--base", "HEAD");
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
      const alone = await plan("--base", "HEAD", "--stack", "guardrails");
      expect(alone.report.deferred).toMatchObject([{ stack: "guardrails", after: ["accounts-1"] }]);
    },
    3 * MINUTES,
  );
});

describe("a plan that Terraform cannot make", () => {
  test(
    "fails with Terraform's own words, and claims nothing of the stack",
    async () => {
      write(changed(renameProd));
      const state = inWork("terraform.organization.tfstate");
      const sound = readFileSync(state);
      writeFileSync(state, "no state");
      try {
        const { exitCode, report } = await plan("--base", "HEAD");
        expect(report.failed).toMatchObject([{ stack: "organization" }]);
        expect(report.failed[0]?.messages.join(" ")).toMatch(/state/i);
        expect({ exitCode, stacks: report.stacks, changes: report.changes }).toEqual({
          exitCode: 1,
          stacks: [],
          changes: [],
        });
        expect(readFileSync(inWork(".rootstock", "plan", "comment.md"), "utf8")).toContain(
          "## Plan: failed in 1 stack",
        );
      } finally {
        writeFileSync(state, sound);
      }
    },
    2 * MINUTES,
  );
});
