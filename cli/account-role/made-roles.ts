import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type StateLocation, stateLocation } from "../../constructs/backend";
import { deploymentRoleOutput } from "../../constructs/deployment-roles";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import type { StackPlan } from "../../reports/plan/stack-plan";
import { neverApplied } from "../plan/plan-stacks";
import { readPlan } from "../terraform/plan-json";
import {
  initialize,
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

/**
 * Asks the states of accounts' baselines which of them have made a role.
 *
 * Terraform reads all of them at once, by the way in which one stack reads another, so it works with every backend and
 * calls nothing in the accounts.
 *
 * @throws Failure when the states cannot be read; one that is not there is none
 */
export async function madeRoles(request: MadeRolesRequest): Promise<MadeRoles> {
  const { role, accounts } = request;
  const directory = mkdtempSync(path.join(tmpdir(), "rootstock-states-"));
  try {
    const published = await readStates(request, { name: "account-roles", directory }, accounts.map(baselineStackName));
    const output = deploymentRoleOutput(role);
    return new Map(
      accounts.flatMap((account): readonly (readonly [string, string])[] => {
        const arn = published[baselineStackName(account)]?.[output];
        return typeof arn === "string" ? [[account, arn]] : [];
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readStates(
  request: MadeRolesRequest,
  reader: StackDirectory,
  stacks: readonly string[],
): Promise<StackPlan["published"]> {
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
  const location: StateLocation = stateLocation(stackName, zone);
  switch (location.type) {
    case "local":
      return { backend: "local", config: { path: path.resolve(stacksDirectory, stackName, location.path) } };
    case "s3": {
      const { bucket, region, key } = location;
      return { backend: "s3", config: { bucket, region, key } };
    }
    case "cloud": {
      const { hostname, organization, workspace } = location;
      return { backend: "remote", config: { hostname, organization, workspaces: { name: workspace } } };
    }
    default:
      return location satisfies never;
  }
}
