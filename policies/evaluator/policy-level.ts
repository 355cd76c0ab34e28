import type { PolicyTarget } from "../../model/landing-zone";
import type { ParsedPolicy } from "./parsed-policy";

/** Where a policy comes from. */
export type PolicyOrigin =
  /** A policy of this landing zone; each statement knows its guardrail. */
  | { readonly kind: "landing-zone" }
  /** AWS's own policies, for example `FullAWSAccess`. */
  | { readonly kind: "aws" }
  /** Somebody else's: Control Tower's, or what a team adopted. */
  | { readonly kind: "foreign"; readonly owner: string };

/** A service control policy or a resource control policy, as it is attached. */
export interface AttachedOrganizationPolicy {
  readonly name: string;
  readonly origin: PolicyOrigin;
  readonly policy: ParsedPolicy;
}

/** One node between the organization root and an account, both included, with the policies attached to it directly. */
export interface PolicyLevel {
  readonly node: PolicyTarget;
  /** In words, for example `organization root` or `OU Workloads (workloads)`. */
  readonly title: string;
  readonly policies: readonly AttachedOrganizationPolicy[];
}

/** Why organization policies of a kind say nothing of a request. */
export type Exemption =
  | "management-account"
  | "service-linked-role"
  | "aws-service-principal"
  | "outside-the-organization"
  | "service-without-rcp-support"
  | "not-restrictable-action";

/** The levels that bind a request, from the root down; or why none does. */
export type Binding =
  | { readonly kind: "bound"; readonly levels: readonly PolicyLevel[] }
  | { readonly kind: "exempt"; readonly because: Exemption };
