import type { AccountCreationFailureId } from "../../catalogue/account-creation-failures";
import { canonicalEmail } from "../../model/email-address";
import type { Diagnostic } from "../terraform/terraform-events";
import type { CreatedAccount } from "./created-accounts";
import { creationFailureOf } from "./creation-failure";
import type { HeldResource } from "./stack-state";

/** What became of an account that a plan was to create. */
export interface AccountOutcome {
  readonly stack: string;
  /** Its key. */
  readonly account: string;
  /**
   * `exists`: and its state has it. `unfinished`: its state has it, and Terraform did not come to the end of it.
   * `unknown`: it is in the organization, and no state has it. `in-progress`: AWS is still creating it. `failed`: AWS or
   * Terraform said no. `not-begun`: nobody asked for it yet.
   */
  readonly state: "exists" | "unfinished" | "unknown" | "in-progress" | "failed" | "not-begun";
  /** Of an account that exists. */
  readonly id?: string;
  /** Of one that failed, where AWS names a reason. */
  readonly reason?: AccountCreationFailureId;
  /** What Terraform said of it. */
  readonly error?: string;
}

/** What is known when an apply has failed. */
export interface AccountFacts {
  /** The accounts in the states, by stack and address. */
  readonly held: ReadonlyMap<string, ReadonlyMap<string, HeldResource>>;
  /** The ids of the accounts in the organization, by their e-mail address in lower case. */
  readonly live: ReadonlyMap<string, string>;
  /** The names of the accounts that AWS is still creating. */
  readonly inProgress: ReadonlySet<string>;
  /** What Terraform reported, by stack. */
  readonly errors: ReadonlyMap<string, readonly Diagnostic[]>;
}

/**
 * What became of each account that a plan was to create.
 *
 * The states and the organization say whether it exists, whatever Terraform said: an address is taken, too, when AWS has
 * created the account and its answer was lost.
 */
export function accountOutcomes(created: readonly CreatedAccount[], facts: AccountFacts): readonly AccountOutcome[] {
  return created.map((account) => ({ stack: account.stack, account: account.key, ...outcomeOf(account, facts) }));
}

function outcomeOf(
  { stack, address, name, email }: CreatedAccount,
  { held, live, inProgress, errors }: AccountFacts,
): Omit<AccountOutcome, "stack" | "account"> {
  const found = errors.get(stack)?.find((diagnostic) => diagnostic.address === address);
  const error = found === undefined ? {} : { error: [found.summary, found.detail].filter(Boolean).join(": ") };
  const inState = held.get(stack)?.get(address);
  const id = inState?.id ?? live.get(canonicalEmail(email));
  const known = id === undefined ? {} : { id };
  if (inState?.isTainted === true) return { state: "unfinished", ...known, ...error };
  if (inState !== undefined) return { state: "exists", ...known };
  if (id !== undefined) return { state: "unknown", ...known };
  if (inProgress.has(name)) return { state: "in-progress" };
  if (error.error === undefined) return { state: "not-begun" };
  const reason = creationFailureOf(error.error);
  return { state: "failed", ...(reason === undefined ? {} : { reason }), ...error };
}
