import { expiryLimit, isExpiryLimit, MOST_DAYS } from "../account-expiry";
import { hasLastDay, presentState } from "../account-lifecycle";
import { addDays, isDate } from "../date";
import { type ConfigFacts, defineRule } from "../rule";

/** Days are compared as text. */
export const accountExpiryForm = defineRule<ConfigFacts>({
  id: "account-expiry-form",
  doc: "An account's last day is a day of the calendar in the form YYYY-MM-DD.",
  waivable: false,
  blocksResolution: true,
  *breaches({ tree, today }) {
    for (const { config, path } of tree.accounts) {
      if (config.expires === undefined || isDate(config.expires)) continue;
      yield {
        path: [...path, "expires"],
        message: `"${config.expires}" is not a day of the calendar`,
        remedy: `Write it in the form YYYY-MM-DD, for example ${today}.`,
      };
    }
  },
});

/** A sandbox without an end is an account that nobody answers for. */
export const accountExpiryLimit = defineRule<ConfigFacts>({
  id: "account-expiry-limit",
  doc: "An account of a kind with expireWithinDays, or in a unit with accountsExpireWithinDays, has a last day, no more than so many days ahead.",
  waivable: true,
  *breaches({ tree, today }) {
    for (const account of tree.accounts) {
      const limit = expiryLimit(account);
      if (limit === undefined || !hasLastDay(presentState(account))) continue;
      const { expires } = account.config;
      const latest = addDays(today, limit);
      if (expires === undefined) {
        yield {
          path: account.path,
          message: `the account has no last day, and accounts here have one at most ${limit} days ahead`,
          remedy: `Add expires: "${latest}", or an earlier day.`,
        };
      } else if (isDate(expires) && expires > latest) {
        yield {
          path: [...account.path, "expires"],
          message: `${expires} is more than ${limit} days ahead`,
          remedy: `Name a day up to ${latest}; it can be moved when it comes near.`,
        };
      }
    }
  },
});

/** With a limit that cannot be kept, every account would need a waiver. */
export const accountExpiryDays = defineRule<ConfigFacts>({
  id: "account-expiry-days",
  doc: `The days of accountsExpireWithinDays and expireWithinDays are a whole number from 1 to ${MOST_DAYS}.`,
  waivable: false,
  *breaches({ tree }) {
    const limits = [
      ...tree.units.map(({ config, path }) => ({
        days: config.accountsExpireWithinDays,
        path: [...path, "accountsExpireWithinDays"],
      })),
      ...tree.kinds.map(({ config, path }) => ({ days: config.expireWithinDays, path: [...path, "expireWithinDays"] })),
    ];
    for (const { days, path } of limits) {
      if (days === undefined || isExpiryLimit(days)) continue;
      yield {
        path,
        message: `${days} is no number of days`,
        remedy: `Write a whole number from 1 to ${MOST_DAYS}, or leave the setting out.`,
      };
    }
  },
});
