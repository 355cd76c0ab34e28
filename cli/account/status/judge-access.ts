import { compareKeys } from "../../../model/next-ledger";
import type { Observation } from "../../preflight/facts";
import { declaredAccess } from "./declared-access";
import type { AccessFacts, LiveAssignment } from "./facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("access");

const APPLY = "Apply the stack identity.";

/** Those who are to sign in to the account can. */
export function judgeAccess(access: Observation<AccessFacts>, declared: Declared): StatusRow {
  if (declared.zone.identity === undefined) {
    return rows.notConfigured(
      "nobody: the configuration has no identity that is enforced, so nobody signs in by Identity Center",
    );
  }
  const expected = declaredAccess(declared);
  if (expected.length === 0) return rows.notConfigured("nobody: the configuration assigns no group to this account");
  return rows.observed(access, (live) => {
    if (live === undefined) {
      return rows.missing(
        "there is no instance of IAM Identity Center",
        "Enable it in the management account (docs/how-to/give-people-access.md), then apply the stack identity.",
      );
    }
    const missing = expected.filter(
      ({ permissionSet, group }) => !live.some((one) => one.permissionSet === permissionSet && one.principal === group),
    );
    if (missing.length > 0) {
      return rows.missing(
        missing.map(({ permissionSet, group }) => `${group} has no ${permissionSet}`).join("; "),
        APPLY,
      );
    }
    const people = live.reduce((sum, { members }) => sum + members, 0);
    const found = inWords(live);
    if (people > 0) return rows.ready(found);
    return rows.missing(
      `nobody: all groups are empty (${found})`,
      "Put people into the groups, in Identity Center or in your identity provider.",
    );
  });
}

function inWords(live: readonly LiveAssignment[]): string {
  return live
    .map(({ principal, isGroup, permissionSet, members }) => {
      const who = isGroup
        ? `${principal} (${members} ${members === 1 ? "member" : "members"})`
        : `the user ${principal}`;
      return `${who} as ${permissionSet}`;
    })
    .sort(compareKeys)
    .join(", ");
}
