import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsClientSettings } from "../../cli/aws-client";
import { awsClientSettings } from "../../cli/aws-client";
import { baselineReadiness } from "../../cli/demo/baseline-readiness";
import { type EmulatedLandingZone, startEmulatedLandingZone } from "../../cli/demo/emulated-landing-zone";
import { prepareWorkDirectory, type WorkDirectory } from "../../cli/demo/work-directory";
import { type Synthesis, type SynthesisOptions, synthesize } from "../../cli/synthesize";
import { applyAll, type Rollout } from "../../cli/terraform/apply-all";
import { outputs, type StackDirectory } from "../../cli/terraform/terraform-run";
import type { LandingZoneConfig } from "../../model/config";
import { roleArn } from "../../model/names";

export const ROOT = path.join(__dirname, "..", "..");
export const MINUTES = 60_000;

/** Waivers and other dates in test configurations are judged on this day. */
const TODAY = "2026-07-01";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One organization that real Terraform applied to an emulator of its own, shared by the tests of a file. */
export interface EmulatedOrganization extends EmulatedLandingZone {
  readonly work: WorkDirectory;
  readonly rollout: Rollout;
  /** Settings for an SDK client of the management account, or of whom the credentials belong to. */
  clientSettings(region?: string, credentials?: Credentials): AwsClientSettings & { readonly credentials: Credentials };
  /** Credentials of the role that the landing zone deploys with, in a member account. */
  assumeRole(accountId: string): Promise<Credentials>;
  stack(name: string): StackDirectory;
  /** What a stack publishes. */
  outputs(name: string): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** Writes a configuration to a file of its own: a module is loaded once, so no name is used twice. */
export function writeConfig(directory: string, name: string, config: LandingZoneConfig): string {
  const file = path.join(directory, `${name}.config.json`);
  if (existsSync(file)) throw new Error(`${file} was written before`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Synthesizes over the stacks of an organization, with the ledger that it has or another one. */
export function synthesizeAgain(
  { work }: Pick<EmulatedOrganization, "work">,
  configFile: string,
  ledgerFile = work.ledgerFile,
  more: Pick<SynthesisOptions, "finishMoves"> = {},
): Synthesis {
  return synthesize({ configFile, ledgerFile, outdir: work.outdir, today: TODAY, backend: { type: "local" }, ...more });
}

/**
 * Applies a configuration to an emulator of its own.
 *
 * @param config the path of a module, or a configuration
 */
export async function applyToEmulator(config: string | LandingZoneConfig): Promise<EmulatedOrganization> {
  const work = prepareWorkDirectory(mkdtempSync(path.join(os.tmpdir(), "rootstock-e2e-")), "no ledger");
  const configFile = typeof config === "string" ? config : writeConfig(work.path, "first", config);
  const started = await startEmulatedLandingZone({
    configFile,
    work,
    cacheDirectory: path.join(ROOT, ".rootstock"),
    today: TODAY,
  });
  if (started.kind === "refused") throw new Error(JSON.stringify(started.problems, undefined, 2));
  const rollout: Rollout = {
    ...started,
    concurrency: 3,
    onProgress: () => undefined,
    untilReady: baselineReadiness(started),
  };
  const organization = describeOrganization(started, work, rollout);
  try {
    await applyAll(rollout);
    return organization;
  } catch (error) {
    await organization.stop();
    throw error;
  }
}

function describeOrganization(
  landingZone: EmulatedLandingZone,
  work: WorkDirectory,
  rollout: Rollout,
): EmulatedOrganization {
  const { emulator, zone, stacks, terraform } = landingZone;
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const clientSettings: EmulatedOrganization["clientSettings"] = (
    region = zone.homeRegion,
    credentials = { accessKeyId, secretAccessKey },
  ) => ({ ...awsClientSettings(region, emulator.environment), credentials });
  const stack = (name: string): StackDirectory => {
    const found = stacks.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`there is no stack ${name}`);
    return found;
  };
  return {
    ...landingZone,
    work,
    rollout,
    clientSettings,
    stack,
    outputs: (name) => outputs(terraform, stack(name)),
    assumeRole: async (accountId) => {
      const { Credentials: given } = await new STSClient(clientSettings()).send(
        new AssumeRoleCommand({
          RoleArn: roleArn(zone.partition, accountId, zone.accountAccessRole),
          RoleSessionName: "e2e",
        }),
      );
      return {
        accessKeyId: given?.AccessKeyId ?? "",
        secretAccessKey: given?.SecretAccessKey ?? "",
        sessionToken: given?.SessionToken ?? "",
      };
    },
    stop: async () => {
      await emulator.stop();
      rmSync(work.path, { recursive: true, force: true });
    },
  };
}
