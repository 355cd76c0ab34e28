import type { PolicyType } from "../catalogue/guardrails";
import type { Mode } from "./mode";

/** One kind of alternate contact. */
export type ContactKind = "billing" | "operations" | "security";

/** A whole organization policy as AWS holds it. */
export type PolicyContentConfig = Readonly<Record<string, unknown>>;

/** Who manages a policy that is not the landing zone's. */
export type ExternalPolicyOwner = "aws" | "control-tower" | "stack-sets" | "account-factory" | "other";

/** A policy that somebody else manages: it takes slots and decides, and is in no state. */
export interface ExternalPolicyConfig {
  /** Its name in the organization. */
  readonly name: string;
  /** Whose it is; where Control Tower attaches one to a unit, no account is created there. */
  readonly owner: ExternalPolicyOwner;
  readonly policyType: PolicyType;
  /** What it is attached to: `root`, or the keys of units and accounts. */
  readonly attachedTo: readonly string[];
  /** What is in it, so that it can be evaluated. @default not known */
  readonly content?: PolicyContentConfig;
}

/** What the landing zone would switch on, and an adopted organization does not have yet. */
export interface DeferredConfig {
  /** Services that do not get trusted access yet, by principal. @default none */
  readonly trustedServices?: readonly string[];
  /** Policy types that are not enabled yet. @default none */
  readonly policyTypes?: readonly PolicyType[];
}

/** Whether the tags of accounts, units and policies are Terraform's to write. */
export interface TaggingConfig {
  /** `off`: tags stay as they are in AWS; `observe` means the same. @default "enforce" */
  readonly mode?: Mode;
}
