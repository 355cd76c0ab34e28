import { waveEnd } from "../rollout";
import { type ConfigFacts, defineRule } from "../rule";

/** A canary that is named twice reads like two canaries; a list of none would say that nothing goes first. */
export const canaryAccounts = defineRule<ConfigFacts>({
  id: "canary-accounts",
  doc: "The canaries of a rollout are one account or more, each named once.",
  waivable: false,
  *breaches({ config: { rollout } }) {
    const canary = rollout?.canary;
    if (canary === undefined) return;
    if (canary.length === 0) {
      yield {
        path: ["rollout", "canary"],
        message: "no account goes first",
        remedy: "Name one, or leave the setting out: then plan chooses one of each kind.",
      };
    }
    for (const [index, key] of canary.entries()) {
      if (canary.indexOf(key) === index) continue;
      yield { path: ["rollout", "canary", index], message: `"${key}" is named twice`, remedy: "Name it once." };
    }
  },
});

/** The last wave takes the rest by itself, so a wave that ends at everything, or at nothing, is none. */
export const waveForm = defineRule<ConfigFacts>({
  id: "wave-form",
  doc: "A wave ends at a whole number of accounts from 1, or at a share above 0% and below 100%.",
  waivable: false,
  *breaches({ config: { rollout } }) {
    for (const [index, wave] of (rollout?.waves ?? []).entries()) {
      const { unit, value } = waveEnd(wave);
      const isSound = unit === "accounts" ? Number.isSafeInteger(value) && value >= 1 : value > 0 && value < 1;
      if (isSound) continue;
      yield {
        path: ["rollout", "waves", index],
        message: `a wave cannot end at ${wave}`,
        remedy: 'Write a whole number from 1 or a share like "10%"; the rest follows by itself.',
      };
    }
  },
});

/** Ends count from the beginning of the rollout: one that is not after the one before would be an empty wave. */
export const waveOrder = defineRule<ConfigFacts>({
  id: "wave-order",
  doc: "Each wave of a rollout ends further on than the one before, in the same unit.",
  waivable: false,
  *breaches({ config: { rollout } }) {
    const waves = rollout?.waves ?? [];
    for (const [index, wave] of waves.entries()) {
      const before = waves[index - 1];
      if (before === undefined) continue;
      const [one, other] = [waveEnd(before), waveEnd(wave)];
      if (one.unit === other.unit && one.value < other.value) continue;
      yield {
        path: ["rollout", "waves", index],
        message:
          one.unit === other.unit
            ? `a wave that ends at ${wave} cannot follow one that ends at ${before}`
            : `${wave} and ${before} cannot be compared: one is a number of accounts, the other a share of them`,
        remedy: "Write how far the whole rollout has come when each wave ends, in one unit, ascending.",
      };
    }
  },
});
