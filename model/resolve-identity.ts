import { consequence } from "./account-lifecycle";
import type { LandingZoneConfig } from "./config";
import type { AssignmentConfig, PermissionSetConfig } from "./identity-config";
import type { Account, OrganizationalUnit } from "./landing-zone";
import { namesOf } from "./names";
import { compareKeys } from "./next-ledger";
import {
  type Assignment,
  type Group,
  MANAGEMENT_ACCOUNT_KEY,
  type PermissionSet,
  ROOT_TASKS_KEY,
  type WorkforceIdentity,
} from "./workforce-identity";

/** What root sessions may be for unless the configuration says more: looking does no harm. */
const DEFAULT_TASKS = ["IAMAuditRootUserCredentials"] as const;

/** The identities of a landing zone, or `undefined` where they are not configured or not enforced. */
export function resolveIdentity(
  config: LandingZoneConfig,
  accounts: readonly Account[],
  units: readonly OrganizationalUnit[],
): WorkforceIdentity | undefined {
  const { identity } = config;
  if (identity === undefined || (identity.mode ?? "enforce") !== "enforce") return undefined;
  return {
    region: identity.region ?? config.homeRegion,
    groups: resolveGroups(identity.groups ?? {}),
    permissionSets: [
      ...Object.entries(identity.permissionSets ?? {}).map(([key, set]) => permissionSet(key, set)),
      ...rootTasksPermissionSet(config),
    ].sort((a, b) => compareKeys(a.key, b.key)),
    assignments: distinct([
      ...(identity.assignments ?? []).flatMap((assignment) => expanded(assignment, accounts, units)),
      ...(identity.rootTasks?.groups ?? []).map((group) => ({
        group,
        permissionSet: ROOT_TASKS_KEY,
        account: MANAGEMENT_ACCOUNT_KEY,
        because: "root tasks start in the management account",
      })),
    ]),
    breakGlassUsers: [...(identity.breakGlass?.users ?? [])].sort(compareKeys),
  };
}

function resolveGroups(groups: NonNullable<NonNullable<LandingZoneConfig["identity"]>["groups"]>): readonly Group[] {
  return Object.entries(groups)
    .map(([key, { name = key, description }]) => ({ key, name, description }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

function permissionSet(key: string, config: PermissionSetConfig): PermissionSet {
  const statements = config.inlinePolicy ?? [];
  return {
    key,
    name: config.name ?? key,
    description: config.description,
    sessionDuration: config.sessionDuration ?? "PT1H",
    managedPolicies: [...(config.managedPolicies ?? [])].sort(compareKeys),
    customerManagedPolicies: (config.customerManagedPolicies ?? [])
      .map(({ name, path = "/" }) => ({ name, path }))
      .sort((a, b) => compareKeys(a.path, b.path) || compareKeys(a.name, b.name)),
    inlinePolicy: statements.length === 0 ? { kind: "none" } : { kind: "custom", statements },
    permissionsBoundary: config.permissionsBoundary,
  };
}

function rootTasksPermissionSet(config: LandingZoneConfig): readonly PermissionSet[] {
  const rootTasks = config.identity?.rootTasks;
  if (rootTasks === undefined) return [];
  return [
    {
      key: ROOT_TASKS_KEY,
      name: namesOf({ ...config, partition: "aws" }).rootTasksPermissionSet,
      description: "Starts root sessions in member accounts, for named tasks only",
      sessionDuration: "PT1H",
      managedPolicies: [],
      customerManagedPolicies: [],
      inlinePolicy: { kind: "root-tasks", tasks: [...(rootTasks.tasks ?? DEFAULT_TASKS)].sort(compareKeys) },
      permissionsBoundary: undefined,
    },
  ];
}

/** An account in the Recovery OU keeps the access that it has in the unit it is written under. */
function expanded(
  { group, permissionSet, ...targets }: AssignmentConfig,
  members: readonly Account[],
  units: readonly OrganizationalUnit[],
): readonly Assignment[] {
  const accounts = members.filter(({ state }) => consequence(state, "identity") === "assigned");
  const lineages = new Map(units.map(({ key, lineage }) => [key, lineage]));
  const to = (account: string, because: string): Assignment => ({ group, permissionSet, account, because });
  return [
    ...accounts.filter(({ key }) => targets.accounts?.includes(key) === true).map(({ key }) => to(key, "named itself")),
    ...(targets.organizationalUnits ?? []).flatMap((unit) =>
      accounts
        .filter(({ homeUnit }) => lineages.get(homeUnit)?.includes(unit) === true)
        .map(({ key }) => to(key, `in the unit ${unit}`)),
    ),
    ...(targets.everyAccount === true ? accounts.map(({ key }) => to(key, "every account")) : []),
    ...(targets.managementAccount === true ? [to(MANAGEMENT_ACCOUNT_KEY, "named itself")] : []),
  ];
}

/** The Terraform name of an assignment: the keys that it is made of, none of which has an underscore. */
export function assignmentId({ group, permissionSet, account }: Assignment): string {
  return `${group}_${permissionSet}_${account}`;
}

/** Sorted, and of equal assignments one: the reason that comes first, so that no order of writing changes it. */
function distinct(assignments: readonly Assignment[]): readonly Assignment[] {
  const sorted = [...assignments].sort(
    (a, b) =>
      compareKeys(a.group, b.group) ||
      compareKeys(a.permissionSet, b.permissionSet) ||
      compareKeys(a.account, b.account) ||
      compareKeys(a.because, b.because),
  );
  const first = new Map<string, Assignment>();
  for (const assignment of sorted) {
    if (!first.has(assignmentId(assignment))) first.set(assignmentId(assignment), assignment);
  }
  return [...first.values()];
}
