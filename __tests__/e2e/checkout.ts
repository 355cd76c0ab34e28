import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type ReviewedManifest, readReviewedPlan } from "../../cli/apply/reviewed-plan";
import { awsClientSettings } from "../../cli/aws-client";
import type { Environment } from "../../cli/terraform/environment";
import { type ApiCall, type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import type { LandingZoneConfig } from "../../model/config";
import { describeChange } from "../../reports/plan/describe-change";
import type { PlanReport } from "../../reports/plan/plan-report";
import { minimalConfig } from "../support/example-config";
import { DENY_LARGE } from "../support/planned";
import { ROOT } from "./emulated-organization";
import { runVerb, type VerbOptions, type VerbRun } from "./run-verb";

const CONFIG = "organization.json";

/** How a verb ended, and what it changed at AWS. */
export interface CheckoutRun extends VerbRun {
  /** The calls that changed something, oldest first. */
  readonly changes: readonly ApiCall[];
}

/** A plan in the words that people read. */
export interface ToldPlan {
  /** The stacks that it touches or waits for. */
  readonly affected: readonly string[];
  readonly sentences: readonly string[];
  /** The ids of what is refused, sorted. */
  readonly refused: readonly string[];
  /** Who gains or loses what, as the evaluator of policies says. */
  readonly protection: readonly string[];
  readonly failed: PlanReport["failed"];
}

/** A clone of a team's repository, and an organization at an emulator. */
export interface Checkout {
  readonly directory: string;
  readonly emulator: Emulator;
  readonly organizations: OrganizationsClient;
  file(...names: string[]): string;
  write(config: LandingZoneConfig): void;
  git(...words: string[]): string;
  /** Commits everything. */
  commit(message: string): void;
  /** Runs a verb with the configuration. */
  run(words: readonly string[], environment?: Environment, more?: Partial<VerbOptions>): Promise<CheckoutRun>;
  manifest(): ReviewedManifest;
  /** What the report of the last plan says. */
  told(): ToldPlan;
  /** The environment of a session of a role in the management account. */
  sessionOf(role: string): Promise<Environment>;
  terraform(stack: string, ...words: string[]): string;
  stop(): Promise<void>;
}

/** Starts an emulator without an organization, and makes a repository with a configuration and its ledger. */
export async function startCheckout(
  config: LandingZoneConfig,
  options: Partial<EmulatorOptions> = {},
): Promise<Checkout> {
  const directory = mkdtempSync(path.join(tmpdir(), "rootstock-checkout-"));
  const emulator = await startEmulator({
    cacheDirectory: path.join(ROOT, ".rootstock"),
    createAccountSeconds: 0,
    ...options,
  });
  const checkout = describeCheckout(directory, emulator);
  checkout.write(config);
  writeFileSync(checkout.file(".gitignore"), "*\n!organization.json\n!identities.lock.json\n!.gitignore\n");
  checkout.git("init", "--quiet", "--initial-branch=main");
  const synth = await checkout.run(["synth"]);
  if (synth.exitCode !== 0) throw new Error(synth.stderr);
  checkout.commit("Base");
  return checkout;
}

function describeCheckout(directory: string, emulator: Emulator): Checkout {
  const file = (...names: string[]): string => path.join(directory, ...names);
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const settings = {
    ...awsClientSettings("us-east-1", emulator.environment),
    credentials: { accessKeyId, secretAccessKey },
  };
  const git = (...words: string[]): string =>
    execFileSync("git", ["-C", directory, "-c", "user.name=test", "-c", "user.email=test@acme.example", ...words], {
      encoding: "utf8",
    });
  return {
    directory,
    emulator,
    file,
    git,
    organizations: new OrganizationsClient(settings),
    write: (config) => writeFileSync(file(CONFIG), JSON.stringify(config)),
    commit: (message) => {
      git("add", ".");
      git("commit", "--quiet", "--allow-empty", `--message=${message}`);
    },
    run: async ([verb = "", ...words], environment = emulator.environment, more = {}) => {
      const since = emulator.calls().length;
      const argv = [verb, ...words, "--config", CONFIG, "--today", "2026-07-01"];
      const end = await runVerb(argv, environment, { cwd: directory, ...more });
      return { ...end, changes: emulator.calls().slice(since).filter(isChange) };
    },
    manifest: () => readReviewedPlan(file(".rootstock", "plan")).manifest,
    told: () => toldIn(JSON.parse(readFileSync(file(".rootstock", "plan", "report.json"), "utf8"))),
    sessionOf: async (role) => {
      const { Credentials } = await new STSClient(settings).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::111111111111:role/${role}`, RoleSessionName: "run-17" }),
      );
      return {
        ...emulator.environment,
        AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
        AWS_SESSION_TOKEN: Credentials?.SessionToken,
      };
    },
    terraform: (stack, ...words) =>
      execFileSync("terraform", words, {
        cwd: file("cdktf.out", "stacks", stack),
        env: { ...process.env, ...emulator.environment },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }),
    stop: async () => {
      await emulator.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function toldIn({ stacks, deferred, changes, verdict, protection, failed }: PlanReport): ToldPlan {
  return {
    affected: [...stacks, ...deferred].map(({ stack }) => stack),
    sentences: changes.map((found) => describeChange(found, (name) => name)),
    refused: verdict.refusals.map(({ change }) => change).sort(),
    protection: protection.map(({ question, effect, accounts }) => `${question} ${effect} in ${accounts.join()}`),
    failed,
  };
}

/** Whether a call changed something, or was to. */
export function isChange({ action }: ApiCall): boolean {
  return !/^(Describe|List|Get|Head|AssumeRole|Lookup)/.test(action);
}

/** The text of a file, changed. */
export function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`nothing was changed in ${file}`);
  writeFileSync(file, changed);
}

/** What the small organization of these tests has; whatever is left out is not there. */
export interface SmallOrganization {
  /** The name of the unit of production. @default "Prod" */
  readonly prod?: string;
  /** The accounts below production, by key. @default one */
  readonly accounts?: readonly string[];
  /** Where the guardrail is attached. @default "prod" */
  readonly guarded?: "prod" | "dev";
  readonly more?: Partial<LandingZoneConfig>;
}

/** A small organization with units, accounts and a guardrail, and nothing that takes long to apply. */
export function smallOrganization(parts: SmallOrganization = {}): LandingZoneConfig {
  const { prod = "Prod", accounts = ["shop-prod"], guarded = "prod", more = {} } = parts;
  const base = minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" }, baseline: { mode: "off" }, ...more });
  const guardrails = (unit: "prod" | "dev") => ({ guardrails: unit === guarded ? ["deny-large"] : [] });
  return {
    ...base,
    organizationalUnits: {
      ...base.organizationalUnits,
      prod: {
        name: prod,
        ...guardrails("prod"),
        accounts: Object.fromEntries(accounts.map((key) => [key, { email: `aws+${key}@acme.example` }])),
      },
      dev: { name: "Dev", ...guardrails("dev") },
    },
    guardrails: { "deny-large": { reason: "Nobody needs these.", statements: [DENY_LARGE] } },
  };
}
