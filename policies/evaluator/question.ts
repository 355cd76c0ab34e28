import type { Binding } from "./policy-level";

/**
 * What a question says of one value of a request: of its action, its resource, or one of its condition keys.
 *
 * What is not said is `open`, never absent.
 */
export type Fact =
  /** The request carries exactly these values; more than one only for keys with several values. */
  | { readonly kind: "values"; readonly values: readonly string[] }
  /** The request does not carry the key. */
  | { readonly kind: "absent" }
  /** Anything that the constraints leave. */
  | {
      readonly kind: "open";
      /** Patterns (`*`, `?`) of which the value matches at least one. @default every value */
      readonly like?: readonly string[];
      /** Patterns of which the value matches none. @default none */
      readonly notLike?: readonly string[];
      /** Whether the request always carries the key. @default false; actions and resources are always present */
      readonly isPresent?: boolean;
    };

/** A request of which some parts are left open. */
export interface Question {
  /** The service control policies on the way to the principal's account. */
  readonly scps: Binding;
  /** The resource control policies on the way to the resource's account. */
  readonly rcps: Binding;
  /** `service:Name`; case does not count. */
  readonly action: Fact;
  /** An ARN or `*`. */
  readonly resource: Fact;
  /** By condition key in lower case. A key that is not listed is open and may be absent. */
  readonly context: Readonly<Record<string, Fact>>;
}
