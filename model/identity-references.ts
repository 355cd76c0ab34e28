import type { LandingZoneConfig } from "./config";
import type { ConfigPath } from "./problem";

/** A list of keys that the part `identity` has, with its place. */
export type PlacedKeys = readonly [keys: readonly string[] | undefined, path: ConfigPath];

/** The lists in `identity` that name accounts. */
export function identityAccountLists({ identity }: LandingZoneConfig): readonly PlacedKeys[] {
  return (identity?.assignments ?? []).map(({ accounts }, index) => [
    accounts,
    ["identity", "assignments", index, "accounts"],
  ]);
}

/** The lists in `identity` that name organizational units. */
export function identityUnitLists({ identity }: LandingZoneConfig): readonly PlacedKeys[] {
  return (identity?.assignments ?? []).map(({ organizationalUnits }, index) => [
    organizationalUnits,
    ["identity", "assignments", index, "organizationalUnits"],
  ]);
}

/** The lists in `identity` that name each thing once. */
export function identityLists(config: LandingZoneConfig): readonly PlacedKeys[] {
  const { identity } = config;
  return [
    ...identityAccountLists(config),
    ...identityUnitLists(config),
    ...Object.entries(identity?.permissionSets ?? {}).map(
      ([key, { managedPolicies }]): PlacedKeys => [
        managedPolicies,
        ["identity", "permissionSets", key, "managedPolicies"],
      ],
    ),
    [identity?.rootTasks?.groups, ["identity", "rootTasks", "groups"]],
    [identity?.rootTasks?.tasks, ["identity", "rootTasks", "tasks"]],
    [identity?.breakGlass?.users, ["identity", "breakGlass", "users"]],
  ];
}

/** Every key in a list of lists, with its own place. */
export function placedKeys(lists: readonly PlacedKeys[]): readonly (readonly [string, ConfigPath])[] {
  return lists.flatMap(([keys = [], at]) => keys.map((key, index) => [key, [...at, index]] as const));
}
