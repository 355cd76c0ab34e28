import type { BaselineConfig } from "./baseline-config";
import type { ModulesConfig } from "./modules-config";

/**
 * What accounts of one kind have in common, wherever in the tree they are.
 *
 * A kind is more specific than every unit, and less than the account itself.
 *
 * @typeParam G the keys of guardrails of your own
 */
export interface AccountKindConfig<G extends string = string> {
  /** What the kind is for, in a few words, for the people who choose one. @default nothing */
  readonly description?: string;
  /** Tags on its accounts; they win over those of units. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * The keys of guardrails of your own attached to each account of the kind; each takes a policy slot there.
   *
   * @default none
   */
  readonly guardrails?: readonly G[];
  /** What differs from the baseline of an account's unit. @default nothing */
  readonly baseline?: BaselineConfig;
  /** Terraform modules for its accounts, by a key of your own. @default those of the account's units */
  readonly modules?: ModulesConfig;
  /**
   * How many days ahead the last day of an account of the kind may be; with it, each must have one.
   *
   * @default the limit of the account's unit; without one, accounts stay
   */
  readonly expireWithinDays?: number;
}
