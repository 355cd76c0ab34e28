import type { Account } from "../model/landing-zone";
import { accountsStackName } from "../model/ledger";
import type { LandingZoneStack } from "./landing-zone-stack";
import { PublishedValues } from "./published-values";

/** The name under which an accounts stack publishes the id of an account. */
export function accountIdOutput(key: string): string {
  return `account_id_${key}`;
}

/** The id of an account as text of a stack's JSON, in a stack that looks the account up with {@link AccountIds}. */
export function accountIdExpression({ key, shard }: Pick<Account, "key" | "shard">): string {
  return `\${data.terraform_remote_state.${accountsStackName(shard)}.outputs.${accountIdOutput(key)}}`;
}

/** Looks up account ids for one consumer, reading only the shards that it asks for. */
export class AccountIds {
  private readonly consumer: LandingZoneStack;
  private readonly shards: readonly LandingZoneStack[];
  private readonly read = new Map<string, PublishedValues>();

  constructor(consumer: LandingZoneStack, shards: readonly LandingZoneStack[]) {
    this.consumer = consumer;
    this.shards = shards;
  }

  /** The id of an account, as a Terraform expression that is known when the consumer is planned. */
  of(account: Account): string {
    return this.values(accountsStackName(account.shard)).get(accountIdOutput(account.key));
  }

  private values(stackName: string): PublishedValues {
    const known = this.read.get(stackName);
    if (known !== undefined) return known;
    const shard = this.shards.find((candidate) => candidate.stackName === stackName);
    if (shard === undefined) throw new Error(`no stack ${stackName}`);
    const values = new PublishedValues(this.consumer, shard);
    this.read.set(stackName, values);
    return values;
  }
}
