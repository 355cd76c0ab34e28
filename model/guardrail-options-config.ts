/** An AWS account outside the organization that is trusted with resources in it. */
export interface VendorAccountConfig {
  /** Its 12-digit account id. */
  readonly id: string;
  /** Who that is and why, for the people who review it. */
  readonly reason: string;
}

/** An OpenID Connect provider whose tokens may be exchanged for a role. */
export interface OidcIssuerConfig {
  /** Its address without `https://`, as IAM names the provider: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /**
   * Patterns of the `sub` claim, for a provider that issues tokens to everybody: `repo:acme/*`.
   *
   * @default any subject: right only for a provider of your own, such as that of a cluster
   */
  readonly subjects?: readonly string[];
  /** Who that is and why, for the people who review it. */
  readonly reason: string;
}

/** Whom the resource control policies let in beside the organization itself. */
export interface PerimeterConfig {
  /** Spared by `rcp-identity-perimeter` and `rcp-confused-deputy`. @default none */
  readonly vendorAccounts?: readonly VendorAccountConfig[];
  /** The only ones from which `rcp-identity-perimeter` accepts web identities. @default none */
  readonly oidcIssuers?: readonly OidcIssuerConfig[];
}

/** What the guardrail `tag-policy` says of one tag key; its record key is the spelling of the tag key. */
export interface TagRuleConfig {
  /** The values that comply; `*` stands for other characters. @default any value */
  readonly values?: readonly string[];
  /**
   * Resource types that cannot be tagged in another way, like `ec2:instance` or `ec2:*`.
   *
   * @default none: what does not comply is reported, not refused
   */
  readonly enforcedFor?: readonly string[];
}

/** Actions that `region-restriction` leaves alone in every Region. */
export interface RegionExemptionConfig {
  /** An action of a service, `*` stands for other characters: `polly:*`. */
  readonly action: string;
  /** Why, for the people who review it. */
  readonly reason: string;
}
