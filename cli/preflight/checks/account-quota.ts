import { canonicalEmail } from "../../../model/email-address";
import type { LandingZone } from "../../../model/landing-zone";
import type { LiveCheck } from "../check";
import type { LiveAccount, Observation } from "../facts";
import { judgeObserved, note, ok, problem } from "../finding";

const CHECK = "account-quota";

/** What a new organization may have, the management account included, and the console where more is asked for. */
const DEFAULT_QUOTA = 10;
const REQUEST =
  "Ask for more in Service Quotas, Region us-east-1, AWS Organizations, “Default maximum number of accounts” (L-E619E033); allow for some days.";

/** The quota leaves room for every declared account that does not exist yet. */
export const judgeAccountQuota: LiveCheck = ({ accounts, accountQuota }, zone) =>
  judgeObserved(CHECK, accounts, (live) => {
    const { existing, missing } = countAccounts(live, zone);
    const quota = quotaOf(accountQuota);
    const found = `${existing} existing and ${missing} new accounts make ${existing + missing}, the management account included; the quota is ${quota.value}${quota.origin}`;
    if (existing + missing > quota.value) return [problem(CHECK, found, REQUEST)];
    return [
      quota.isKnown
        ? ok(CHECK, found)
        : note(CHECK, found, "Look the quota up in Service Quotas, Region us-east-1, AWS Organizations."),
    ];
  });

/** Closed accounts count until AWS has closed them for good, so every account that is listed counts. */
function countAccounts(
  live: readonly LiveAccount[],
  { accounts, managementAccount }: LandingZone,
): { readonly existing: number; readonly missing: number } {
  const addresses = new Set(live.map(({ email }) => canonicalEmail(email)));
  const missing = accounts.filter(({ email }) => !addresses.has(canonicalEmail(email))).length;
  const isManagementListed = live.some(({ id }) => id === managementAccount.id);
  return { existing: live.length + (isManagementListed ? 0 : 1), missing };
}

function quotaOf(observed: Observation<number>): {
  readonly value: number;
  readonly origin: string;
  readonly isKnown: boolean;
} {
  if (observed.kind === "observed") return { value: observed.value, origin: "", isKnown: true };
  const why =
    observed.kind === "denied" ? `the caller may not call ${observed.permission}` : `${observed.permission} failed`;
  return { value: DEFAULT_QUOTA, origin: `, AWS's default for a new organization (${why})`, isKnown: false };
}
