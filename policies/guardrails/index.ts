import type { AuthorizationGuardrailId } from "../../catalogue/guardrails";
import { denyIamUsers } from "./deny-iam-users";
import { denyLeaveOrganization } from "./deny-leave-organization";
import { denyRoot } from "./deny-root";
import { denyRootAccessKeys } from "./deny-root-access-keys";
import type { GuardrailBody } from "./guardrail-body";
import { protectAlerting } from "./protect-alerting";
import { protectArchive } from "./protect-archive";
import { protectDetection } from "./protect-detection";
import { protectLandingZoneRoles } from "./protect-landing-zone-roles";
import { protectRootSettings } from "./protect-root-settings";
import { protectS3PublicAccess } from "./protect-s3-public-access";
import { protectTrail } from "./protect-trail";
import { rcpConfusedDeputy } from "./rcp-confused-deputy";
import { rcpIdentityPerimeter } from "./rcp-identity-perimeter";
import { rcpRequireTls } from "./rcp-require-tls";
import { regionRestriction } from "./region-restriction";
import { requireEbsEncryption } from "./require-ebs-encryption";
import { requireImdsv2 } from "./require-imdsv2";
import { restrictSuspended } from "./restrict-suspended";

/** The body of every guardrail in the catalogue that has statements. */
export const GUARDRAIL_BODIES: Readonly<Record<AuthorizationGuardrailId, GuardrailBody>> = {
  "deny-root": denyRoot,
  "deny-leave-organization": denyLeaveOrganization,
  "protect-trail": protectTrail,
  "protect-archive": protectArchive,
  "protect-alerting": protectAlerting,
  "protect-root-settings": protectRootSettings,
  "deny-root-access-keys": denyRootAccessKeys,
  "protect-landing-zone-roles": protectLandingZoneRoles,
  "restrict-suspended": restrictSuspended,
  "protect-detection": protectDetection,
  "region-restriction": regionRestriction,
  "deny-iam-users": denyIamUsers,
  "require-imdsv2": requireImdsv2,
  "require-ebs-encryption": requireEbsEncryption,
  "protect-s3-public-access": protectS3PublicAccess,
  "rcp-require-tls": rcpRequireTls,
  "rcp-confused-deputy": rcpConfusedDeputy,
  "rcp-identity-perimeter": rcpIdentityPerimeter,
};
