import type { EventAlertId } from "../../catalogue/alerts";
import type { NamingContext } from "../../model/names";
import type { EventPattern } from "../event-pattern";
import { accountIdentityChange } from "./account-identity-change";
import { alertPathTampering } from "./alert-path-tampering";
import { alertPathTest } from "./alert-path-test";
import { assumeRoot } from "./assume-root";
import { breakGlassUse } from "./break-glass-use";
import { organizationChange } from "./organization-change";
import { passwordRecovery } from "./password-recovery";
import { rootApiUse } from "./root-api-use";
import { rootCredentialChange } from "./root-credential-change";
import { rootFeatureSwitch } from "./root-feature-switch";
import { rootSignIn } from "./root-sign-in";
import { trailTampering } from "./trail-tampering";

/** The event pattern of every alert on an event; of two it depends on the landing zone's names. */
export function eventPatterns(zone: NamingContext): Readonly<Record<EventAlertId, EventPattern>> {
  return {
    "root-sign-in": rootSignIn,
    "root-api-use": rootApiUse,
    "root-credential-change": rootCredentialChange,
    "password-recovery": passwordRecovery,
    "assume-root": assumeRoot,
    "root-feature-switch": rootFeatureSwitch,
    "trail-tampering": trailTampering,
    "alert-path-tampering": alertPathTampering(zone),
    "break-glass-use": breakGlassUse(zone),
    "organization-change": organizationChange,
    "account-identity-change": accountIdentityChange,
    "alert-path-test": alertPathTest,
  };
}
