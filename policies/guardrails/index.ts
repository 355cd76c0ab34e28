import type { BuiltInGuardrailId } from "../../catalogue/guardrails";
import { denyLeaveOrganization } from "./deny-leave-organization";
import { denyRoot } from "./deny-root";
import { denyRootAccessKeys } from "./deny-root-access-keys";
import type { GuardrailBody } from "./guardrail-body";
import { protectAlerting } from "./protect-alerting";
import { protectArchive } from "./protect-archive";
import { protectLandingZoneRoles } from "./protect-landing-zone-roles";
import { protectRootSettings } from "./protect-root-settings";
import { protectTrail } from "./protect-trail";
import { restrictSuspended } from "./restrict-suspended";

/** The body of every guardrail in the catalogue. */
export const GUARDRAIL_BODIES: Readonly<Record<BuiltInGuardrailId, GuardrailBody>> = {
  "deny-root": denyRoot,
  "deny-leave-organization": denyLeaveOrganization,
  "protect-trail": protectTrail,
  "protect-archive": protectArchive,
  "protect-alerting": protectAlerting,
  "protect-root-settings": protectRootSettings,
  "deny-root-access-keys": denyRootAccessKeys,
  "protect-landing-zone-roles": protectLandingZoneRoles,
  "restrict-suspended": restrictSuspended,
};
