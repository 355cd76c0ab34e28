/** What a call found, or why it found nothing. */
export type Observation<T> =
  | { readonly kind: "observed"; readonly value: T }
  /** The caller lacks this permission, for example `organizations:ListAccounts`. */
  | { readonly kind: "denied"; readonly permission: string }
  | { readonly kind: "failed"; readonly permission: string; readonly message: string };

/** Who makes the calls. */
export interface Caller {
  /** 12 digits. */
  readonly accountId: string;
  readonly arn: string;
}

/** The organization that the account is in. */
export interface LiveOrganization {
  readonly id: string;
  /** `ALL` or `CONSOLIDATED_BILLING`. */
  readonly featureSet: string;
  readonly managementAccountId: string;
}

/** One account of the organization, the management account included. */
export interface LiveAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE` and the like. */
  readonly state: string;
}

/** One trail that reaches the management account. */
export interface LiveTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly isOrganizationTrail: boolean;
}

/** One policy that carries Control Tower's name prefix, with the nodes that it is attached to. */
export interface ControlTowerPolicy {
  readonly name: string;
  readonly targets: readonly { readonly kind: string; readonly name: string }[];
}

/** One instance of IAM Identity Center. */
export interface IdentityCenterInstance {
  readonly arn: string;
  readonly region: string;
}

/** Who has a bucket name: nobody, the management account itself, or some other account. */
export type BucketState = "free" | "owned" | "taken";

/** A bucket name that the landing zone needs. */
export interface BucketName {
  readonly name: string;
  readonly state: BucketState;
}

/** What was found in the management account and its organization; all of it read-only. */
export interface LiveFacts {
  /** `undefined`: the account is in no organization; then everything about the organization is empty. */
  readonly organization: Observation<LiveOrganization | undefined>;
  readonly enabledPolicyTypes: Observation<readonly string[]>;
  readonly accounts: Observation<readonly LiveAccount[]>;
  /** The keys that Rootstock wrote on accounts as it created them, by account id. */
  readonly accountKeys: Observation<Readonly<Record<string, string>>>;
  /** How many accounts the organization may have, the management account included. */
  readonly accountQuota: Observation<number>;
  /** Service principals with trusted access. */
  readonly trustedServices: Observation<readonly string[]>;
  readonly controlTowerPolicies: Observation<readonly ControlTowerPolicy[]>;
  readonly identityCenter: Observation<readonly IdentityCenterInstance[]>;
  readonly trails: Observation<readonly LiveTrail[]>;
  readonly buckets: Observation<readonly BucketName[]>;
}

/** The `terraform` or `tofu` program on this machine. */
export type TerraformFact =
  | { readonly kind: "found"; readonly description: string }
  | { readonly kind: "unusable"; readonly message: string; readonly remedy: string };

/** Everything that the checks judge. */
export interface Facts {
  readonly caller: Caller;
  readonly terraform: TerraformFact;
  /** `undefined` when the caller is not in the declared management account: nothing else was asked there. */
  readonly live: LiveFacts | undefined;
}
