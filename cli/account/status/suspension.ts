import { ACCOUNT_STATES } from "../../../catalogue/account-lifecycle";
import type { LandingZone } from "../../../model/landing-zone";
import type { Declared } from "./subject";

/** What it means to whoever acts in it that an account is suspended; `undefined`: it is not. */
export function suspension({ zone, account }: Declared): string | undefined {
  return account.state === "suspended" ? suspendedAccess(zone) : undefined;
}

/** Whether nobody but the landing zone can do anything in the account. */
export function isDeniedToPeople({ zone, account }: Declared): boolean {
  return account.state === "suspended" && restrictsSuspended(zone);
}

/** Who may act in a suspended account: the unit alone denies nothing. */
export function suspendedAccess(zone: LandingZone | undefined): string {
  return restrictsSuspended(zone)
    ? ACCOUNT_STATES.suspended.access
    : "No guardrail restrict-suspended is in force: the unit alone stops nobody.";
}

function restrictsSuspended(zone: LandingZone | undefined): boolean {
  return zone?.guardrails.some(({ key }) => key === "restrict-suspended") === true;
}
