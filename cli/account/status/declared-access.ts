import type { Declared } from "./subject";

/** One group with one permission set, by their names at AWS. */
export interface DeclaredAccess {
  readonly group: string;
  readonly permissionSet: string;
  /** What in the configuration asks for it, in words. */
  readonly because: string;
}

/** Who is to sign in to the account, by permission set and group. */
export function declaredAccess({ zone, account }: Declared): readonly DeclaredAccess[] {
  const { assignments = [], groups = [], permissionSets = [] } = zone.identity ?? {};
  return assignments
    .filter((assignment) => assignment.account === account.key)
    .map(({ group, permissionSet, because }) => ({
      group: groups.find(({ key }) => key === group)?.name ?? group,
      permissionSet: permissionSets.find(({ key }) => key === permissionSet)?.name ?? permissionSet,
      because,
    }));
}
