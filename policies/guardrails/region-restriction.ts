import { GLOBAL_SERVICE_ACTIONS } from "../../catalogue/global-services";
import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles, NO_ROOT_SESSION } from "./principals";

/**
 * Denies whatever is asked of a Region that is not governed, but for services that have no Regions.
 *
 * us-east-1 is always governed, and with it the endpoints of the global services that are not exempt by name. The
 * deploying roles are spared because they set defaults in Regions on their way out, root sessions because a bucket or a
 * queue that locks everybody out may be in one.
 */
export const regionRestriction: GuardrailBody = (zone) => [
  {
    Sid: "DenyUngovernedRegions",
    Effect: "Deny",
    NotAction: [...GLOBAL_SERVICE_ACTIONS, ...zone.guardrailOptions.regionExemptions],
    Resource: "*",
    Condition: {
      ...allButDeployingRoles(zone),
      ...NO_ROOT_SESSION,
      StringNotEquals: { "aws:RequestedRegion": zone.governedRegions },
    },
  },
];
