import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { BackendConfig } from "../model/config";
import type { LandingZone } from "../model/landing-zone";
import type { Ledger } from "../model/ledger";
import type { ModuleCatalogue } from "../model/module-catalogue";
import { type FinishedMove, type FinishedMoves, finishMoves } from "../model/policy-records";
import type { Problem } from "../model/problem";
import { repackedLedger, validateConfiguration } from "../policies/validate";
import { landingZoneApp } from "../stacks/landing-zone-app";
import { Failure, isSystemError, messageOf } from "./failure";
import { loadConfig } from "./load-config";
import { formatLedger, readLedger, writeLedger } from "./load-ledger";
import { copyLocalModules, publishModules } from "./modules/local-modules";
import { moduleCatalogue } from "./modules/module-catalogue";
import { neighboursOf } from "./organization-files";
import { formatText } from "./problem-formats/text";
import { lockProviders } from "./provider-lock";

/** What a synthesis reads and where it writes; all paths absolute. */
export interface SynthesisOptions {
  readonly configFile: string;
  readonly ledgerFile: string;
  readonly outdir: string;
  /** The day on which waivers and other dates are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** Where the states are kept. @default what the configuration says */
  readonly backend?: BackendConfig;
  /**
   * Whether what was synthesized before is applied, so that guardrails leave the policies that they have moved from.
   *
   * @default false
   */
  readonly finishMoves?: boolean;
  /** Whether guardrails may move so that fewer policies are needed. @default false */
  readonly repack?: boolean;
  /** Called when the configuration is sound and nothing has been written; may throw. @default nothing */
  readonly beforeWriting?: (zone: LandingZone) => void;
}

/** One stack as it was written. */
export interface SynthesizedStack {
  readonly name: string;
  /** Where its `cdk.tf.json` is. */
  readonly directory: string;
  /** The names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
}

/** The result of a synthesis: everything was written, or the configuration has problems and nothing was. */
export type Synthesis =
  | { readonly kind: "refused"; readonly problems: readonly Problem[]; readonly notices: readonly Problem[] }
  | {
      readonly kind: "written";
      readonly zone: LandingZone;
      readonly outdir: string;
      readonly stacks: readonly SynthesizedStack[];
      readonly notices: readonly Problem[];
      /** What guardrails left, and where policies were detached, because moves were finished. */
      readonly finished: readonly FinishedMove[];
      /** Whether the ledger gained or changed an identity and must be committed. */
      readonly ledgerChanged: boolean;
    };

/**
 * Writes the Terraform JSON and the provider lock of every stack, and the ledger beside the configuration.
 *
 * Everything is written to a directory beside `outdir` first and then moved, so that an interrupted run leaves no
 * half-written file. Folders of stacks that no longer exist are removed.
 *
 * @throws Failure when the configuration cannot be loaded, or a directory or the ledger cannot be written
 */
export function synthesize(options: SynthesisOptions): Synthesis {
  const { configFile, ledgerFile, outdir, today } = options;
  const ledger = readLedger(ledgerFile);
  const config = loadConfig(configFile);
  const { ledger: settled, finished } = options.finishMoves ? settle(ledger) : { ledger, finished: [] };
  const packed = options.repack ? repackedLedger({ config, ledger: settled, today }) : settled;
  const modules = moduleCatalogue(configFile);
  const checked = validateConfiguration({
    config,
    ledger: packed,
    today,
    modules,
    neighbours: neighboursOf(configFile),
  });
  const { problems, notices, nextLedger } = checked;
  if (checked.zone === undefined || nextLedger === undefined) return { kind: "refused", problems, notices };
  const zone = { ...checked.zone, backend: options.backend ?? checked.zone.backend };
  options.beforeWriting?.(zone);
  if (ledger === undefined || formatLedger(ledger) !== formatLedger(nextLedger)) checkWritable(ledgerFile);
  const stacks = writeStacks(zone, outdir, modules);
  const ledgerChanged = writeLedger(ledgerFile, nextLedger);
  return { kind: "written", zone, outdir, stacks, notices, finished, ledgerChanged };
}

function settle(ledger: Ledger | undefined): { readonly ledger: Ledger | undefined } & Pick<FinishedMoves, "finished"> {
  return ledger === undefined ? { ledger, finished: [] } : finishMoves(ledger);
}

/** What a person reads when a synthesis was refused: every problem, and what to do about each. */
export function refusalText({ problems, notices }: Extract<Synthesis, { kind: "refused" }>): string {
  return formatText({ problems, notices, checked: undefined, rules: [] });
}

function writeStacks(zone: LandingZone, outdir: string, modules: ModuleCatalogue): readonly SynthesizedStack[] {
  const staging = `${outdir}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(outdir), { recursive: true });
    mkdirSync(outdir, { recursive: true });
    landingZoneApp(zone, staging, { modules }).synth();
    copyLocalModules(zone, modules, path.join(staging, "stacks"));
    return publish(staging, outdir);
  } catch (error) {
    throw isSystemError(error)
      ? new Failure(
          `The output directory ${outdir} cannot be written: ${messageOf(error)}`,
          "Make it a writable directory, or name another one with --output; the ledger was not changed.",
          { cause: error },
        )
      : error;
  } finally {
    discard(staging);
  }
}

/** Removes a directory; where that fails, the error that led here is the one to report. */
function discard(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Nothing was written there.
  }
}

/** Moves what was written into place; Terraform's own files beside each `cdk.tf.json` stay. */
function publish(staging: string, outdir: string): readonly SynthesizedStack[] {
  const stacks = readStacks(staging, outdir);
  for (const { name, directory } of stacks) {
    mkdirSync(directory, { recursive: true });
    renameSync(path.join(staging, "stacks", name, "cdk.tf.json"), path.join(directory, "cdk.tf.json"));
    publishModules(path.join(staging, "stacks", name), directory);
    lockProviders(directory);
  }
  renameSync(path.join(staging, "manifest.json"), path.join(outdir, "manifest.json"));
  const current = new Set(stacks.map(({ name }) => name));
  for (const folder of readdirSync(path.join(outdir, "stacks"))) {
    if (!current.has(folder)) rmSync(path.join(outdir, "stacks", folder), { recursive: true });
  }
  return stacks;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly name: string; readonly dependencies: readonly string[] }>>;
}

function readStacks(staging: string, outdir: string): readonly SynthesizedStack[] {
  // The manifest was just written by CDKTF; its form is CDKTF's contract with its own command line.
  const manifest: Manifest = JSON.parse(readFileSync(path.join(staging, "manifest.json"), "utf8"));
  return Object.values(manifest.stacks).map(({ name, dependencies }) => ({
    name,
    dependencies,
    directory: path.join(outdir, "stacks", name),
  }));
}

function checkWritable(ledgerFile: string): void {
  const directory = path.dirname(ledgerFile);
  try {
    accessSync(directory, constants.W_OK);
    if (existsSync(ledgerFile)) accessSync(ledgerFile, constants.W_OK);
  } catch (error) {
    throw new Failure(
      `The ledger ${ledgerFile} cannot be written: ${messageOf(error)}`,
      "Make the file and its directory writable; nothing was changed.",
      { cause: error },
    );
  }
}
