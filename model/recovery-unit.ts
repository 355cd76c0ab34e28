import type { LandingZone, OrganizationalUnit } from "./landing-zone";

/** The Recovery OU of a landing zone that must have one: deny-root or alerting is in force. Throws when there is none. */
export function requiredRecoveryUnit({ recoveryUnit }: Pick<LandingZone, "recoveryUnit">): OrganizationalUnit {
  if (recoveryUnit === undefined) throw new Error("the landing zone has no Recovery OU");
  return recoveryUnit;
}
