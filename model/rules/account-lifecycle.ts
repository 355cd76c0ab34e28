import { ACCOUNT_TRANSITIONS, type AccountTransition } from "../../catalogue/account-lifecycle";
import type { PresentState } from "../account-lifecycle";
import { accountKeys } from "../config-tree";
import { ownLedger } from "../own-ledger";
import { type ConfigFacts, defineRule } from "../rule";

const ID = "account-closes-suspended";

/** Between the move into the Suspended unit and the end there has to be time in which somebody can miss the account. */
export const accountClosesSuspended = defineRule<ConfigFacts>({
  id: ID,
  doc: "An account that is taken out to be closed was in the Suspended unit when it was last synthesized.",
  waivable: true,
  *breaches(facts) {
    const { config, tree } = facts;
    const known = ownLedger(facts)?.identities ?? {};
    const present = accountKeys(tree);
    for (const list of ["closing", "released"] as const) {
      for (const [index, { key }] of (config[list] ?? []).entries()) {
        const identity = known[key];
        if (identity?.kind !== "account" || identity.state !== "active" || present.has(key)) continue;
        const from: PresentState = identity.suspended === true ? "suspended" : "active";
        const transition: AccountTransition = ACCOUNT_TRANSITIONS[from][list];
        if (transition.kind !== "refused" || transition.rule !== ID) continue;
        yield {
          path: [list, index, "key"],
          message: `the ledger does not say that the account "${key}" was in the Suspended unit when it was last synthesized`,
          remedy: transition.instead,
        };
      }
    }
  },
});
