/** What a key of the ledger names. */
export type IdentityKind = "account" | "organizational-unit" | "guardrail" | "foundation";

/**
 * What became of a key.
 *
 * `active`: in the configuration. `moved`: renamed to `successor`. `closing`: taken out to be closed or deleted.
 * `released`: taken out and left as it is. Every state but `active` is final: the key is never used again.
 */
export type IdentityState = "active" | "moved" | "closing" | "released";

/** One key that was synthesized at least once. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly state: IdentityState;
  /** The key it was renamed to, when `state` is `moved`. */
  readonly successor?: string;
  /** Why it was taken out, when `state` is `closing` or `released`. */
  readonly reason?: string;
  /** Of an account: the number of its `accounts-<shard>` state. */
  readonly shard?: number;
  /** Of an account: its 12-digit id, once known. */
  readonly accountId?: string;
  /** Of an account: its root e-mail address in lower case; stays when the account is gone, for AWS never frees it. */
  readonly email?: string;
  /** Of an organizational unit: the key of its parent, or `root`. */
  readonly parent?: string;
}

/** A key and its kind, as the tripwire of a stack remembers it. */
export interface StackIdentity {
  readonly key: string;
  readonly kind: IdentityKind;
}

/**
 * The ledger `identities.lock.json`: every key ever synthesized.
 *
 * Terraform's `prevent_destroy` protects nothing once a resource's block is gone. The ledger notices that it is gone.
 */
export interface Ledger {
  readonly version: 1;
  /** The organization it belongs to. */
  readonly managementAccountId: string;
  readonly identities: Readonly<Record<string, Identity>>;
}

/** How many accounts one `accounts-<shard>` state holds. */
export const ACCOUNTS_PER_SHARD = 50;

/** The name of the state that holds the accounts of a shard. */
export function accountsStackName(shard: number): string {
  return `accounts-${shard}`;
}
