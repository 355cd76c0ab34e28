import type { PolicyTarget } from "../../model/landing-zone";
import type { Exemption, PolicyOrigin } from "./policy-level";

/** One statement that has a part in a decision. */
export interface Reason {
  readonly effect: "Allow" | "Deny";
  readonly policyType: "scp" | "rcp";
  readonly policy: string;
  readonly origin: PolicyOrigin;
  /** The guardrail that the statement came from; `undefined` in policies that are not ours. */
  readonly guardrail: string | undefined;
  /** The `Sid`, or `number <n>` counted from 1. */
  readonly statement: string;
  readonly level: PolicyTarget;
  readonly levelTitle: string;
  /** The conditions of the statement that were decided, in words, for example `Null aws:AssumedRoot is "true": the key is absent`. */
  readonly conditions: readonly string[];
}

/** A missing Allow: no statement at a level allows the request. */
export interface MissingAllow {
  readonly policyType: "scp" | "rcp";
  readonly level: PolicyTarget;
  readonly levelTitle: string;
}

/** Values that complete an open question: one request. */
export interface Completion {
  readonly action: string;
  readonly resource: string;
  /** By condition key in lower case; `undefined` means absent. Only keys on which the policies in force depend, and those that the question limits. */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

/** What the organization's policies say of a question, whatever the identity policies of the account say. */
export type Answer =
  /** Denied whatever else the request carries. */
  | { readonly verdict: "denied"; readonly reasons: readonly Reason[]; readonly missing: readonly MissingAllow[] }
  /** Allowed by the organization's policies whatever else the request carries. */
  | { readonly verdict: "allowed"; readonly reasons: readonly Reason[] }
  /** Some completions are denied and some are allowed; both witnesses were evaluated. */
  | {
      readonly verdict: "depends";
      /** The open parts that decide: `action`, `resource`, or condition keys in lower case; sorted. */
      readonly on: readonly string[];
      /** The statements that deny some completions. */
      readonly reasons: readonly Reason[];
      readonly missing: readonly MissingAllow[];
      readonly denied: Completion;
      readonly allowed: Completion;
    }
  /** No organization policy of either kind binds the request. */
  | { readonly verdict: "not-bound"; readonly because: readonly Exemption[] }
  /** Neither proved nor refuted: more cases than are worth counting, or a case that could not be completed. Never a proof. */
  | { readonly verdict: "undecided"; readonly because: string };
