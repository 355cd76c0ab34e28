import type { STSClient } from "@aws-sdk/client-sts";
import { accountIdOutput } from "../../constructs/account-ids";
import type { LandingZone } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import { roleArn } from "../../model/names";
import { untilAccountIsUsable } from "../account-readiness";
import { memberAccountOf } from "../account-role/member-account";
import type { AccountRoles } from "../account-role/stack-role";
import { Failure } from "../failure";
import type { SynthesizedStack } from "../synthesize";
import type { Initialization } from "../terraform/stack-steps";
import type { TerraformJsonByStack } from "../terraform/terraform-json";
import { initialize, outputs, type Terraform } from "../terraform/terraform-run";

/** The accounts that may be new, and how they are entered. */
export interface ReadyAccounts {
  readonly zone: LandingZone;
  /** Every stack of the landing zone, also those that are not applied. */
  readonly stacks: readonly SynthesizedStack[];
  readonly head: TerraformJsonByStack;
  readonly roles: AccountRoles;
  readonly terraform: Terraform;
  /** Of the stacks that are applied. */
  readonly initialization: Initialization;
  readonly isApplied: (stack: string) => boolean;
  readonly sts: Pick<STSClient, "send">;
}

/** Waits until the account that a stack works in can be entered; at once for a stack of the management account. */
export function untilAccountReady(accounts: ReadyAccounts): (stack: SynthesizedStack) => Promise<void> {
  const { zone, head, roles, terraform, sts } = accounts;
  const shards = new Map<number, ReturnType<typeof outputs>>();
  return async (stack) => {
    const key = memberAccountOf(head.get(stack.name));
    const account = zone.accounts.find((candidate) => candidate.key === key);
    if (account === undefined) return;
    const published = shards.get(account.shard) ?? readShard(accounts, account.shard);
    shards.set(account.shard, published);
    const accountId = publishedId(await published, account);
    const role = roles.of(stack);
    await untilAccountIsUsable({
      sts,
      account: account.key,
      roleArn: roleArn(zone.partition, accountId, role.kind === "assumed" ? role.role : zone.accountAccessRole),
      ...(terraform.signal === undefined ? {} : { signal: terraform.signal }),
    });
  };
}

/** The id of an account, as the state of its shard publishes it. */
export function publishedId(
  published: Readonly<Record<string, unknown>>,
  { key, shard }: Pick<LandingZone["accounts"][number], "key" | "shard">,
): string {
  const id = published[accountIdOutput(key)];
  if (typeof id === "string") return id;
  throw new Failure(
    `The state of the stack ${accountsStackName(shard)} publishes no id of the account ${key}`,
    "Plan and apply that stack first: it creates the account, or publishes its id.",
  );
}

async function readShard(accounts: ReadyAccounts, shard: number): ReturnType<typeof outputs> {
  const { stacks, terraform, initialization, isApplied } = accounts;
  const name = accountsStackName(shard);
  const stack = stacks.find((candidate) => candidate.name === name);
  if (stack === undefined) throw new Error(`there is no stack ${name}`);
  // A checkout that is new has initialized nothing but what it applies.
  await (isApplied(name) ? initialization.of(stack) : initialize(terraform, stack));
  return outputs(terraform, stack);
}
