import type { PolicyType } from "../../catalogue/guardrails";

/** What packing must know of a guardrail. */
export interface PackableGuardrail {
  readonly key: string;
  readonly policyType: PolicyType;
  /** Whether it must have a policy of its own. */
  readonly standsAlone: boolean;
  /** `root` or the keys of units and accounts, sorted. */
  readonly targets: readonly string[];
}

/** How long a policy is at most. */
export interface PolicyMeasure {
  /** The characters of one guardrail's statements in a policy that it shares. */
  ofGuardrail(key: string): number;
  /** The characters of the policy that these guardrails share. */
  ofPolicy(keys: Iterable<string>): number;
  /** How many a policy may have. */
  limit(policyType: PolicyType): number;
}
