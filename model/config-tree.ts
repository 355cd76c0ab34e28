import type { AccountKindConfig } from "./account-kinds-config";
import type { AccountConfig, LandingZoneConfig, OrganizationalUnitConfig, OrganizationalUnitsConfig } from "./config";
import type { ConfigPath } from "./problem";
import { ROOT_NODE } from "./root-node";

/** One organizational unit as it is written, with its place. */
export interface UnitNode {
  readonly key: string;
  readonly config: OrganizationalUnitConfig;
  readonly path: ConfigPath;
  /** The key of the unit above, or `undefined` directly below the root. */
  readonly parent: string | undefined;
  /** The units from the top down to this one, itself included. */
  readonly lineage: readonly UnitNode[];
  /** 1 directly below the root. */
  readonly depth: number;
}

/** One kind of accounts as it is written, with its place. */
export interface KindNode {
  readonly key: string;
  readonly config: AccountKindConfig;
  readonly path: ConfigPath;
}

/** One account as it is written, with its place. */
export interface AccountNode {
  readonly key: string;
  readonly config: AccountConfig;
  readonly path: ConfigPath;
  /** The key of the unit it is written under, or `root`. */
  readonly parent: string;
  /** The units from the top down to the one it is written under. */
  readonly lineage: readonly UnitNode[];
  /** The depth of the unit it is written under; 0 directly below the root. */
  readonly depth: number;
  /** The kind it is of; `undefined` when it has none, or one that does not exist. */
  readonly kind: KindNode | undefined;
}

/**
 * The organizational units and accounts of a configuration, flattened in the order in which they are written.
 *
 * Total: of two nodes that share a key, both are listed.
 */
export interface ConfigTree {
  readonly units: readonly UnitNode[];
  readonly accounts: readonly AccountNode[];
  readonly kinds: readonly KindNode[];
  /** Keys of accounts that are written but cannot be read; they exist, but nothing else is known of them. */
  readonly unreadAccounts: readonly string[];
}

/** Flattens the organizational units of a configuration. */
export function configTree(
  {
    organizationalUnits,
    rootAccounts = {},
    accountKinds = {},
  }: Pick<LandingZoneConfig, "organizationalUnits" | "rootAccounts" | "accountKinds">,
  unreadAccounts: readonly string[] = [],
): ConfigTree {
  const kinds = new Map(
    Object.entries(accountKinds).map(([key, config]): [string, KindNode] => [
      key,
      { key, config, path: ["accountKinds", key] },
    ]),
  );
  const kindOf = ({ kind }: AccountConfig): KindNode | undefined => (kind === undefined ? undefined : kinds.get(kind));
  const units: UnitNode[] = [];
  const accounts: AccountNode[] = [];
  const visit = (children: OrganizationalUnitsConfig, parent: UnitNode | undefined, at: ConfigPath): void => {
    for (const [key, config] of Object.entries(children)) {
      const unit = unitBelow(parent, key, config, [...at, key]);
      units.push(unit);
      for (const [accountKey, account] of Object.entries(config.accounts ?? {})) {
        accounts.push({
          key: accountKey,
          config: account,
          path: [...unit.path, "accounts", accountKey],
          parent: key,
          lineage: unit.lineage,
          depth: unit.depth,
          kind: kindOf(account),
        });
      }
      visit(config.organizationalUnits ?? {}, unit, [...unit.path, "organizationalUnits"]);
    }
  };
  visit(organizationalUnits, undefined, ["organizationalUnits"]);
  for (const [key, config] of Object.entries(rootAccounts)) {
    accounts.push({
      key,
      config,
      path: ["rootAccounts", key],
      parent: ROOT_NODE,
      lineage: [],
      depth: 0,
      kind: kindOf(config),
    });
  }
  return { units, accounts, kinds: [...kinds.values()], unreadAccounts };
}

/** The keys of all accounts, also of those that cannot be read. */
export function accountKeys(tree: ConfigTree): ReadonlySet<string> {
  return new Set([...tree.accounts.map(({ key }) => key), ...tree.unreadAccounts]);
}

/** The keys of all organizational units. */
export function unitKeys(tree: ConfigTree): ReadonlySet<string> {
  return new Set(tree.units.map(({ key }) => key));
}

function unitBelow(
  parent: UnitNode | undefined,
  key: string,
  config: OrganizationalUnitConfig,
  path: ConfigPath,
): UnitNode {
  const lineage: UnitNode[] = [...(parent?.lineage ?? [])];
  const unit: UnitNode = { key, config, path, parent: parent?.key, lineage, depth: lineage.length + 1 };
  lineage.push(unit);
  return unit;
}
