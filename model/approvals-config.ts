/** Allows one change that `plan` would refuse. */
export interface ApprovalConfig {
  /** The id of the change as `plan` prints it, for example `trusted-access-removed:ram.amazonaws.com`. */
  readonly change: string;
  /** Why, for the people who review it. */
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`; later it is an error. */
  readonly until: string;
}

/** How much one plan may change. */
export interface PlanLimitsConfig {
  /** How many accounts a plan may touch without an approval. @default as many as it likes */
  readonly accounts?: number;
}
