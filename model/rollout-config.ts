/** How far a change of many baselines has come when a wave ends: a number of accounts, or a share of them like `10%`. */
export type WaveConfig = number | `${number}%`;

/** In which order a change reaches the baselines of member accounts. */
export interface RolloutConfig<A extends string = string> {
  /**
   * The keys of the accounts whose baselines change first, and which `plan` prefers as representatives.
   *
   * @default of each distinct baseline the account that `plan` chose to represent it
   */
  readonly canary?: readonly A[];
  /**
   * How far the change has come when each wave after the canaries ends, counted with them; the last wave takes the rest.
   *
   * @default `["10%"]`
   */
  readonly waves?: readonly WaveConfig[];
}
