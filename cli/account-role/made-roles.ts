import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stateLocation } from "../../constructs/backend";
import { deploymentRoleOutput } from "../../constructs/deployment-roles";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { neverApplied } from "../terraform/never-applied";
import { readPlan } from "../terraform/plan-json";
import {
  initialize,
  outputs,
  plan,
  type StackDirectory,
  showPlan,
  type Terraform,
  TerraformFailure,
} from "../terraform/terraform-run";

/** The ARN of a role by the key of the account that it is in; an account whose baseline has not made it is not there. */
export type MadeRoles = ReadonlyMap<string, string>;

/** Whose baselines are asked for which role. */
export interface MadeRolesRequest {
  readonly role: string;
  /** By key. */
  readonly accounts: readonly string[];
  readonly zone: LandingZone;
  /** Where the stacks' directories are. */
  readonly stacksDirectory: string;
  readonly terraform: Terraform;
}

/** What stacks publish, by their names; a stack without a state may be missing. */
type Published = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Asks the states of accounts' baselines which of them have made a role; nothing is called in the accounts.
 *
 * @throws Failure when the states cannot be read; one that is not there is none
 */
export async function madeRoles(request: MadeRolesRequest): Promise<MadeRoles> {
  const { role, accounts, zone } = request;
  const stacks = accounts.map(baselineStackName);
  const published = zone.backend.type === "cloud" ? await askEach(request, stacks) : await readAtOnce(request, stacks);
  const output = deploymentRoleOutput(role);
  return new Map(
    accounts.flatMap((account): readonly (readonly [string, string])[] => {
      const arn = published[baselineStackName(account)]?.[output];
      return typeof arn === "string" ? [[account, arn]] : [];
    }),
  );
}

/**
 * Asks one stack after the other in its own directory.
 *
 * Whoever reads the state of a workspace of HCP Terraform that is not there makes that workspace, in no project. The
 * stack's own `init` makes it where it belongs. Source: Terraform, backend `remote`, StateMgr, read 2026-11.
 */
async function askEach(
  { terraform, stacksDirectory }: MadeRolesRequest,
  stacks: readonly string[],
): Promise<Published> {
  const published: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const name of stacks) {
    const stack = { name, directory: path.join(stacksDirectory, name) };
    if (!existsSync(stack.directory)) continue;
    await initialize(terraform, stack);
    published[name] = await outputs(terraform, stack);
  }
  return published;
}

/** Reads all states in one run of Terraform, in the way in which one stack reads another. */
async function readAtOnce(request: MadeRolesRequest, stacks: readonly string[]): Promise<Published> {
  const directory = mkdtempSync(path.join(tmpdir(), "rootstock-states-"));
  try {
    return await readStates(request, { name: "account-roles", directory }, stacks);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readStates(
  request: MadeRolesRequest,
  reader: StackDirectory,
  stacks: readonly string[],
): Promise<Published> {
  if (stacks.length === 0) return {};
  const { terraform } = request;
  const states = Object.fromEntries(stacks.map((name) => [name, remoteState(request, name)]));
  const json = JSON.stringify({ data: { terraform_remote_state: states } });
  writeFileSync(path.join(reader.directory, "cdk.tf.json"), json);
  try {
    await initialize(terraform, reader);
    await plan(terraform, reader);
    return readPlan(await showPlan(terraform, reader, "stack.tfplan"), reader.name).published;
  } catch (error) {
    const missing = error instanceof TerraformFailure ? neverApplied(error.errors) : [];
    const others = stacks.filter((name) => !missing.includes(name));
    if (others.length === stacks.length) throw error;
    return readStates(request, reader, others);
  }
}

function remoteState({ zone, stacksDirectory }: MadeRolesRequest, stackName: string) {
  const location = stateLocation(stackName, zone);
  switch (location.type) {
    case "local":
      return { backend: "local", config: { path: path.resolve(stacksDirectory, stackName, location.path) } };
    case "s3": {
      const { bucket, region, key } = location;
      return { backend: "s3", config: { bucket, region, key } };
    }
    case "cloud":
      throw new Error(`the state of ${stackName} is read by its own stack`);
    default:
      return location satisfies never;
  }
}
