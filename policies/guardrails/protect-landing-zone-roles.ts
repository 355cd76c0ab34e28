import { landingZoneRoles } from "../../model/deployment-roles";
import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles, rolePattern } from "./principals";
import { ROLE_CHANGES } from "./role-changes";

/**
 * Lets only the deploying roles create, change or pass a role that carries the name of one of the landing zone's.
 *
 * The other guardrails exempt these names, so whoever could make such a role would be exempt. The plan role may be
 * changed by the deploying roles, not by itself.
 */
export const protectLandingZoneRoles: GuardrailBody = (zone) => [
  {
    Sid: "ProtectLandingZoneRoles",
    Effect: "Deny",
    Action: ROLE_CHANGES,
    Resource: landingZoneRoles(zone).map(rolePattern),
    Condition: allButDeployingRoles(zone),
  },
];
