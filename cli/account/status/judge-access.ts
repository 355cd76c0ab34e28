import { compareKeys } from "../../../model/next-ledger";
import type { Observation } from "../../preflight/facts";
import { type DeclaredAccess, declaredAccess } from "./declared-access";
import type { AccessFacts, LiveAssignment } from "./facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";
import { isDeniedToPeople } from "./suspension";

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
  if (isDeniedToPeople(declared)) {
    return rows.notConfigured(
      "nobody: the account is suspended, and the guardrail restrict-suspended denies everything to whoever signs in",
    );
  }
  return rows.observed(access, (live) => {
    if (live === undefined) {
      return rows.missing(
        "there is no instance of IAM Identity Center",
        "Enable it in the management account (docs/how-to/give-people-access.md), then apply the stack identity.",
      );
    }
    const missing = expected.filter((one) => !live.some((assignment) => isSame(assignment, one)));
    if (missing.length > 0) {
      return rows.missing(
        missing.map(({ permissionSet, group }) => `${group} has no ${permissionSet}`).join("; "),
        APPLY,
      );
    }
    const declaredOnes = live.filter((assignment) => expected.some((one) => isSame(assignment, one)));
    const others = live.filter((assignment) => !declaredOnes.includes(assignment));
    const people = declaredOnes.reduce((sum, { members }) => sum + members, 0);
    const found = `${inWords(declaredOnes)}${others.length === 0 ? "" : `; not declared: ${inWords(others)}`}`;
    if (people > 0) return rows.ready(found);
    return rows.missing(
      `nobody: all groups are empty (${found})`,
      "Put people into the groups, in Identity Center or in your identity provider.",
    );
  });
}

function isSame(live: LiveAssignment, { permissionSet, group }: DeclaredAccess): boolean {
  return live.isGroup && live.permissionSet === permissionSet && live.principal === group;
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
