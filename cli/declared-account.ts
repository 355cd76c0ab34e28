import { ACCOUNT_STATES } from "../catalogue/account-lifecycle";
import type { Account, LandingZone } from "../model/landing-zone";
import { accountNamed } from "../reports/explanation";
import { didYouMean } from "./arguments";
import { misuse } from "./failure";

/**
 * The account of a key or an id.
 *
 * @param others what else could have been named
 * @throws Failure when there is none, which says what became of one that was taken out
 */
export function declaredAccount(zone: LandingZone, named: string, others: readonly string[] = []): Account {
  const account = accountNamed(zone, named);
  if (account !== undefined) return account;
  const departed = zone.departedAccounts.find(({ key, identity }) => named === key || named === identity.accountId);
  if (departed !== undefined) {
    throw misuse(
      `There is no account ${JSON.stringify(named)} any more: its state is ${departed.state}`,
      `${ACCOUNT_STATES[departed.state].when} Give the key of an account that is in the configuration.`,
    );
  }
  const keys = [...others, ...zone.accounts.map(({ key }) => key)];
  throw misuse(`There is no account ${JSON.stringify(named)}${didYouMean(named, keys)}`, "Give the key of an account.");
}
