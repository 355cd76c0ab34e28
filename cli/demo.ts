import { writeFileSync } from "node:fs";
import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { type OrganizationTree, organizationTree, renderOrganizationTree } from "../reports/organization-tree";
import { dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { awsClientSettings } from "./aws-client";
import { baselineReadiness } from "./demo/baseline-readiness";
import {
  type EmulatedLandingZone,
  type EmulatedLandingZoneOptions,
  startEmulatedLandingZone,
} from "./demo/emulated-landing-zone";
import { shellEnvironment } from "./demo/environment-file";
import { type ProgressDisplay, progressDisplay } from "./demo/progress-display";
import { readOrganization } from "./demo/read-organization";
import { prepareWorkDirectory, type WorkDirectory } from "./demo/work-directory";
import { Failure, misuse } from "./failure";
import { interruptible } from "./interruption";
import { configFile } from "./load-config";
import { ledgerFile } from "./load-ledger";
import { refusalText } from "./synthesize";
import { applyAll, planAll } from "./terraform/apply-all";
import type { ChangeCounts } from "./terraform/terraform-events";
import type { Plan } from "./terraform/terraform-run";

export const options = {
  config: {
    type: "string",
    placeholder: "FILE",
    description: "The configuration module (LANDING_ZONE_CONFIG; config/organization.ts).",
  },
  directory: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where to work (.rootstock/demo); emptied at the start.",
  },
  cache: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where Python packages and provider plugins are kept between runs (.rootstock).",
  },
  port: { type: "string", placeholder: "NUMBER", description: "The port of the emulator (any free one)." },
  keep: { type: "boolean", description: "Leave the emulator up until Ctrl-C and print how to reach it." },
  json: { type: "boolean", description: "Print the result as JSON, and the progress on standard error." },
} as const satisfies OptionDefinitions;

/** How many stacks are applied at once where their order allows it. */
const CONCURRENCY = 3;

/** `demo`: applies a configuration to an emulator of AWS and shows the organization that came of it. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const directory = path.resolve(given.directory ?? path.join(".rootstock", "demo"));
  const port = portOf(given.port);
  return interruptible((signal) =>
    demo({
      directory,
      ledger: ledgerFile(config),
      isKept: given.keep,
      isJson: given.json,
      landingZone: {
        configFile: config,
        cacheDirectory: path.resolve(given.cache ?? ".rootstock"),
        today: dayOf(undefined),
        signal,
        ...(port === undefined ? {} : { port }),
      },
    }),
  );
}

interface Demo {
  readonly directory: string;
  readonly ledger: string;
  readonly isKept: boolean;
  readonly isJson: boolean;
  readonly landingZone: Omit<EmulatedLandingZoneOptions, "work" | "onPhase"> & { readonly signal: AbortSignal };
}

async function demo(asked: Demo): Promise<number> {
  const start = performance.now();
  const output = asked.isJson ? process.stderr : process.stdout;
  const work = prepareWorkDirectory(asked.directory, asked.ledger);
  const started = await startEmulatedLandingZone({
    ...asked.landingZone,
    work,
    onPhase: (text) => void output.write(`${text}\n`),
  });
  if (started.kind === "refused") {
    process.stderr.write(refusalText(started));
    return 1;
  }
  const display = progressDisplay(
    output,
    started.stacks.map(({ name }) => name),
  );
  try {
    const result = await rollOut(started, display);
    display.end();
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(asked.isJson ? toJson(result, work, seconds) : summary(result, work, seconds));
    if (asked.isKept) await keep(started, work, asked.landingZone.signal);
    return 0;
  } finally {
    display.end();
    await started.emulator.stop();
  }
}

interface Result {
  readonly applied: ReadonlyMap<string, ChangeCounts>;
  readonly tree: OrganizationTree;
}

async function rollOut(landingZone: EmulatedLandingZone, display: ProgressDisplay): Promise<Result> {
  const rollout = {
    ...landingZone,
    concurrency: CONCURRENCY,
    onProgress: display.update.bind(display),
    untilReady: baselineReadiness(landingZone),
  };
  const applied = await applyAll(rollout);
  display.say("Applied. Planning again: nothing should be left to change.");
  requireNoChanges(await planAll(rollout));
  return { applied, tree: organizationTree(await readOrganization(organizationsClient(landingZone))) };
}

function requireNoChanges(plans: ReadonlyMap<string, Plan>): void {
  const unsettled = [...plans].filter(([, { hasChanges }]) => hasChanges);
  if (unsettled.length === 0) return;
  const details = unsettled.map(
    ([stack, { changes }]) => `${stack} (${changes.map(({ address }) => address).join(", ") || "outputs"})`,
  );
  throw new Failure(
    `A second plan would still change something in ${details.join(", ")}`,
    "Compare the plan in the demo's logs with the configuration and report it: an apply must settle at once.",
  );
}

function organizationsClient({ zone, emulator }: EmulatedLandingZone): OrganizationsClient {
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  return new OrganizationsClient({
    ...awsClientSettings(zone.homeRegion, emulator.environment),
    credentials: { accessKeyId, secretAccessKey },
  });
}

function summary({ tree }: Result, work: WorkDirectory, seconds: number): string {
  return [
    "Nothing would change.",
    "",
    renderOrganizationTree(tree),
    "",
    `Terraform JSON: ${shown(work.outdir)}/stacks/<stack>/cdk.tf.json`,
    `States and logs: ${shown(work.path)}`,
    `Done in ${seconds.toFixed(0)} seconds.`,
    "",
  ].join("\n");
}

function toJson({ applied, tree }: Result, work: WorkDirectory, seconds: number): string {
  const stacks = [...applied].map(([name, counts]) => ({ name, applied: counts, secondPlan: "no changes" }));
  const result = { ok: true, seconds, outdir: work.outdir, directory: work.path, stacks, organization: tree };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

async function keep({ zone, emulator }: EmulatedLandingZone, work: WorkDirectory, signal: AbortSignal): Promise<void> {
  const lines = shellEnvironment(emulator.environment, zone.homeRegion);
  writeFileSync(work.environmentFile, `${lines.join("\n")}\n`);
  process.stderr.write(
    [
      "",
      "The emulator stays up until Ctrl-C. In another shell:",
      "",
      ...lines.map((line) => `  ${line}`),
      "",
      `or: . ${shown(work.environmentFile)}; then: aws organizations list-accounts`,
      "",
    ].join("\n"),
  );
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw misuse(`--port is no port: ${text}`, "Give a number from 1 to 65535, or leave it out to take a free port.");
  }
  return port;
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
