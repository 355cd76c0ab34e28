import { type Emulator, EmulatorError, type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import type { LandingZone } from "../../model/landing-zone";
import { Failure } from "../failure";
import { type Synthesis, type SynthesizedStack, synthesize } from "../synthesize";
import { prepareTerraform } from "../terraform/prepare-terraform";
import { findTerraform } from "../terraform/terraform-binary";
import type { Terraform } from "../terraform/terraform-run";
import type { WorkDirectory } from "./work-directory";

/** What an emulated landing zone is made from. */
export interface EmulatedLandingZoneOptions {
  readonly configFile: string;
  readonly work: WorkDirectory;
  /** Where the emulator's Python environment and a plugin cache are kept between runs. */
  readonly cacheDirectory: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** @default any free port */
  readonly port?: number;
  /** @default runs to the end */
  readonly signal?: AbortSignal;
  /** Told what is being done, in a few words. @default nobody */
  readonly onPhase?: (text: string) => void;
}

/** A landing zone, synthesized and ready to be applied to an emulator that is running. */
export interface EmulatedLandingZone {
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  readonly emulator: Emulator;
  readonly terraform: Terraform;
}

/** The configuration has problems; nothing was started. */
export type Refusal = Extract<Synthesis, { kind: "refused" }>;

/** How long Terraform may take to end by itself: what it leaves behind is thrown away with the emulator. */
const GRACE_MILLISECONDS = 3_000;

/**
 * Synthesizes a configuration with local states and starts an emulator of its management account.
 *
 * What can fail quickly is checked first. Whoever calls this stops the emulator.
 *
 * @returns what was made, or why the configuration was refused
 * @throws Failure when Terraform or the emulator cannot be had
 */
export async function startEmulatedLandingZone(
  options: EmulatedLandingZoneOptions,
): Promise<({ readonly kind: "started" } & EmulatedLandingZone) | Refusal> {
  const { configFile, work, cacheDirectory, today, signal, onPhase = () => undefined } = options;
  const environment = process.env;
  const synthesis = synthesize({
    configFile,
    ledgerFile: work.ledgerFile,
    outdir: work.outdir,
    today,
    // The states of a demo are its own, whatever the configuration uses.
    backend: { type: "local" },
  });
  if (synthesis.kind === "refused") return synthesis;
  const { zone, stacks } = synthesis;
  onPhase(`${stacks.length} stacks for ${zone.accounts.length} member accounts synthesized`);
  const binary = await findTerraform(environment);
  onPhase(`${binary.title} ${binary.version} found`);
  onPhase("Starting the AWS emulator; the first time this installs its Python packages");
  const emulator = await start(zone, options);
  onPhase(`AWS emulator started on port ${emulator.port}`);
  try {
    signal?.throwIfAborted();
    const terraform = prepareTerraform({
      binary,
      environment,
      awsEnvironment: emulator.environment,
      directory: work.path,
      cacheDirectory,
      graceMilliseconds: GRACE_MILLISECONDS,
      ...(signal === undefined ? {} : { signal }),
    });
    return { kind: "started", zone, stacks, emulator, terraform };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function start(zone: LandingZone, options: EmulatedLandingZoneOptions): Promise<Emulator> {
  const settings: EmulatorOptions = {
    cacheDirectory: options.cacheDirectory,
    managementAccount: zone.managementAccount.id,
    managementEmail: zone.managementAccount.email,
    managementName: zone.managementAccount.name,
    accountQuota: zone.accounts.length + 10,
    // An account that is not ready at the first look costs ten seconds: the provider's polling interval.
    createAccountSeconds: 0,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  try {
    return await startEmulator(settings);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof EmulatorError)) throw error;
    throw new Failure(error.message.replace(/\.$/, ""), error.remedy, { cause: error });
  }
}
