import type { LandingZone } from "./landing-zone";

/** The role with which a pipeline reads an account and plans. */
export const PLAN_ROLE = "rootstock-plan";

/** The role with which a pipeline applies a plan in an account. */
export const DEPLOY_ROLE = "rootstock-deploy";

/** The names of the roles that change an account on the landing zone's behalf. */
export function deployingRoles({ accountAccessRole }: Pick<LandingZone, "accountAccessRole">): readonly string[] {
  return [accountAccessRole, DEPLOY_ROLE];
}

/** The names of every role of the landing zone in an account. */
export function landingZoneRoles(zone: Pick<LandingZone, "accountAccessRole">): readonly string[] {
  return [zone.accountAccessRole, PLAN_ROLE, DEPLOY_ROLE];
}
