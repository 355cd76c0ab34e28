import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles } from "./principals";

/**
 * Denies everything in a suspended account but what the landing zone does there.
 *
 * Root sessions are denied too: an account that needs one is moved to the Recovery OU first. AWS services and their
 * service-linked roles go on, for no service control policy binds them.
 */
export const restrictSuspended: GuardrailBody = (zone) => [
  {
    Sid: "DenyAllButLandingZone",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: allButDeployingRoles(zone),
  },
];
