import type { PrincipalKind } from "../catalogue/standing-questions";

/**
 * One line of a truth table: what the organization's policies must say of a request.
 *
 * It holds only if the answer is the same whatever else a request carries.
 *
 * @typeParam A the keys of the accounts
 */
export interface ProofConfig<A extends string = string> {
  /** The key of an account, or `*` for every member account. */
  readonly account: A | "*";
  /** A kind of principal, or an ARN, which may have `*` and `?` in it. */
  readonly principal: PrincipalKind | `arn:${string}`;
  /** An action such as `s3:DeleteBucket`, or a pattern such as `cloudtrail:Stop*`: all actions it matches. */
  readonly action: string;
  /** An ARN, or a pattern of ARNs. @default any resource */
  readonly resource?: string;
  /**
   * What the request carries beside what its principal makes sure: a value, several values, or `null` for a key that it
   * does not carry.
   *
   * @default anything else is left open
   */
  readonly context?: Readonly<Record<string, string | readonly string[] | null>>;
  /** What must be the answer. `allow` means that no organization policy stands against it. */
  readonly expect: "deny" | "allow";
}
