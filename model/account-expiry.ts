import { hasLastDay, presentState } from "./account-lifecycle";
import type { AccountNode } from "./config-tree";
import { addDays, isDate, weekday } from "./date";
import type { Account, LandingZone } from "./landing-zone";
import { compareKeys } from "./next-ledger";
import type { Problem } from "./problem";
import type { ConfigFacts } from "./rule";

/** The id of the notice that an account's last day is near, or past. */
export const ACCOUNT_EXPIRING = "account-expiring";

/** How many days before the last day of an account people are warned. */
export const WARNING_DAYS = 14;

/** The most days that an account may be allowed to last. */
export const MOST_DAYS = 3650;

/** Whether a number of days can be kept as a limit. */
export function isExpiryLimit(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

/** How many days ahead the last day of an account may be at most: by its kind, or by the unit nearest to it. */
export function expiryLimit({ lineage, kind }: Pick<AccountNode, "lineage" | "kind">): number | undefined {
  const limits = [...lineage.map((unit) => unit.config.accountsExpireWithinDays), kind?.config.expireWithinDays];
  return limits.findLast((limit) => limit !== undefined && isExpiryLimit(limit));
}

/** A notice for each account whose last day is at most {@link WARNING_DAYS} ahead, or past. */
export function expiringAccounts({ tree, today }: Pick<ConfigFacts, "tree" | "today">): readonly Problem[] {
  const warned = addDays(today, WARNING_DAYS);
  return tree.accounts.flatMap((account): readonly Problem[] => {
    const { expires, owner = "whoever answers for it" } = account.config;
    if (expires === undefined || !isDate(expires) || expires > warned || !hasLastDay(presentState(account))) return [];
    const isPast = expires < today;
    return [
      {
        rule: ACCOUNT_EXPIRING,
        path: [...account.path, "expires"],
        message: `the last day of the account "${account.key}" ${isPast ? "was" : "is"} ${expires}`,
        remedy: isPast
          ? "Move it into the unit for accounts on their way out, or name a later day."
          : `Ask ${owner} whether it is still needed: name a later day, or let it end.`,
      },
    ];
  });
}

/** What one weekly notice about last days says. */
export interface ExpiryNotice {
  /** A Monday, `YYYY-MM-DD`. */
  readonly day: string;
  /** Accounts whose last day is near, by key. */
  readonly ending: readonly Account[];
  /** Accounts whose last day is past, by key. */
  readonly ended: readonly Account[];
}

/**
 * The notices about last days, one for each Monday on which there is something to say.
 *
 * An account is named on the last Monday that is {@link WARNING_DAYS} before its last day, and on the first one after it.
 */
export function expiryNotices({ accounts }: Pick<LandingZone, "accounts">): readonly ExpiryNotice[] {
  const days = new Map<string, { readonly ending: Account[]; readonly ended: Account[] }>();
  const on = (day: string) => {
    const notice = days.get(day) ?? { ending: [], ended: [] };
    days.set(day, notice);
    return notice;
  };
  for (const account of accounts) {
    const { expires, state } = account;
    if (expires === undefined || !hasLastDay(state)) continue;
    on(mondayUpTo(addDays(expires, -WARNING_DAYS))).ending.push(account);
    on(mondayUpTo(addDays(expires, 7))).ended.push(account);
  }
  return [...days].sort(([a], [b]) => compareKeys(a, b)).map(([day, notice]): ExpiryNotice => ({ day, ...notice }));
}

/** The last Monday up to a day. */
function mondayUpTo(day: string): string {
  return addDays(day, -((weekday(day) + 6) % 7));
}
