import type { PolicyType } from "../catalogue/guardrails";
import type { ContactKind } from "./adoption-config";

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
  /** Of an account: its root e-mail address in its canonical form; stays when the account is gone. */
  readonly email?: string;
  /** Of an account: the addresses that it had before, oldest first; no other account may have them. @default none */
  readonly formerEmails?: readonly string[];
  /** Of an account: whether it was in the Suspended unit, or below it, when it was last synthesized. @default false */
  readonly suspended?: true;
  /** Of an organizational unit: the key of its parent, or `root`. */
  readonly parent?: string;
}

/** A key and its kind, as the tripwire of a stack remembers it. */
export interface StackIdentity {
  readonly key: string;
  readonly kind: IdentityKind;
}

/** Guardrails in a policy, or nodes that it is attached to, by key. */
export interface PolicyParts {
  /** @default none */
  readonly guardrails?: readonly string[];
  /** @default none */
  readonly targets?: readonly string[];
}

/**
 * What one organization policy holds, and where it is attached.
 *
 * A guardrail that moves is in two policies until the team says that the first apply is done. So a record knows what is
 * `leaving`: still there, because what takes its place may not be applied yet; and what is `arriving`: new, and not
 * known to be applied.
 */
export interface PolicyRecord {
  readonly policyType: PolicyType;
  /** `deleted` and `released` are final: a shared policy's id is never used again. */
  readonly state: "active" | "deleted" | "released";
  /** `root` or the keys of units and accounts, sorted; without those that are leaving. */
  readonly targets: readonly string[];
  /** The guardrails in it, without those that are leaving, with the characters that each takes. */
  readonly guardrails: Readonly<Record<string, number>>;
  /** @default nothing */
  readonly arriving?: PolicyParts;
  /** @default nothing */
  readonly leaving?: PolicyParts;
  /** The policies that must be attached before this one changes, for they took what no longer fitted. @default none */
  readonly after?: readonly string[];
}

/** Every organization policy of the guardrails, by its id: a guardrail's key, or `scp_1`, `rcp_1` where they share one. */
export type PolicyRecords = Readonly<Record<string, PolicyRecord>>;

/** A policy that exists, and the nodes that it is attached to by key. */
export interface AdoptedPolicy {
  readonly id: string;
  readonly targets: readonly string[];
}

/**
 * What existed in AWS when the organization was adopted, by key, with the ids that AWS gave it.
 *
 * Terraform imports exactly this. The tripwires wait until it has: nothing may be added before everything is imported.
 */
export interface Adoption {
  readonly organizationId: string;
  readonly rootId: string;
  /** The day on which it was first read, `YYYY-MM-DD`; waivers are counted from it. */
  readonly on: string;
  /** The SHA-256 of the configuration as it was written, so that an edited one is never written over. */
  readonly digest: string;
  /** Whether both features of central root access were on. */
  readonly centralRootAccess: boolean;
  readonly organizationalUnits: Readonly<Record<string, string>>;
  readonly accounts: Readonly<Record<string, string>>;
  readonly policies: Readonly<Record<string, AdoptedPolicy>>;
  /** Alternate contacts by account, `management` included. */
  readonly contacts: Readonly<Record<string, readonly ContactKind[]>>;
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
  /** Which guardrail is in which policy. @default every guardrail of `identities` in a policy of its own */
  readonly policies?: PolicyRecords;
  /** @default nothing was adopted, or everything is imported */
  readonly adoption?: Adoption;
}

/** How many accounts one `accounts-<shard>` state holds. */
export const ACCOUNTS_PER_SHARD = 50;

/** The name of the state that holds the accounts of a shard. */
export function accountsStackName(shard: number): string {
  return `accounts-${shard}`;
}
