import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Region } from "../catalogue/regions";
import { roleArn } from "../model/names";
import type { LandingZoneStack } from "./landing-zone-stack";

/** The account that a provider acts in; without a role it is the caller's own. */
export interface ProviderAccount {
  /** Its id: a literal, or an expression that is known when the stack is planned. */
  readonly accountId: string;
  /** The role to assume in it, by name. */
  readonly role?: string;
}

/**
 * The AWS providers of one stack in one account, one a Region.
 *
 * Every one of them is bound to its account by `allowed_account_ids`: with other credentials Terraform stops before it
 * reads anything.
 */
export class AccountProviders {
  private readonly stack: LandingZoneStack;
  private readonly account: ProviderAccount;
  private readonly byRegion = new Map<Region, AwsProvider>();

  constructor(stack: LandingZoneStack, account: ProviderAccount) {
    this.stack = stack;
    this.account = account;
    this.in(stack.zone.homeRegion);
  }

  /** The provider in the home Region, which is the stack's default. */
  get home(): AwsProvider {
    return this.in(this.stack.zone.homeRegion);
  }

  /** The provider in a Region; made on first use. */
  in(region: Region): AwsProvider {
    const known = this.byRegion.get(region);
    if (known !== undefined) return known;
    const provider = this.create(region);
    this.byRegion.set(region, provider);
    return provider;
  }

  private create(region: Region): AwsProvider {
    const { zone } = this.stack;
    const { accountId, role } = this.account;
    const isHome = region === zone.homeRegion;
    return new AwsProvider(this.stack, `aws_${region}`, {
      region,
      ...(isHome ? {} : { alias: region }),
      allowedAccountIds: [accountId],
      ...(role === undefined
        ? {}
        : { assumeRole: [{ roleArn: roleArn(zone.partition, accountId, role), sessionName: "rootstock" }] }),
      defaultTags: [{ tags: { ...zone.tags } }],
    });
  }
}
