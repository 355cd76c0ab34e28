import type { LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { MANAGEMENT_ACCOUNT_KEY } from "../../model/workforce-identity";
import { matches } from "../pattern";
import { listed, type Statement } from "../policy-document";

const ASSUME_ROOT = "sts:assumeroot";

/** Only root tasks limit a root session to named tasks and one Region's endpoint. */
export const assumeRootElsewhereRule = defineRule<LandingZone>({
  id: "assume-root-elsewhere",
  doc: "No inline policy of a permission set of your own allows sts:AssumeRoot in an account from which root sessions can be started.",
  waivable: true,
  *breaches({ identity, delegations, security }) {
    const starting = [MANAGEMENT_ACCOUNT_KEY, ...(delegations.centralRootAccess ? [security.key] : [])];
    for (const { key, inlinePolicy } of identity?.permissionSets ?? []) {
      if (inlinePolicy.kind !== "custom") continue;
      const account = identity?.assignments.find(
        (assignment) => assignment.permissionSet === key && starting.includes(assignment.account),
      )?.account;
      if (account === undefined) continue;
      for (const [index, statement] of inlinePolicy.statements.entries()) {
        if (!allowsAssumeRoot(statement)) continue;
        yield {
          path: ["identity", "permissionSets", key, "inlinePolicy", index],
          message: `the permission set "${key}" allows sts:AssumeRoot in the account "${account}", from where root sessions can be started in every other account`,
          remedy: "Name the group in identity.rootTasks, and take sts:AssumeRoot out of this statement.",
        };
      }
    }
  },
});

function allowsAssumeRoot({ Effect, Action, NotAction }: Statement): boolean {
  if (Effect !== "Allow") return false;
  const isNamed = listed(Action ?? NotAction).some((pattern) => matches(pattern.toLowerCase(), ASSUME_ROOT));
  return Action === undefined ? !isNamed : isNamed;
}
