import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type SynthesizedStack, synthesize } from "../../cli/synthesize";
import { prepareTerraform } from "../../cli/terraform/prepare-terraform";
import { stackOrder } from "../../cli/terraform/stack-order";
import { findTerraform } from "../../cli/terraform/terraform-binary";
import type { ChangeCounts } from "../../cli/terraform/terraform-events";
import { apply, initialize, LOCK_FILE, type Plan, plan, type Terraform } from "../../cli/terraform/terraform-run";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import { OrganizationByHand } from "./organization-by-hand";

const ROOT = path.join(__dirname, "..", "..");

/** Waivers are counted from this day. */
export const TODAY = "2026-07-01";

/** A run of a verb. */
export interface VerbRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An organization that was built by hand, and the directory into which it is adopted. */
export class AdoptedOrganization {
  readonly hand: OrganizationByHand;
  private initialized: string | undefined;

  private constructor(
    readonly emulator: Emulator,
    readonly directory: string,
    private readonly terraform: Terraform,
  ) {
    this.hand = new OrganizationByHand(emulator);
  }

  static async start(options: Partial<EmulatorOptions> = {}): Promise<AdoptedOrganization> {
    const cacheDirectory = path.join(ROOT, ".rootstock");
    const emulator = await startEmulator({
      cacheDirectory,
      organizationExists: true,
      managementName: "Acme Management",
      managementEmail: "aws@acme.example",
      createAccountSeconds: 0,
      minimumAccountAgeDays: 0,
      accountQuota: 400,
      ...options,
    });
    const directory = mkdtempSync(path.join(os.tmpdir(), "rootstock-adopt-"));
    const terraform = prepareTerraform({
      binary: await findTerraform(process.env),
      environment: process.env,
      awsEnvironment: emulator.environment,
      directory: path.join(directory, "terraform"),
      cacheDirectory,
      graceMilliseconds: 3_000,
    });
    return new AdoptedOrganization(emulator, directory, terraform);
  }

  get output(): string {
    return path.join(this.directory, "config");
  }

  /** Runs `adopt` in a process of its own; it is killed when it has printed what `until` matches. */
  adopt(words: readonly string[] = [], until?: RegExp): Promise<VerbRun> {
    return this.run(
      ["adopt", "--output", this.output, ...(words.includes("--finish") ? [] : ["--today", TODAY]), ...words],
      until,
    );
  }

  validate(): Promise<VerbRun> {
    const config = path.join(this.output, "organization.ts");
    return this.run(["validate", "--config", config, "--today", TODAY]);
  }

  private run(words: readonly string[], until?: RegExp): Promise<VerbRun> {
    const program = [
      "--require",
      path.join(ROOT, "node_modules/tsx/dist/cjs/index.cjs"),
      path.join(ROOT, "cli/rootstock.ts"),
    ];
    const child = spawn(process.execPath, [...program, ...words], {
      cwd: this.directory,
      env: this.emulator.environment,
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (text) => {
      said.stdout += String(text);
      if (until?.test(said.stdout) === true) child.kill("SIGKILL");
    });
    child.stderr.on("data", (text) => {
      said.stderr += String(text);
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve({ exitCode, ...said }));
    });
  }

  /** The files of the adoption, by their place in the output directory. */
  files(): Readonly<Record<string, string>> {
    const names = readdirSync(this.output, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => statSync(path.join(this.output, name)).isFile()).sort();
    return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(this.output, name), "utf8")]));
  }

  /** Synthesizes what was adopted. */
  synthesize(): { readonly stacks: readonly SynthesizedStack[]; readonly ledgerChanged: boolean } {
    const synthesis = synthesize({
      configFile: path.join(this.output, "organization.ts"),
      ledgerFile: path.join(this.output, "identities.lock.json"),
      outdir: path.join(this.directory, "cdktf.out"),
      today: TODAY,
    });
    if (synthesis.kind === "refused") throw new Error(JSON.stringify(synthesis.problems, undefined, 2));
    return { ...synthesis, stacks: stackOrder(synthesis.stacks) };
  }

  async plan(stack: SynthesizedStack): Promise<Plan> {
    await initialize(this.terraform, stack, this.initialized);
    this.initialized ??= path.join(stack.directory, LOCK_FILE);
    return plan(this.terraform, stack);
  }

  apply(stack: SynthesizedStack): Promise<ChangeCounts> {
    return apply(this.terraform, stack);
  }

  async stop(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
