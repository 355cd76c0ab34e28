import { RESERVED_KEYS } from "../../model/reserved-keys";
import { classifyPolicy, type PolicyClass } from "./classify-policy";
import { deriveKeys, type Named } from "./derived-keys";
import type { LiveAccount, LiveOrganization, LivePolicy, LiveUnit } from "./live-organization";

/** A policy with what becomes of it. */
export interface ClassifiedPolicy {
  readonly policy: LivePolicy;
  readonly as: PolicyClass;
}

/** Everything in an organization that gets a key, and the keys. */
export interface AdoptedTree {
  /** Keys of units, accounts of any state and policies, by id. */
  readonly keys: ReadonlyMap<string, string>;
  /** Accounts that Terraform can manage. */
  readonly active: readonly LiveAccount[];
  /** Accounts on their way out or in, which the provider cannot import. */
  readonly inactive: readonly LiveAccount[];
  readonly policies: readonly ClassifiedPolicy[];
}

/**
 * Gives a key to everything: units first, so that an account that is called like a unit takes another one.
 *
 * @param known keys from an earlier run, by id
 */
export function adoptTree(live: LiveOrganization, known: ReadonlyMap<string, string>): AdoptedTree {
  const taken = new Set([...RESERVED_KEYS.keys(), ...known.values()]);
  const units = new Map(live.units.map((unit) => [unit.id, unit]));
  const policies = live.policies.map((policy): ClassifiedPolicy => ({ policy, as: classifyPolicy(policy) }));
  const keyed = policies.filter(({ as }) => as.kind === "foreign" || as.kind === "external");
  const keys = new Map([
    ...deriveKeys(
      live.units.map((unit) => placed(unit, units)),
      { taken, kind: "unit", known },
    ),
    ...deriveKeys(
      live.accounts.map((account) => placed(account, units)),
      { taken, kind: "account", known },
    ),
    ...deriveKeys(
      keyed.map(({ policy: { id, name } }) => ({ id, path: [name] })),
      { taken, kind: "policy", known },
    ),
  ]);
  return {
    keys,
    active: live.accounts.filter(({ state }) => state === "ACTIVE"),
    inactive: live.accounts.filter(({ state }) => state !== "ACTIVE"),
    policies,
  };
}

function placed({ id, name, parentId }: LiveUnit | LiveAccount, units: ReadonlyMap<string, LiveUnit>): Named {
  const path = [name];
  for (let parent = units.get(parentId); parent !== undefined; parent = units.get(parent.parentId)) {
    path.push(parent.name);
  }
  return { id, path };
}
