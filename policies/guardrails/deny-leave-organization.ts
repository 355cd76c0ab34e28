import type { GuardrailBody } from "./guardrail-body";

/**
 * Denies every way out of the organization that a member account has itself.
 *
 * It can leave, close itself, or accept the invitation of another organization. The landing zone's roles are not
 * exempt: accounts are released and closed from the management account. Source: AWS Organizations user guide, best
 * practices for the management account, "Prevent inadvertent account departures and closures with an SCP"; API
 * reference, AcceptHandshake.
 */
export const denyLeaveOrganization: GuardrailBody = () => [
  {
    Sid: "DenyLeavingOrganization",
    Effect: "Deny",
    Action: ["organizations:LeaveOrganization", "organizations:AcceptHandshake", "account:CloseAccount"],
    Resource: "*",
  },
];
