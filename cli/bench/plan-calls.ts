import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { type ApiCall, type Emulator, startEmulator } from "../../emulator/emulator";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import type { PlanReport } from "../../reports/plan/plan-report";
import { unitIdOutput } from "../../stacks/organization";
import { awsClientSettings } from "../aws-client";
import { baselineReadiness } from "../demo/baseline-readiness";
import { Failure } from "../failure";
import type { PlanManifest } from "../plan/manifest";
import { selectedStacks } from "../plan/selected-stacks";
import { type SynthesizedStack, synthesize } from "../synthesize";
import { applyAll } from "../terraform/apply-all";
import { runProcess } from "../terraform/child-process";
import { prepareTerraform } from "../terraform/prepare-terraform";
import { findTerraform } from "../terraform/terraform-binary";
import { outputs, type Terraform } from "../terraform/terraform-run";
import { createAccounts } from "./emulated-accounts";
import { type ChangedAccount, measuredChanges, plannedConfig } from "./one-account-changes";

/** What one plan asked of AWS. */
export interface CountedPlan {
  readonly change: string;
  /** The stacks that were planned. */
  readonly planned: readonly string[];
  /** The stacks that wait for others, which costs no call. */
  readonly waiting: readonly string[];
  /** How often each operation was called, as `service:Action`. */
  readonly calls: ReadonlyMap<string, number>;
}

/** The plans of the same changes at one size. */
export interface CountedSize {
  readonly accounts: number;
  readonly plans: readonly CountedPlan[];
}

const TODAY = "2026-01-01";
const CONFIG = "organization.json";
const ROOT = path.join(__dirname, "..", "..");
const CACHE = path.join(ROOT, ".rootstock");
const PROGRAM = path.join(ROOT, "cli", "bin", "rootstock.cjs");

/** Every account of it changes its shard only with its own number, so both sizes have a full one. */
const SHARD = 2;

interface Place {
  readonly directory: string;
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  readonly emulator: Emulator;
  readonly terraform: Terraform;
}

/**
 * Makes an organization in an emulator and counts the calls of plans of one-account changes.
 *
 * Real applies make what the plans read: the organization with its units, one shard of 50 accounts and that of the log
 * archive, one baseline, and the guardrails. All other accounts are made by the API alone, since nothing may read them. Nothing is throttled, so no call
 * is counted twice.
 *
 * @param directory a directory of its own, which must not exist yet
 */
export async function countPlanCalls(accounts: number, directory: string): Promise<CountedSize> {
  mkdirSync(directory, { recursive: true });
  const base = plannedConfig(accounts);
  writeFileSync(path.join(directory, CONFIG), JSON.stringify(base));
  const synthesis = synthesize({ ...filesIn(directory), today: TODAY });
  if (synthesis.kind === "refused") throw new Error(JSON.stringify(synthesis.problems));
  commitAll(directory);
  const { zone } = synthesis;
  const emulator = await startEmulator({
    cacheDirectory: CACHE,
    managementAccount: zone.managementAccount.id,
    managementEmail: zone.managementAccount.email,
    managementName: zone.managementAccount.name,
    accountQuota: accounts + 10,
    createAccountSeconds: 0,
    throttle: false,
  });
  try {
    const terraform = prepareTerraform({
      binary: await findTerraform(process.env),
      environment: process.env,
      awsEnvironment: emulator.environment,
      directory: path.join(directory, "logs"),
      cacheDirectory: CACHE,
      graceMilliseconds: 1_000,
    });
    const place: Place = { directory, zone, stacks: synthesis.stacks, emulator, terraform };
    const changed = changedAccount(zone);
    await makeOrganization(place, changed);
    const plans: CountedPlan[] = [];
    for (const { name, config } of measuredChanges(accounts, changed)) {
      writeFileSync(path.join(directory, CONFIG), JSON.stringify(config));
      plans.push(await countOne(place, name));
      git(directory, "checkout", "--quiet", "--", ".");
    }
    return { accounts, plans };
  } finally {
    await emulator.stop();
  }
}

