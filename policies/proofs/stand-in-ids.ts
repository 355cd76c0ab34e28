import type { LandingZone } from "../../model/landing-zone";
import type { PolicyIds } from "../policy-ids";
import { assumedOrganization } from "./named-organizations";

/**
 * Ids to evaluate policies with: an account's own where the ledger knows it, the one that the
 * team's guardrails name as the organization's, otherwise stand-ins.
 *
 * Stand-ins are well-formed, distinct from each other and from every known id, and the same for the same landing zone.
 * AWS gives out ids at random, so a policy that was not written for one account's id treats all alike.
 */
export function standInIds(
  zone: Pick<LandingZone, "accounts" | "guardrails" | "organizationalUnits" | "managementAccount">,
): PolicyIds {
  const units = new Map(
    zone.organizationalUnits.map(({ key }, index) => [key, `ou-${ROOT}-${padded(index + 1, UNIT_DIGITS)}`]),
  );
  const accounts = accountIds(zone);
  return {
    organizationId: assumedOrganization(zone) ?? `o-${"0".repeat(9)}1`,
    rootId: `r-${ROOT}`,
    unitId: (key) => found(units, key, "unit"),
    accountId: (key) => found(accounts, key, "account"),
  };
}

const ROOT = "root";
const UNIT_DIGITS = 8;
const ACCOUNT_DIGITS = 12;

function accountIds({
  accounts,
  managementAccount,
}: Pick<LandingZone, "accounts" | "managementAccount">): ReadonlyMap<string, string> {
  const taken = new Set([managementAccount.id, ...accounts.flatMap(({ accountId }) => accountId ?? [])]);
  let next = 0;
  const standIn = (): string => {
    do next += 1;
    while (taken.has(padded(next, ACCOUNT_DIGITS)));
    return padded(next, ACCOUNT_DIGITS);
  };
  return new Map(accounts.map(({ key, accountId }) => [key, accountId ?? standIn()]));
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function found(ids: ReadonlyMap<string, string>, key: string, kind: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`no ${kind} ${key}`);
  return id;
}
