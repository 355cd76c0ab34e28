import { PERIMETER_SERVICES } from "../../catalogue/perimeter-services";
import type { GuardrailBody } from "./guardrail-body";
import { NO_ROOT_SESSION } from "./principals";

/**
 * Denies requests without TLS, whoever sends them.
 *
 * AWS services talk TLS to each other. Nobody is exempt by name: a resource control policy also binds strangers, who
 * can give a role any name. Resources of the management account are not bound.
 */
export const rcpRequireTls: GuardrailBody = () => [
  {
    Sid: "RequireTls",
    Effect: "Deny",
    Principal: "*",
    Action: PERIMETER_SERVICES.map((service) => `${service}:*`),
    Resource: "*",
    Condition: { ...NO_ROOT_SESSION, BoolIfExists: { "aws:SecureTransport": "false" } },
  },
];
