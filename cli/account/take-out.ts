import { ACCOUNT_CLOSURE, closureQuota } from "../../catalogue/account-closure";
import { ACCOUNT_STATES } from "../../catalogue/account-lifecycle";
import { consequenceText, isSuspended } from "../../model/account-lifecycle";
import { baselineStackName } from "../../model/baseline";
import type { RemovedConfig } from "../../model/config";
import type { AccountNode } from "../../model/config-tree";
import type { LandingZone } from "../../model/landing-zone";
import type { Problem } from "../../model/problem";
import { accessChanges } from "./access-changes";
import type { ConfigEdit } from "./config-edit";
import { NEXT_STEPS } from "./next-steps";
import { accountOf, accountsStack, isProblem, type Organization, type Worked } from "./organization";

/**
 * Takes a suspended account out to be closed: the second of the two steps.
 *
 * @param committed the organization before this change, where that is known
 * @param before the organization as it is, where its rules are kept
 */
export function closeAccount(
  organization: Organization,
  key: string,
  reason: string,
  committed: Organization | undefined,
  before: LandingZone | undefined,
): Worked {
  const account = accountOf(organization, key);
  if (isProblem(account)) return { problems: [account] };
  const problems = [
    ...(isSuspended(account) ? suspendedInSameChange(key, committed) : [notSuspended(key)]),
    ...otherRemovals(organization, committed),
    ...beyondQuota(organization),
  ];
  if (problems.length > 0) return { problems };
  const id = organization.ledger?.identities[key]?.accountId;
  return {
    title: `Take the account ${key} out to be closed`,
    edits: takenOut(account, "closing", reason),
    meaning: (after) => [
      `Terraform forgets the account and never closes it: the plan of ${accountsStack(after, key)} says "will no longer be managed by Terraform, but will not be destroyed", and nothing else.`,
      ...accessChanges(key, before, after.zone),
      ACCOUNT_STATES.closing.cost,
      "Do not apply it before the move into the Suspended unit is applied and nothing has missed the account.",
      NEXT_STEPS,
      `Once it is applied, close the account from the management account: aws organizations close-account --account-id ${id ?? "<its id>"}`,
      `AWS closes at most ${closureQuota(organization.tree.accounts.length)} accounts of this organization within ${ACCOUNT_CLOSURE.windowDays} days.`,
      `Once it is closed: ${ACCOUNT_STATES.closed.access} ${ACCOUNT_STATES.closed.cost}`,
      usedUp(key, account.config.email),
    ],
  };
}

/**
 * Takes an account out and leaves it in the organization.
 *
 * @param before the organization as it is, where its rules are kept
 */
export function releaseAccount(
  organization: Organization,
  key: string,
  reason: string,
  before: LandingZone | undefined,
): Worked {
  const account = accountOf(organization, key);
  if (isProblem(account)) return { problems: [account] };
  return {
    title: `Release the account ${key}: Terraform forgets it, and it stays in the organization`,
    edits: takenOut(account, "released", reason),
    meaning: (after) => [
      `In ${accountsStack(after, key)}: ${consequenceText("released", "accounts")} It stays in its unit.`,
      `In guardrails: ${consequenceText("released", "guardrails")}`,
      ...accessChanges(key, before, after.zone),
      `Of ${baselineStackName(key)}: ${consequenceText("released", "baseline")} Nothing looks after that any more (docs/how-to/take-an-account-out.md says how to take it down first).`,
      ACCOUNT_STATES.released.cost,
      usedUp(key, account.config.email),
      NEXT_STEPS,
    ],
  };
}

function usedUp(key: string, email: string): string {
  return `The key ${key} and the address ${email} are used up.`;
}

function takenOut({ key, path }: AccountNode, list: "closing" | "released", reason: string): readonly ConfigEdit[] {
  return [
    { kind: "append", path: [list], value: { key, reason } },
    { kind: "remove", path },
  ];
}

function notSuspended(key: string): Problem {
  return {
    rule: "account-closes-suspended",
    path: ["organizationalUnits"],
    message: `the account "${key}" is not in the Suspended unit, and closing it is the second of two steps`,
    remedy: `First npm run account -- suspend ${key}, apply it, and wait until nothing misses the account.`,
  };
}

function suspendedInSameChange(key: string, committed: Organization | undefined): readonly Problem[] {
  const before = committed?.tree.accounts.find((account) => account.key === key);
  if (before === undefined || isSuspended(before)) return [];
  return [
    {
      rule: "account-closes-suspended",
      path: ["organizationalUnits"],
      message: `the account "${key}" is moved into the Suspended unit by this very change, which is not committed`,
      remedy: "Have the move reviewed, committed and applied, and wait until nothing misses the account.",
    },
  ];
}

/** Two removals in one change are reviewed as one, and one of them is missed. */
function otherRemovals({ config, ledger }: Organization, committed: Organization | undefined): readonly Problem[] {
  const entries = LISTS.flatMap((list) =>
    (config[list] ?? []).map((entry: RemovedConfig, index) => ({ key: entry.key, path: [list, index] })),
  );
  const earlier = LISTS.flatMap((list) => (committed?.config[list] ?? []).map(({ key }) => key));
  const isFinished = (key: string): boolean => (ledger?.identities[key]?.state ?? "active") !== "active";
  return entries
    .filter(({ key }) => !isFinished(key) || (committed !== undefined && !earlier.includes(key)))
    .map(({ key, path }) => ({
      rule: "account-closes-alone",
      path,
      message: `this change already takes "${key}" out, and an account is closed in a change of its own`,
      remedy: "Have that reviewed, synthesized, committed and applied first.",
    }));
}

const LISTS = ["closing", "released"] as const;

function beyondQuota({ config, tree, ledger }: Organization): readonly Problem[] {
  const closing = (config.closing ?? []).filter(({ key }) => ledger?.identities[key]?.kind === "account").length;
  const quota = closureQuota(tree.accounts.length + closing);
  if (closing < quota) return [];
  return [
    {
      rule: "account-closure-quota",
      path: ["closing"],
      message: `${closing} accounts are being closed already, and AWS closes at most ${quota} of this organization within ${ACCOUNT_CLOSURE.windowDays} days`,
      remedy: "Take the entries of accounts out that AWS has closed longer ago, or wait.",
    },
  ];
}
