import type { PolicyDocument } from "../../../policies/policy-document";

/** A request of which nothing is left open. */
export interface CompleteRequest {
  /** `service:Name`. */
  readonly action: string;
  /** An ARN, or `*` for an action without resources of its own. */
  readonly resource: string;
  /** By condition key in lower case; a key that is not listed is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** The policies on the way from the root to an account; one list of policies a level. */
export interface Hierarchy {
  /** Service control policies, complete: a level without an Allow allows nothing. */
  readonly scps: readonly (readonly PolicyDocument[])[];
  /** Resource control policies beside `RCPFullAWSAccess`, which no level can be without. */
  readonly rcps: readonly (readonly PolicyDocument[])[];
}

/** One question to several evaluators. */
export interface OrganizationCase extends Hierarchy {
  readonly request: CompleteRequest;
}

/** AWS's `FullAWSAccess`. */
export const FULL_ACCESS: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "FullAccess", Effect: "Allow", Action: "*", Resource: "*" }],
};

/** AWS's `RCPFullAWSAccess`. */
export const RCP_FULL_ACCESS: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "FullAccess", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
