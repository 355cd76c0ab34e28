import { deployingRoles } from "../../model/deployment-roles";
import type { LandingZone } from "../../model/landing-zone";
import type { Statement } from "../policy-document";

type Condition = NonNullable<Statement["Condition"]>;

/** The ARN pattern of a role without a path, in any member account. */
export function rolePattern(role: string): string {
  return `arn:*:iam::*:role/${role}`;
}

/**
 * Every principal but the roles that deploy the landing zone: the one exemption of the built-in guardrails.
 *
 * It needs no entry for service-linked roles and AWS services: a service control policy never binds those.
 */
export function allButDeployingRoles(zone: LandingZone): Condition {
  return { ArnNotLike: { "aws:PrincipalArn": deployingRoles(zone).map(rolePattern) } };
}

/** Nobody in a 15-minute root session of central root access. */
export const NO_ROOT_SESSION = { Null: { "aws:AssumedRoot": "true" } } as const satisfies Condition;

/** The root user with credentials of its own; 15-minute root sessions, which carry `aws:AssumedRoot`, are spared. */
export const LONG_TERM_ROOT = {
  ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
  ...NO_ROOT_SESSION,
} as const satisfies Condition;
