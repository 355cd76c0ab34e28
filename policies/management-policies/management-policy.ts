import type { LandingZone } from "../../model/landing-zone";

/** The document of a policy that has settings instead of statements, with AWS's inheritance operators. */
export interface ManagementPolicyDocument {
  readonly [key: string]: string | readonly string[] | ManagementPolicyDocument;
}

/** The document of a built-in guardrail that is a management policy. */
export type ManagementPolicyBody = (zone: LandingZone) => ManagementPolicyDocument;

/**
 * Sets a value, whatever a policy above says.
 *
 * Source: AWS Organizations user guide, inheritance operators.
 */
export function assign(value: string | readonly string[]): ManagementPolicyDocument {
  return { "@@assign": value };
}

/** Lets no policy below change what is beside it. */
export const FINAL: ManagementPolicyDocument = { "@@operators_allowed_for_child_policies": ["@@none"] };
