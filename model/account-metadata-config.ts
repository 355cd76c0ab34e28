/** What every account says of itself by one tag, for example who pays for it or what data it holds. */
export interface AccountMetadataConfig {
  /** What the value means, for whoever has to write one. */
  readonly description?: string;
  /** `email`: an address. `date`: a day, `YYYY-MM-DD`. @default "text" */
  readonly kind?: "text" | "email" | "date";
  /** The values that are allowed. @default any of its kind */
  readonly values?: readonly string[];
  /** Whether an account may go without it. @default false */
  readonly optional?: boolean;
}
