import {
  ACCOUNT_STATES,
  type AccountState,
  STACK_CONSEQUENCES,
  type StackConsequence,
  type StackKind,
} from "../catalogue/account-lifecycle";
import type { LandingZoneConfig } from "./config";
import type { AccountNode } from "./config-tree";
import type { Identity, Ledger } from "./ledger";

/** The state of an account that is in the configuration. */
export type PresentState = Extract<AccountState, "active" | "suspended">;

/** The state of an account that was taken out of it. */
export type DepartedState = Exclude<AccountState, PresentState>;

/** A member account that was taken out of the configuration. */
export interface DepartedAccount {
  readonly key: string;
  readonly state: DepartedState;
  readonly identity: Identity;
}

/** What a state of an account means to a kind of stack. */
export function consequence<Kind extends StackKind>(state: AccountState, kind: Kind): StackConsequence<Kind> {
  return ACCOUNT_STATES[state].stacks[kind];
}

/** Whether the last day of an account still means anything. */
export function hasLastDay(state: AccountState): boolean {
  return consequence(state, "security") === "reminded";
}

/** Whether an account or a unit is in the unit for accounts on their way out, or below it. */
export function isSuspended({ lineage }: Pick<AccountNode, "lineage">): boolean {
  return lineage.some(({ config: { purpose } }) => purpose === "suspended");
}

/** The state of an account as it is written, or that an account would have in a unit. */
export function presentState(node: Pick<AccountNode, "lineage">): PresentState {
  return isSuspended(node) ? "suspended" : "active";
}

/** What a state of an account means to a kind of stack, in a sentence or two. */
export function consequenceText(state: AccountState, kind: StackKind): string {
  const texts: Readonly<Record<string, string>> = STACK_CONSEQUENCES[kind];
  return texts[consequence(state, kind)] ?? "";
}

/** Those accounts that a kind of stack must forget without destroying what it holds of them. */
export function forgottenAccounts(
  departed: readonly DepartedAccount[],
  kind: "accounts" | "guardrails",
): readonly DepartedAccount[] {
  return departed.filter(({ state }) => consequence(state, kind) === "forgotten");
}

type Removals = Pick<LandingZoneConfig, "closing" | "released">;

/** The accounts that were taken out, or are taken out by this configuration, in the order of the ledger. */
export function departedAccounts(config: Removals, ledger: Ledger | undefined): readonly DepartedAccount[] {
  return Object.entries(ledger?.identities ?? {}).flatMap(([key, identity]) => {
    const state = identity.kind === "account" ? departedState(key, identity, config) : undefined;
    return state === undefined ? [] : [{ key, state, identity }];
  });
}

/** An entry says what the next ledger will say, and is judged by rules of its own where this one says otherwise. */
function departedState(
  key: string,
  { state }: Identity,
  { closing = [], released = [] }: Removals,
): DepartedState | undefined {
  if (state === "moved") return undefined;
  if (state === "released" || released.some((entry) => entry.key === key)) return "released";
  if (closing.some((entry) => entry.key === key)) return "closing";
  return state === "closing" ? "closed" : undefined;
}
