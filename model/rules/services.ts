import { type ConfigFacts, defineRule } from "../rule";

/** Whoever administers the security tooling must not be able to touch the evidence. */
export const servicesDistinct = defineRule<ConfigFacts>({
  id: "services-distinct",
  doc: "The log archive and the security tooling are in different accounts.",
  waivable: false,
  *breaches({ config: { services } }) {
    if (services.logArchive !== services.security) return;
    yield {
      path: ["services", "security"],
      message: `"${services.security}" is the log archive, too`,
      remedy: "Name another account for the security tooling.",
    };
  },
});

/** In a unit for recovery or suspension, the landing zone's own services would not be protected or not run. */
export const servicesPlacement = defineRule<ConfigFacts>({
  id: "services-placement",
  doc: "The accounts of the log archive and the security tooling are not in a recovery or suspended unit.",
  waivable: false,
  *breaches({ config: { services }, tree }) {
    for (const service of ["logArchive", "security"] as const) {
      const account = tree.accounts.find(({ key }) => key === services[service]);
      const unit = account?.lineage.find(({ config }) => config.purpose !== undefined);
      if (unit === undefined) continue;
      yield {
        path: ["services", service],
        message: `"${services[service]}" is in the unit "${unit.key}", whose purpose is "${unit.config.purpose}"`,
        remedy: "Move the account to an ordinary unit, or name another account.",
      };
    }
  },
});
