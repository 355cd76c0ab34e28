import { nearest } from "../../model/suggestion";
import { serviceReference } from "../service-reference";
import { defineStatementRule } from "./statement-rule";
import { elementValues } from "./statement-values";

/** IAM Access Analyzer user guide, "RCP syntax error action": only select service prefixes are accepted. */
export const rcpUnsupportedServiceRule = defineStatementRule({
  id: "rcp-unsupported-service",
  doc: "A statement of a resource control policy names actions of services that AWS supports in such policies, and no others. AWS adds services: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches(statement, policyType) {
    if (policyType !== "rcp") return;
    for (const { value, path } of elementValues(statement, ["Action"])) {
      const supported = serviceReference.rcpServices();
      const service = value.split(":", 1)[0]?.toLowerCase() ?? "";
      if (value === "*" || supported.has(service)) continue;
      const near = serviceReference.services().has(service) ? undefined : nearest(service, supported);
      yield {
        path,
        message: `AWS accepted no actions of "${service}" in a resource control policy on ${serviceReference.date()}`,
        remedy:
          near === undefined
            ? "Take it out, or say it in a service control policy; if AWS supports the service since, waive this rule."
            : `Did you mean "${near}"?`,
      };
    }
  },
});