function filesIn(directory: string) {
  return {
    configFile: path.join(directory, CONFIG),
    ledgerFile: path.join(directory, "identities.lock.json"),
    outdir: path.join(directory, "cdktf.out"),
  };
}

function changedAccount({ accounts, logArchive, security }: LandingZone): ChangedAccount {
  const services = [logArchive.key, security.key];
  const found = accounts.find(({ key, shard }) => shard === SHARD && !services.includes(key));
  const other = accounts.find(({ key, organizationalUnit }) => {
    return !services.includes(key) && organizationalUnit !== found?.organizationalUnit;
  });
  if (found === undefined || other === undefined) throw new Error("there are too few accounts");
  return { key: found.key, unit: found.organizationalUnit, otherUnit: other.organizationalUnit };
}

async function makeOrganization(place: Place, changed: ChangedAccount): Promise<void> {
  const { zone, stacks, emulator, terraform } = place;
  await applyStacks(place, ["organization"]);
  const organization = stacks.find(({ name }) => name === "organization");
  if (organization === undefined) throw new Error("there is no organization");
  const published = await outputs(terraform, organization);
  const unitIds = new Map(
    zone.organizationalUnits.map(({ key }): [string, string] => [key, String(published[unitIdOutput(key)])]),
  );
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const organizations = new OrganizationsClient({
    ...awsClientSettings(zone.homeRegion, emulator.environment),
    credentials: { accessKeyId, secretAccessKey },
  });
  // Guardrails name the accounts of the landing zone's own services.
  const shards = new Set([SHARD, zone.logArchive.shard, zone.security.shard]);
  const others = zone.accounts.filter(({ shard }) => !shards.has(shard));
  await createAccounts(organizations, others, unitIds);
  const accountStacks = [...shards].map(accountsStackName);
  await applyStacks(place, [...accountStacks, "guardrails", baselineStackName(changed.key)]);
}

async function applyStacks(place: Place, names: readonly string[]): Promise<void> {
  const { stacks, terraform } = place;
  await applyAll({
    terraform,
    stacks: selectedStacks(stacks, names),
    concurrency: 2,
    onProgress: () => undefined,
    untilReady: baselineReadiness(place),
  });
}

async function countOne({ directory, emulator }: Place, change: string): Promise<CountedPlan> {
  const before = emulator.calls().length;
  const words = ["plan", "--base", "HEAD", "--config", CONFIG, "--today", TODAY, "--json"];
  const { exitCode, errorOutput } = await runProcess({
    file: process.execPath,
    arguments: [PROGRAM, ...words],
    directory,
    environment: { ...process.env, ...emulator.environment },
    graceMilliseconds: 1_000,
    onLine: () => undefined,
  });
  const at = (name: string): string => readFileSync(path.join(directory, ".rootstock", "plan", name), "utf8");
  const report: PlanReport = JSON.parse(at("report.json"));
  const manifest: PlanManifest = JSON.parse(at("plan.json"));
  const [failed] = report.failed;
  if (exitCode === null || failed !== undefined) {
    throw new Failure(`The plan of "${change}" failed: ${failed?.messages.join(" ") ?? errorOutput}`, "Look into it.");
  }
  return {
    change,
    planned: manifest.stacks.filter(({ plan }) => plan !== undefined).map(({ name }) => name),
    waiting: report.deferred.map(({ stack }) => stack),
    calls: counted(emulator.calls().slice(before)),
  };
}

function counted(calls: readonly ApiCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { service, action } of calls) {
    const operation = `${service}:${action}`;
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return counts;
}

/** The states and everything that a plan writes stay out of the repository. */
function commitAll(directory: string): void {
  writeFileSync(path.join(directory, ".gitignore"), `*\n!${CONFIG}\n!identities.lock.json\n`);
  git(directory, "init", "--quiet");
  git(directory, "add", ".");
  git(directory, "-c", "user.name=bench", "-c", "user.email=bench@bench.example", "commit", "--quiet", "-m", "Base");
}

function git(directory: string, ...words: readonly string[]): void {
  execFileSync("git", ["-C", directory, ...words], { stdio: ["ignore", "ignore", "inherit"] });
}
