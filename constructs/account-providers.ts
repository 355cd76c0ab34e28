import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Region } from "../catalogue/regions";
import { roleArn } from "../model/names";
import { accountRole } from "./account-role";
import type { LandingZoneStack } from "./landing-zone-stack";

/** The account that a provider acts in. */
export interface ProviderAccount {
  /** Its id: a literal, or an expression that is known when the stack is planned. */
  readonly accountId: string;
  /**
   * Whether it is a member account: the stack then has a variable that names the role to assume there.
   *
   * @default false, it is the caller's own
   */
  readonly isMember?: boolean;
}

/**
 * The AWS providers of one stack in one account, one a Region.
 *
 * Every one of them is bound to its account by `allowed_account_ids`: with other credentials Terraform stops before it
 * reads anything.
 */
export class AccountProviders {
  private readonly stack: LandingZoneStack;
  private readonly accountId: string;
  /** The ARN of the role to assume. */
  private readonly roleArn: string | undefined;
  private readonly byRegion = new Map<Region, AwsProvider>();

  constructor(stack: LandingZoneStack, { accountId, isMember = false }: ProviderAccount) {
    this.stack = stack;
    this.accountId = accountId;
    this.roleArn = isMember ? roleArn(stack.zone.partition, accountId, accountRole(stack)) : undefined;
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
    const isHome = region === zone.homeRegion;
    return new AwsProvider(this.stack, `aws_${region}`, {
      region,
      ...(isHome ? {} : { alias: region }),
      allowedAccountIds: [this.accountId],
      ...(this.roleArn === undefined ? {} : { assumeRole: [{ roleArn: this.roleArn, sessionName: "rootstock" }] }),
      defaultTags: [{ tags: { ...zone.tags } }],
    });
  }
}
