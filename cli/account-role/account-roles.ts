import path from "node:path";
import { STSClient } from "@aws-sdk/client-sts";
import { deploymentRoleOutput } from "../../constructs/deployment-roles";
import { baselineStackName } from "../../model/baseline";
import { ACCOUNT_ROLE_VARIABLE, DEPLOY_ROLE, PLAN_ROLE } from "../../model/deployment-roles";
import type { LandingZone } from "../../model/landing-zone";
import { inParallel } from "../audit/in-parallel";
import { awsClientSettings } from "../aws-client";
import { Failure } from "../failure";
import { publishes, type TerraformJsonByStack } from "../terraform/terraform-json";
import type { StackDirectory, Terraform } from "../terraform/terraform-run";
import { denialOf } from "./denial";
import { type MadeRoles, madeRoles } from "./made-roles";
import { memberAccountOf } from "./member-account";
import type { AccountRoles, StackRole } from "./stack-role";

/** The stacks of a run, and the role that was named for it. */
export interface AccountRolesRequest {
  /** What `--account-role` named; `undefined` leaves every stack as it is, and asks nobody. */
  readonly role: string | undefined;
  readonly zone: LandingZone;
  readonly stacks: readonly StackDirectory[];
  /** The Terraform JSON of every stack, also of those that are not run. */
  readonly head: TerraformJsonByStack;
  readonly terraform: Terraform;
}

/** Where the answers come from. */
export interface RoleSources {
  /** The ARN of the role by account, as far as baselines have made it. */
  readonly made: (role: string, accounts: readonly string[]) => Promise<MadeRoles>;
  /** What AWS says to a caller that may not assume a role; `undefined` where it may. */
  readonly denial: (roleArn: string) => Promise<string | undefined>;
}

const PROBES_AT_ONCE = 8;

/**
 * Settles which role a run assumes in the account of each of its stacks, once and before anything is planned.
 *
 * `rootstock-plan` and `rootstock-deploy` are in an account when its baseline's state says so. Where they are not, a run
 * that deploys goes in by `accountAccessRole`, for the first baseline; one that plans leaves the stack out. Any other
 * role is taken at its word.
 *
 * @throws Failure when states cannot be read, or AWS cannot be asked
 */
export async function settleAccountRoles(
  request: AccountRolesRequest,
  sources: RoleSources = sourcesOf(request),
): Promise<AccountRoles> {
  const { role, stacks, head, zone } = request;
  if (role === undefined) return { named: role, of: () => ({ kind: "default" }), notes: [] };
  const accountOf = new Map(
    stacks.flatMap(({ name }): readonly (readonly [string, string])[] => {
      const account = memberAccountOf(head.get(name));
      return account === undefined ? [] : [[name, account]];
    }),
  );
  const accounts = [...new Set(accountOf.values())].sort();
  const settled = await settle(role, accounts, request, sources);
  return {
    named: role,
    of: ({ name }) => settled.get(accountOf.get(name) ?? "") ?? { kind: "default" },
    notes: notesOn(role, accounts, zone, settled),
  };
}

async function settle(
  role: string,
  accounts: readonly string[],
  { zone, head }: AccountRolesRequest,
  { made, denial }: RoleSources,
): Promise<ReadonlyMap<string, StackRole>> {
  const all = (result: StackRole) => new Map(accounts.map((account) => [account, result]));
  if (accounts.length === 0 || (role !== PLAN_ROLE && role !== DEPLOY_ROLE)) return all({ kind: "assumed", role });
  const arns = await made(role, accounts);
  const settled = await inParallel(accounts, PROBES_AT_ONCE, async (account): Promise<[string, StackRole]> => {
    const arn = arns.get(account);
    if (arn === undefined) return [account, withoutRole(role, account, zone, head)];
    const denied = await denial(arn);
    return [
      account,
      denied === undefined ? { kind: "assumed", role } : { kind: "denied", failure: refused(arn, denied) },
    ];
  });
  return new Map(settled);
}

function withoutRole(
  role: string,
  account: string,
  { accountAccessRole }: LandingZone,
  head: TerraformJsonByStack,
): StackRole {
  if (role === DEPLOY_ROLE) return { kind: "assumed", role: accountAccessRole };
  const baseline = baselineStackName(account);
  const isMade = publishes(head.get(baseline), deploymentRoleOutput(role));
  return { kind: "missing", missing: { account, role, madeBy: isMade ? baseline : undefined } };
}

function refused(roleArn: string, answer: string): Failure {
  return new Failure(
    `The baseline of the account has made the role ${roleArn}, but it cannot be assumed: ${answer}`,
    "Use the credentials of the pipeline's role that it trusts; if somebody deleted it, apply the account's baseline without --account-role, and it is made again.",
  );
}

function notesOn(
  role: string,
  accounts: readonly string[],
  { accountAccessRole }: LandingZone,
  settled: ReadonlyMap<string, StackRole>,
): readonly string[] {
  const instead = accounts.filter((account) => {
    const found = settled.get(account);
    return found?.kind === "assumed" && found.role !== role;
  });
  if (instead.length === 0) return [];
  const where = instead.length === 1 ? "the account" : "the accounts";
  return [`${accountAccessRole} is assumed in ${where} ${instead.join(", ")}, where there is no ${role} yet.`];
}

/** Terraform that assumes in each stack's account what was settled for it. */
export function withAccountRoles(terraform: Terraform, roles: AccountRoles): Terraform {
  return {
    ...terraform,
    environmentOf: (stack) => {
      const found = roles.of(stack);
      return found.kind === "assumed" ? { [`TF_VAR_${ACCOUNT_ROLE_VARIABLE}`]: found.role } : {};
    },
  };
}

function sourcesOf({ zone, stacks, terraform }: AccountRolesRequest): RoleSources {
  const stacksDirectory = path.dirname(stacks[0]?.directory ?? "");
  let sts: STSClient | undefined;
  return {
    made: (role, accounts) => madeRoles({ role, accounts, zone, stacksDirectory, terraform }),
    denial: (roleArn) => {
      sts ??= new STSClient(awsClientSettings(zone.homeRegion));
      return denialOf(sts, roleArn);
    },
  };
}
