import type { LandingZone } from "../../model/landing-zone";
import { type Breach, defineRule } from "../../model/rule";
import { answerInWords } from "../proofs/answer-text";
import { covers, rootNotDenied, type Unproved } from "../proofs/built-in-proofs";
import { accountsInWords } from "./deciding-statement";

const DENY_ROOT = "deny-root";

/** What deny-root says is proved of the policies as they are attached. */
export const rootNotDeniedRule = defineRule<LandingZone>({
  id: "root-not-denied",
  doc: "Built-in proof: in every member account that deny-root covers, long-term root is denied every action outside the Recovery OU.",
  waivable: false,
  *breaches(zone) {
    for (const unproved of restricted(zone, true)) {
      yield {
        path: ["denyRoot"],
        message: `long-term root is not denied everything in ${accountsInWords(unproved.accounts)}: ${answerInWords(unproved.answer)}`,
        remedy: "This is a bug in Rootstock: report it with your configuration.",
      };
    }
  },
});

/** Where deny-root is not enforced yet, it says in which accounts. */
export const rootNotYetDeniedRule = defineRule<LandingZone>({
  id: "root-not-yet-denied",
  doc: "Built-in proof: deny-root covers every member account; while it is rolled out, this is a notice.",
  waivable: true,
  mechanism: "denyRoot",
  *breaches(zone): Iterable<Breach> {
    const accounts = restricted(zone, false).flatMap((unproved) => unproved.accounts);
    if (accounts.length === 0) return;
    yield {
      path: ["denyRoot"],
      message: `long-term root is not denied yet in ${accountsInWords(accounts)}`,
      remedy: 'Set denyRoot.mode to "enforce" and denyRoot.attachTo to "root" when nothing stands against it.',
    };
  },
});

/** Only the accounts that deny-root covers, or only the others. */
function restricted(zone: LandingZone, isCovered: boolean): readonly Unproved[] {
  return rootNotDenied(zone)
    .map(({ accounts, answer }) => ({
      answer,
      accounts: accounts.filter((account) => covers(zone, DENY_ROOT, account) === isCovered),
    }))
    .filter(({ accounts }) => accounts.length > 0);
}
