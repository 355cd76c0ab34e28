import type { LandingZone } from "../../model/landing-zone";

/** Which access to an account begins and ends with a change: who has it by which permission set, one sentence each. */
export function accessChanges(
  key: string,
  before: LandingZone | undefined,
  after: LandingZone | undefined,
): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [accessTo(before, key), accessTo(after, key)];
  const [gained, lost] = [now.filter((access) => !old.includes(access)), old.filter((access) => !now.includes(access))];
  return [
    ...(gained.length === 0 ? [] : [`Access to it begins (stack identity): ${gained.join(", ")}.`]),
    ...(lost.length === 0
      ? []
      : [`Access to it ends, and only once the stack identity is applied: ${lost.join(", ")}.`]),
  ];
}

/** Who has access to an account, each in words. */
export function accessTo({ identity }: LandingZone, key: string): readonly string[] {
  return (identity?.assignments ?? [])
    .filter(({ account }) => account === key)
    .map(({ group, permissionSet }) => `the group ${group} as ${permissionSet}`);
}
