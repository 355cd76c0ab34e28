import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

/** A quota of zero or a fraction is a slip. */
export const quotaForm = defineRule<ConfigFacts>({
  id: "quota-form",
  doc: "A quota that is overridden is a whole number above 0.",
  waivable: false,
  *breaches({ config: { quotas = {} } }) {
    for (const [id, { value }] of Object.entries(quotas)) {
      if (Number.isInteger(value) && value > 0) continue;
      yield {
        path: ["quotas", id, "value"],
        message: `${value} cannot be a quota`,
        remedy: "Write the whole number that the Service Quotas console shows.",
      };
    }
  },
});

/** Slots are counted. */
export const reservedSlotsForm = defineRule<ConfigFacts>({
  id: "reserved-slots-form",
  doc: "A number of reserved policy slots is a whole number, 0 or more.",
  waivable: false,
  *breaches({ config, tree }) {
    const places: readonly (readonly [typeof config.reservedPolicySlots, ConfigPath])[] = [
      [config.reservedPolicySlots, []],
      ...tree.units.map((unit) => [unit.config.reservedPolicySlots, unit.path] as const),
    ];
    for (const [slots, at] of places) {
      for (const [type, value] of Object.entries(slots ?? {})) {
        if (Number.isInteger(value) && value >= 0) continue;
        yield {
          path: [...at, "reservedPolicySlots", type],
          message: `${value} cannot be a number of slots`,
          remedy: "Write how many policies of that type others attach here.",
        };
      }
    }
  },
});
