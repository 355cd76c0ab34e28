import type { LandingZoneConfig } from "../../model/config";
import { type AccountNode, type ConfigTree, configTree, type UnitNode } from "../../model/config-tree";
import type { Ledger } from "../../model/ledger";
import type { Problem } from "../../model/problem";
import { ROOT_NODE } from "../../model/root-node";
import { suggestion } from "../../model/suggestion";
import type { ValidatedConfiguration } from "../../policies/validate";
import type { ConfigEdit } from "./config-edit";

/** The organization as the configuration and the ledger describe it. */
export interface Organization {
  readonly config: LandingZoneConfig;
  readonly tree: ConfigTree;
  /** Only when it is this organization's. */
  readonly ledger: Ledger | undefined;
}

/** A change of the configuration that was asked for, worked out but not yet checked. */
export interface AccountChange {
  /** What it does, in one sentence without a full stop. */
  readonly title: string;
  readonly edits: readonly ConfigEdit[];
  /** What it means for the account and the people, and what comes next, one sentence or more each. */
  readonly meaning: (after: ValidatedConfiguration) => readonly string[];
}

/** The change, or why what was asked for makes no sense. */
export type Worked = AccountChange | { readonly problems: readonly Problem[] };

/** Flattens a configuration whose structure is sound. */
export function organizationOf(config: LandingZoneConfig, ledger: Ledger | undefined): Organization {
  const isOwn = ledger?.managementAccountId === config.managementAccount.id;
  return { config, tree: configTree(config), ledger: isOwn ? ledger : undefined };
}

/** The account of a key, or the problem that there is none. */
export function accountOf({ tree }: Organization, key: string): AccountNode | Problem {
  const keys = tree.accounts.map((account) => account.key);
  return (
    tree.accounts.find((account) => account.key === key) ?? {
      rule: "account-known",
      path: ["organizationalUnits"],
      message: `there is no account "${key}" in the configuration`,
      remedy: suggestion(key, keys, "Give the key of an account."),
    }
  );
}

/** The unit of a key, or the problem that there is none. */
export function unitOf({ tree }: Organization, key: string): UnitNode | Problem {
  const keys = tree.units.map((unit) => unit.key);
  if (key === ROOT_NODE) return THE_ROOT;
  return (
    tree.units.find((unit) => unit.key === key) ?? {
      rule: "unit-known",
      path: ["organizationalUnits"],
      message: `there is no unit "${key}" in the configuration`,
      remedy: suggestion(key, keys, "Give the key of a unit."),
    }
  );
}

/** The root has no guardrails of units, and whoever adopts an organization is to empty it. */
const THE_ROOT: Problem = {
  rule: "unit-known",
  path: ["rootAccounts"],
  message: '"root" is no unit: rootAccounts is for accounts that were directly below the root before',
  remedy: "Give the key of a unit. To leave an account below the root, write it into rootAccounts by hand.",
};

/** Whether a unit or account was not found. */
export function isProblem(value: object): value is Problem {
  return "rule" in value;
}

/** The stack that holds an account, after a change. */
export function accountsStack({ nextLedger }: ValidatedConfiguration, key: string): string {
  return `accounts-${nextLedger?.identities[key]?.shard ?? 1}`;
}
