import path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { stateLocation } from "../constructs/backend";
import type { LandingZone } from "../model/landing-zone";
import { ownStateBucket } from "../model/state-bucket";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { explainingAwsErrors } from "./audit/aws-failure";
import { isConfirmed } from "./audit/confirm";
import { awsClientSettings } from "./aws-client";
import { LocalState } from "./bootstrap/local-state";
import { lookAtStateStore, type StateStore } from "./bootstrap/state-store";
import { describeCounts } from "./demo/progress-display";
import { Failure } from "./failure";
import { interruptible } from "./interruption";
import { configFile } from "./load-config";
import { ledgerFile } from "./load-ledger";
import { outputDirectory, workDirectory } from "./organization-files";
import { requireManagementAccount } from "./preflight/require-management-account";
import { refusalText, type SynthesizedStack, synthesize } from "./synthesize";
import { prepareTerraform } from "./terraform/prepare-terraform";
import { findTerraform } from "./terraform/terraform-binary";
import { apply, initialize, migrateState, outputs, plan, type Terraform } from "./terraform/terraform-run";

export const options = {
  yes: { type: "boolean", description: "Agree to what is planned, instead of being asked." },
  output: { type: "string", placeholder: "DIRECTORY", description: "Where the stacks are written (cdktf.out)." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

/** How long Terraform may take to end by itself, so that it records what it has created. */
const GRACE_MILLISECONDS = 60_000;

const STATE_STACK = "state-backend";
const PIPELINE_STACK = "pipeline";

/** What every step needs. */
interface Bootstrap {
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  readonly terraform: Terraform;
  /** Where the state is kept until the bucket exists. */
  readonly directory: string;
  readonly isAgreed: boolean;
  readonly signal: AbortSignal;
}

/** `bootstrap`: creates the bucket of the states and the pipeline's roles; again, it changes only what differs. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const synthesis = synthesize({
    configFile: config,
    ledgerFile: ledgerFile(config, given.ledger),
    outdir: path.resolve(given.output ?? outputDirectory(config)),
    today: dayOf(given.today),
    beforeWriting: requireSomething,
  });
  if (synthesis.kind === "refused") {
    process.stderr.write(refusalText(synthesis));
    return 1;
  }
  const { zone, stacks } = synthesis;
  const directory = workDirectory(config, "bootstrap");
  return interruptible((signal) =>
    explainingAwsErrors(async () => {
      await requireManagementAccount({ sts: new STSClient(awsClientSettings(zone.homeRegion)) }, zone);
      const binary = await findTerraform(process.env);
      const terraform = prepareTerraform({
        binary,
        environment: process.env,
        directory,
        cacheDirectory: path.resolve(".rootstock"),
        graceMilliseconds: GRACE_MILLISECONDS,
        signal,
      });
      return bootstrap({ zone, stacks, terraform, directory, isAgreed: given.yes, signal });
    }),
  );
}

function requireSomething({ backend, pipeline }: LandingZone): void {
  if (ownStateBucket(backend) !== undefined || pipeline !== undefined) return;
  throw new Failure(
    "There is nothing to bootstrap: the configuration asks neither for a bucket of its own nor for a pipeline",
    'Set backend: { type: "s3", bucket: "...", region: "...", createBucket: true }, or pipeline: { github: { repository: "owner/name" } }.',
  );
}

async function bootstrap(work: Bootstrap): Promise<number> {
  const backend = work.stacks.find(({ name }) => name === STATE_STACK);
  const pipeline = work.stacks.find(({ name }) => name === PIPELINE_STACK);
  if (backend !== undefined && !(await bootstrapBackend(work, backend))) return declined();
  if (pipeline !== undefined) {
    await initialize(work.terraform, pipeline, undefined, ["-reconfigure"]);
    if (!(await applyAgreed(work, pipeline))) return declined();
    say(await pipelineSummary(work, pipeline));
  }
  say("Bootstrapped. Run the same command again at any time: it changes only what differs.");
  return 0;
}

function declined(): number {
  say("Nothing was changed by the last plan.");
  return 1;
}

/** Applies the state's own stack: as an ordinary one, or the first time with a local state that is then moved. */
async function bootstrapBackend(work: Bootstrap, stack: SynthesizedStack): Promise<boolean> {
  const bucket = ownStateBucket(work.zone.backend)?.bucket ?? "";
  const local = new LocalState(stack, path.join(work.directory, bucket));
  const store = await look(work.zone);
  if (store === "in-use") {
    local.leave();
    local.remove();
    await initialize(work.terraform, stack, undefined, ["-reconfigure"]);
    return applyAgreed(work, stack);
  }
  refuseStranger(work.zone, store, local);
  local.use();
  await initialize(work.terraform, stack, undefined, ["-reconfigure"]);
  if (!(await applyAgreed(work, stack))) {
    if (!local.exists) local.leave();
    return false;
  }
  await moveState(work, stack, local);
  return true;
}

async function look({ backend, ...zone }: LandingZone): Promise<StateStore> {
  const own = ownStateBucket(backend);
  const location = stateLocation(STATE_STACK, { backend, ...zone });
  if (own === undefined || location.type !== "s3") throw new Error("the states are in no bucket of their own");
  return lookAtStateStore(new S3Client(awsClientSettings(own.region)), own.bucket, location.key);
}

/** A bucket that no state knows of was made by somebody else, or its state was lost: neither may be guessed. */
function refuseStranger({ backend }: LandingZone, store: StateStore, local: LocalState): void {
  const bucket = ownStateBucket(backend)?.bucket ?? "";
  if (store === "foreign") {
    throw new Failure(
      `The bucket ${bucket} exists in another account or Region: the names of buckets are unique in the whole world`,
      "Choose another name in backend.bucket.",
    );
  }
  if (store === "empty" && !local.exists) {
    throw new Failure(
      `The bucket ${bucket} exists, and no state knows of it`,
      `If you made it yourself, take createBucket out of the configuration. If an earlier bootstrap did, put its state back to ${path.relative(process.cwd(), local.file)} and run the same command again.`,
    );
  }
}

async function moveState(work: Bootstrap, stack: SynthesizedStack, local: LocalState): Promise<void> {
  local.leave();
  await migrateState(work.terraform, stack);
  if ((await look(work.zone)) !== "in-use") {
    throw new Failure(
      "The state was not found in the bucket after it was moved there",
      `It is still in ${path.relative(process.cwd(), local.file)}; run the same command again.`,
    );
  }
  const { hasChanges } = await plan(work.terraform, stack, "check");
  if (hasChanges) {
    throw new Failure(
      "With the state in the bucket, a plan would change something",
      `The state is still in ${path.relative(process.cwd(), local.file)}, too; compare the two and report it.`,
    );
  }
  local.remove();
  say(`  ${stack.name}  its state is in the bucket now`);
}

/** Plans, asks and applies; false when nobody agreed. */
async function applyAgreed({ terraform, isAgreed, signal }: Bootstrap, stack: SynthesizedStack): Promise<boolean> {
  const { counts, hasChanges, changes } = await plan(terraform, stack);
  say(`  ${stack.name}  ${describeCounts(counts, "plan")}`);
  if (!hasChanges) return true;
  for (const { address, action } of changes) say(`    ${action} ${address}`);
  if (!(await isConfirmed("Apply this?", { isGiven: isAgreed, signal }))) return false;
  say(`  ${stack.name}  ${describeCounts(await apply(terraform, stack), "apply")}`);
  return true;
}

async function pipelineSummary({ terraform, zone }: Bootstrap, stack: SynthesizedStack): Promise<string> {
  const { plan_role_arn: planRole, deploy_role_arn: deployRole } = await outputs(terraform, stack);
  return [
    `  pull requests of ${zone.pipeline?.repository} plan with    ${planRole}`,
    `  its environment ${zone.pipeline?.environment} deploys with  ${deployRole}`,
    `  before you set what follows: make the environment ${zone.pipeline?.environment} with a required reviewer and only the branch ${zone.pipeline?.branch},`,
    "  for GitHub makes one that is missing without any protection. Then, variables of the repository, for its workflows:",
    `    ROOTSTOCK_PLAN_ROLE_ARN    ${planRole}`,
    `    ROOTSTOCK_DEPLOY_ROLE_ARN  ${deployRole}`,
    `    ROOTSTOCK_REGION           ${zone.homeRegion}`,
  ].join("\n");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
