import { ACCOUNT_STATES } from "../../catalogue/account-lifecycle";
import { consequenceText, isSuspended } from "../../model/account-lifecycle";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import type { Problem } from "../../model/problem";
import { ROOT_NODE } from "../../model/root-node";
import { accessChanges } from "./access-changes";
import { NEXT_STEPS } from "./next-steps";
import { accountOf, isProblem, type Organization, type Worked } from "./organization";
import { suspendedAccess } from "./status/suspension";

/**
 * Moves an account into the unit for accounts on their way out.
 *
 * @param before the organization as it is, where its rules are kept
 */
export function suspendAccount(organization: Organization, key: string, before: LandingZone | undefined): Worked {
  const account = accountOf(organization, key);
  const unit = organization.tree.units.find(({ config }) => config.purpose === "suspended");
  if (isProblem(account)) return { problems: [account, ...(unit === undefined ? [NO_UNIT] : [])] };
  if (unit === undefined) return { problems: [NO_UNIT] };
  if (isSuspended(account)) return { problems: [suspendedAlready(key, account.parent)] };
  return {
    title: `Move the account ${key} from the unit ${account.parent} into the Suspended unit ${unit.key}`,
    edits: [{ kind: "move", from: account.path, to: [...unit.path, "accounts", key] }],
    meaning: (after) => [
      suspendedAccess(after.zone),
      ACCOUNT_STATES.suspended.cost,
      "Its trail and its alerts stay.",
      `In ${baselineStackName(key)}: ${consequenceText("suspended", "baseline")}`,
      ...accessChanges(key, before, after.zone),
      account.parent === ROOT_NODE
        ? "To undo it: write its entry back into rootAccounts by hand."
        : `To undo it: npm run account -- move ${key} --to ${account.parent}.`,
      NEXT_STEPS,
      `Once it is applied and nothing misses the account: npm run account -- close ${key}.`,
    ],
  };
}

const NO_UNIT: Problem = {
  rule: "unit-known",
  path: ["organizationalUnits"],
  message: 'no unit has the purpose "suspended"',
  remedy: 'Add suspended: { name: "Suspended", purpose: "suspended" } to organizationalUnits, and apply it.',
};

function suspendedAlready(key: string, unit: string): Problem {
  return {
    rule: "account-suspends",
    path: ["organizationalUnits"],
    message: `the account "${key}" is in the Suspended unit "${unit}" already`,
    remedy: `To close it: npm run account -- close ${key}.`,
  };
}
