import { isDate } from "../date";
import { type ConfigFacts, defineRule } from "../rule";

/** The protections are down while it is in the configuration. */
export const teardownExpired = defineRule<ConfigFacts>({
  id: "teardown-expired",
  doc: "No stack can be taken down past the last day that was agreed on.",
  waivable: false,
  *breaches({ config: { teardown }, today }) {
    if (teardown === undefined || !isDate(teardown.until) || teardown.until >= today) return;
    yield {
      path: ["teardown", "until"],
      message: `the teardown was to be done until ${teardown.until}`,
      remedy: "Take teardown out, so that the stacks are protected again, or name a later day.",
    };
  },
});
