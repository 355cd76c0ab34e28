import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { prepareTerraform } from "../../cli/terraform/prepare-terraform";
import { findTerraform } from "../../cli/terraform/terraform-binary";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import { minimalConfig } from "../support/example-config";
import { MINUTES, ROOT, writeConfig } from "./emulated-organization";

const STACKS = ["accounts-1", "guardrails", "organization"];

/** What a project writes, as opposed to what it is. */
const WRITTEN = ["cdktf.out", ".rootstock", ".git", ".gen", "cdktf.log"];

let project = "";
let emulator: Emulator;
let environment: Readonly<Record<string, string | undefined>> = {};

beforeAll(async () => {
  project = mkdtempSync(path.join(os.tmpdir(), "rootstock-cdktf-"));
  for (const name of readdirSync(ROOT).filter((candidate) => !WRITTEN.includes(candidate))) {
    symlinkSync(path.join(ROOT, name), path.join(project, name));
  }
  // As in a new clone, in which nobody has run `npm run modules`.
  mkdirSync(path.join(project, ".gen"));
  copyFileSync(path.join(ROOT, ".gen", "README.md"), path.join(project, ".gen", "README.md"));
  const config = minimalConfig({
    trail: { mode: "off" },
    alerting: { mode: "off" },
    baseline: { mode: "off" },
    detection: { externalAccess: { mode: "off" } },
  });
  const cacheDirectory = path.join(ROOT, ".rootstock");
  emulator = await startEmulator({ cacheDirectory, createAccountSeconds: 0 });
  const terraform = prepareTerraform({
    binary: await findTerraform(process.env),
    environment: process.env,
    awsEnvironment: emulator.environment,
    directory: project,
    cacheDirectory,
    graceMilliseconds: 0,
  });
  environment = {
    ...terraform.initEnvironment,
    ...terraform.environment,
    TERRAFORM_BINARY_NAME: terraform.binary.path,
    LANDING_ZONE_CONFIG: writeConfig(project, "minimal", config),
    LANDING_ZONE_LEDGER: path.join(project, "ledger.json"),
    CI: "true",
  };
}, 3 * MINUTES);
afterAll(async () => {
  await emulator?.stop();
  rmSync(project, { recursive: true, force: true });
});

interface Output {
  readonly exitCode: number | null;
  readonly text: string;
}

function run(words: readonly string[]): Promise<Output> {
  const child = spawn(process.execPath, words, { cwd: project, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, text: stripVTControlCharacters(text) }));
  });
}

/** `npx cdktf`, without the second that npx takes. */
const cdktf = (...words: readonly string[]): Promise<Output> =>
  run([path.join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf"), ...words]);

function stacksIn(directory: string): Readonly<Record<string, string>> {
  const stacks = path.join(project, directory, "stacks");
  return Object.fromEntries(
    readdirSync(stacks)
      .sort()
      .map((name) => [name, readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8")]),
  );
}

test(
  "synth writes every stack, and the same bytes as the verb",
  async () => {
    expect(await cdktf("synth")).toMatchObject({ exitCode: 0 });
    expect(Object.keys(stacksIn("cdktf.out"))).toEqual(STACKS);
    const verb = ["--require", "tsx/cjs", path.join(ROOT, "cli", "rootstock.ts"), "synth", "--output", "verb.out"];
    expect(await run(verb)).toMatchObject({ exitCode: 0 });
    expect(stacksIn("cdktf.out")).toEqual(stacksIn("verb.out"));
    const manifest = (directory: string): string =>
      readFileSync(path.join(project, directory, "manifest.json"), "utf8");
    expect(manifest("cdktf.out")).toBe(manifest("verb.out"));
  },
  MINUTES,
);

test(
  "list names every stack",
  async () => {
    const { exitCode, text } = await cdktf("list");
    expect(exitCode).toBe(0);
    for (const stack of STACKS) expect(text).toContain(stack);
  },
  MINUTES,
);

test(
  "diff plans one stack",
  async () => {
    const { exitCode, text } = await cdktf("diff", "organization", "--skip-provider-lock");
    expect(exitCode).toBe(0);
    expect(text).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    expect(emulator.calls().filter(({ action }) => action.startsWith("Create"))).toEqual([]);
  },
  MINUTES,
);

test(
  "deploy applies every stack in the order of their dependencies",
  async () => {
    const { exitCode, text } = await cdktf("deploy", "*", "--auto-approve", "--skip-provider-lock");
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: expect.stringContaining("Apply complete!") });
    const done = emulator.calls().filter(({ status }) => status === 200);
    const created = (action: string): number => done.findIndex((call) => call.action === action);
    const order = ["CreateOrganization", "CreateOrganizationalUnit", "CreateAccount", "AttachPolicy"].map(created);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
    for (const stack of STACKS) expect(existsSync(path.join(project, `terraform.${stack}.tfstate`))).toBe(true);
  },
  4 * MINUTES,
);

test(
  "output prints what the stacks publish",
  async () => {
    const { exitCode, text } = await cdktf("output", "*", "--skip-synth");
    expect(exitCode).toBe(0);
    expect(text).toMatch(/account_id_log-archive\D+\d{12}/);
  },
  MINUTES,
);

test.each([[["*"]], [["organization"]], [["guardrails", "accounts-1"]]])(
  "destroy %j is refused, says how to proceed on purpose, and destroys nothing",
  async (stacks) => {
    const since = emulator.calls().length;
    const { exitCode, text } = await cdktf("destroy", ...stacks, "--auto-approve");
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(/would take the organization's protections down, so nothing was done/);
    expect(text).toMatch(/teardown: \{ stacks: /);
    const destructive = emulator
      .calls()
      .slice(since)
      .map(({ action }) => action);
    expect(destructive).toEqual([]);
  },
  MINUTES,
);
