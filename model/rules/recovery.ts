import { isDate } from "../date";
import { type ConfigFacts, defineRule } from "../rule";

/** An account that stays in the Recovery OU is not protected by deny-root. */
export const recoveryExpired = defineRule<ConfigFacts>({
  id: "recovery-expired",
  doc: "No account is let into the Recovery OU past its last day.",
  waivable: false,
  mechanism: "denyRoot",
  *breaches({ config: { recovery = [] }, today }) {
    for (const [index, { account, until }] of recovery.entries()) {
      if (!isDate(until) || until >= today) continue;
      yield {
        path: ["recovery", index, "until"],
        message: `"${account}" was to be in the Recovery OU until ${until}`,
        remedy:
          "Take the entry out and apply, so that the account goes home, or name a later day and the reason for it.",
      };
    }
  },
});

/** Of two entries, one could expire unnoticed. */
export const recoveryOnce = defineRule<ConfigFacts>({
  id: "recovery-once",
  doc: "An account is let into the Recovery OU by one entry.",
  waivable: false,
  *breaches({ config: { recovery = [] } }) {
    for (const [index, { account }] of recovery.entries()) {
      if (recovery.findIndex((entry) => entry.account === account) === index) continue;
      yield {
        path: ["recovery", index, "account"],
        message: `"${account}" already has an entry`,
        remedy: "Keep one of them.",
      };
    }
  },
});
