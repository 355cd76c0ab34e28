/** An organization as AWS lists it now, as far as it is compared with the configuration. */
export interface OrganizationAsItIs {
  readonly rootId: string;
  readonly units: readonly LiveUnit[];
  readonly accounts: readonly LiveAccount[];
  /** Those of the organization's own, not AWS's, with what they are attached to. */
  readonly policies: readonly AttachedPolicy[];
  /** Principals of services with trusted access. */
  readonly trustedServices: readonly string[];
  readonly delegations: readonly Delegation[];
}

/** One organizational unit. */
export interface LiveUnit {
  readonly id: string;
  readonly name: string;
  /** The id of the root or unit above. */
  readonly parentId: string;
}

/** One account, where it is. */
export interface LiveAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** `ACTIVE`, `SUSPENDED` and the like. */
  readonly state: string;
  /** The id of the root or unit that it is in. */
  readonly parentId: string;
}

/** One policy and its attachments. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  /** As AWS names it. */
  readonly type: string;
  /** The ids of root, units and accounts. */
  readonly targetIds: readonly string[];
}

/** One service that an account administers for the organization. */
export interface Delegation {
  readonly accountId: string;
  /** A service's principal. */
  readonly service: string;
}
