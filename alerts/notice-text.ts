import { NOTICES } from "../catalogue/notices";
import { REVIEW_QUERIES, REVIEW_QUERY_IDS } from "../catalogue/review-queries";
import type { ExpiryNotice } from "../model/account-expiry";
import type { Account, RecoveryEntry } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { type AlertTextContext, alertTitle, runbookLink } from "./alert-text";
import { insightsLink } from "./insights-link";
import { INSIGHTS_QUERIES } from "./queries/insights";

/** The longest constant input of a rule's target, in characters; source: EventBridge API reference, Target, `Input`. */
export const NOTICE_MAX_LENGTH = 8192;

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** What the page says on the day after the last one of some accounts in the Recovery OU. */
export function recoveryExpiredText(entries: readonly RecoveryEntry[], context: AlertTextContext): string {
  const { title, severity, runbook } = NOTICES["recovery-expired"];
  return JSON.stringify(
    {
      title: alertTitle(severity, title),
      accounts: entries.map(({ account, reason, until }) => ({ account: account.name, reason, until })),
      todo: "Take the recovery entry out and apply, so that the account goes home, or name a later day and why.",
      runbook: runbookLink(runbook, context),
    },
    null,
    2,
  );
}

/** How many accounts of one kind a notice names; the others are counted, for its length is limited. */
const NAMED_ACCOUNTS = 15;

/** What the notice says about accounts whose last day is near, or past. */
export function accountExpiryText({ ending, ended }: ExpiryNotice, context: AlertTextContext): string {
  const { title, severity, runbook } = NOTICES["account-expiry"];
  return JSON.stringify(
    {
      title: alertTitle(severity, title),
      ...(ending.length === 0 ? {} : { endingSoon: named(ending) }),
      ...(ended.length === 0 ? {} : { pastTheirLastDay: named(ended) }),
      todo: "Ask the owners: name a later day, or suspend the accounts whose last day is past.",
      runbook: runbookLink(runbook, context),
    },
    null,
    2,
  );
}

function named(accounts: readonly Account[]): readonly unknown[] {
  const shown = accounts.slice(0, NAMED_ACCOUNTS).map(({ name, owner, expires }) => ({
    account: name,
    lastDay: expires,
    ...(owner === undefined ? {} : { owner }),
  }));
  const rest = accounts.length - shown.length;
  return rest === 0 ? shown : [...shown, `and ${rest} more: see \`npm run validate\``];
}

/** What the weekly digest says: it holds no results, but the links that ask the saved queries about the last week. */
export function weeklyReviewText(context: AlertTextContext): string {
  const { title, severity, runbook } = NOTICES["weekly-review"];
  const { trailLogGroup } = namesOf(context);
  const link = (query: string): string =>
    insightsLink({ region: context.homeRegion, logGroup: trailLogGroup, query, lastSeconds: WEEK_SECONDS });
  return JSON.stringify(
    {
      title: alertTitle(severity, title),
      todo: `Sign in to the account ${context.managementAccount.id}, open each query and read what it says to look for.`,
      queries: REVIEW_QUERY_IDS.map((id) => ({
        title: REVIEW_QUERIES[id].title,
        lookFor: REVIEW_QUERIES[id].lookFor,
        link: link(INSIGHTS_QUERIES[id]),
      })),
      runbook: runbookLink(runbook, context),
    },
    null,
    2,
  );
}
