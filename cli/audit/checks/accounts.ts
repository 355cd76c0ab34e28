import { canonicalEmail } from "../../../model/email-address";
import type { AuditCheck } from "../check";
import { Verdict } from "../finding";

/** Every declared account is in the organization and active, so that nothing declared goes unaudited. */
export const judgeAccounts: AuditCheck = ({ tree }, { zone }) =>
  new Verdict("accounts", zone).observed(tree, ({ accounts }) => {
    const states = new Map(accounts.map(({ email, state }) => [canonicalEmail(email), state]));
    return zone.accounts.flatMap(({ key, email }) => {
      const state = states.get(canonicalEmail(email));
      if (state === "ACTIVE") return [];
      const message =
        state === undefined
          ? `No account of the organization has the e-mail address of ${key}, so it was not audited`
          : `${key} is ${state}, so it was not audited`;
      const remedy = "Apply the accounts stack, or take the account out of the configuration.";
      return [new Verdict("accounts", zone, key).problem(message, remedy)];
    });
  });
