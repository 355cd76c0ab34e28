import { STSClient } from "@aws-sdk/client-sts";
import { accountIdOutput } from "../../constructs/account-ids";
import type { Emulator } from "../../emulator/emulator";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import { roleArn } from "../../model/names";
import { untilAccountIsUsable } from "../account-readiness";
import { awsClientSettings } from "../aws-client";
import type { SynthesizedStack } from "../synthesize";
import type { Rollout } from "../terraform/apply-all";
import { outputs, type Terraform } from "../terraform/terraform-run";

/** The landing zone whose accounts are waited for. */
export interface WaitedForLandingZone {
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  readonly emulator: Emulator;
  readonly terraform: Terraform;
}

/** Lets the baseline of an account wait until the account is usable; every other stack is ready at once. */
export function baselineReadiness(landingZone: WaitedForLandingZone): NonNullable<Rollout["untilReady"]> {
  const { zone, terraform, stacks, emulator } = landingZone;
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const sts = new STSClient({
    ...awsClientSettings(zone.homeRegion, emulator.environment),
    credentials: { accessKeyId, secretAccessKey },
  });
  const accounts = new Map(zone.accounts.map((account) => [baselineStackName(account.key), account]));
  const read = new Map<string, ReturnType<typeof outputs>>();
  return async ({ name }) => {
    const account = accounts.get(name);
    if (account === undefined) return;
    const shard = accountsStackName(account.shard);
    const stack = stacks.find((candidate) => candidate.name === shard);
    if (stack === undefined) throw new Error(`there is no stack ${shard}`);
    const values = read.get(shard) ?? outputs(terraform, stack);
    read.set(shard, values);
    const accountId = String((await values)[accountIdOutput(account.key)]);
    await untilAccountIsUsable({
      sts,
      account: account.key,
      roleArn: roleArn(zone.partition, accountId, zone.accountAccessRole),
      ...(terraform.signal === undefined ? {} : { signal: terraform.signal }),
    });
  };
}
