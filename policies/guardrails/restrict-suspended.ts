import { deployingRoles } from "../../model/deployment-roles";
import { namesOf } from "../../model/names";
import type { GuardrailBody } from "./guardrail-body";
import { rolePattern } from "./principals";

/**
 * Denies everything in a suspended account but what the landing zone does there.
 *
 * Root sessions are denied too: an account that needs one is moved to the Recovery OU first. AWS services and their
 * service-linked roles go on, for no service control policy binds them. The role that forwards alert events is no such
 * role: EventBridge assumes it, and the account's policies are applied. Source: EventBridge user guide, sending events
 * to a service in another account.
 */
export const restrictSuspended: GuardrailBody = (zone) => [
  {
    Sid: "DenyAllButLandingZone",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: {
      ArnNotLike: {
        "aws:PrincipalArn": [...deployingRoles(zone), namesOf(zone).eventForwardingRole].map(rolePattern),
      },
    },
  },
];
