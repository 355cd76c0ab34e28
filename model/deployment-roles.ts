import type { LandingZone } from "./landing-zone";

/** The role with which a pipeline reads an account and plans. */
export const PLAN_ROLE = "rootstock-plan";

/** The role with which a pipeline applies a plan in an account. */
export const DEPLOY_ROLE = "rootstock-deploy";

/** The variable of a member account's stacks that names the role which a run assumes there. */
export const ACCOUNT_ROLE_VARIABLE = "account_role";

/** What IAM accepts as the name of a role; source: IAM API reference, CreateRole, read 2026-11. */
export const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;

/** The names of the roles that change an account on the landing zone's behalf. */
export function deployingRoles({ accountAccessRole }: Pick<LandingZone, "accountAccessRole">): readonly string[] {
  return [accountAccessRole, DEPLOY_ROLE];
}

/** The names of every role of the landing zone in an account. */
export function landingZoneRoles(zone: Pick<LandingZone, "accountAccessRole">): readonly string[] {
  return [zone.accountAccessRole, PLAN_ROLE, DEPLOY_ROLE];
}
