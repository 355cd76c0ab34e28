import { PERIMETER_SERVICES } from "../../catalogue/perimeter-services";
import type { GuardrailBody } from "./guardrail-body";
import { sparingVendors } from "./perimeter";

/**
 * Denies AWS services that act on behalf of an account outside the organization.
 *
 * Spared are services that act for an account of the organization or of a declared vendor, services that do not say for
 * whom they act (`aws:SourceAccount` is missing), and every principal that is no AWS service: people, roles, root
 * sessions. Resources of the management account are not bound.
 */
export const rcpConfusedDeputy: GuardrailBody = (zone, ids) => [
  {
    Sid: "DenyServicesForStrangers",
    Effect: "Deny",
    Principal: "*",
    Action: PERIMETER_SERVICES.map((service) => `${service}:*`),
    Resource: "*",
    Condition: {
      Bool: { "aws:PrincipalIsAWSService": "true" },
      Null: { "aws:SourceAccount": "false" },
      StringNotEqualsIfExists: {
        "aws:SourceOrgID": ids.organizationId,
        ...sparingVendors(zone, "aws:SourceAccount"),
      },
    },
  },
];
