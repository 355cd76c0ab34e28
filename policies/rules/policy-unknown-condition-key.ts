import { conditionKeyExists, isKeyOfService, suggestConditionKey } from "../condition-keys";
import { listed, type Statement } from "../policy-document";
import { serviceReference } from "../service-reference";
import { defineStatementRule } from "./statement-rule";
import { placedTests } from "./statement-values";

/** A test of a key that no request carries never holds, or always. */
export const policyUnknownConditionKeyRule = defineStatementRule({
  id: "policy-unknown-condition-key",
  doc: "Every condition key of a statement of your own exists, and requests to one of the statement's services carry it. AWS adds keys: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches(statement) {
    const services = servicesOf(statement);
    for (const { key, path } of placedTests(statement)) {
      if (!conditionKeyExists(key)) {
        const meant = suggestConditionKey(key, services);
        yield {
          path,
          message: `there is no condition key "${key}", as AWS listed them on ${serviceReference.date()}`,
          remedy:
            meant === undefined
              ? "Look it up in AWS's Service Authorization Reference; if AWS added it since, waive this rule."
              : `Did you mean "${meant}"?`,
        };
      } else if (services !== undefined && !services.some((service) => isKeyOfService(key, service))) {
        yield {
          path,
          message: `no request to ${services.join(" or ")} carries "${key}", as AWS listed them on ${serviceReference.date()}`,
          remedy: "Use a key of the statement's own services, or split the statement by service.",
        };
      }
    }
  },
});

/** The services whose actions a statement names; `undefined` when it can be any. */
function servicesOf({ Action }: Statement): readonly string[] | undefined {
  const known = serviceReference.services();
  const services = listed(Action).map((action) => action.split(":", 1)[0]?.toLowerCase() ?? "");
  if (services.length === 0 || services.some((service) => !known.has(service))) return undefined;
  return [...new Set(services)];
}
