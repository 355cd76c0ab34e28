import type { Mode } from "./mode";

/** What an account gets beside what the organization gives it; what is left out is inherited from the unit above. */
export interface BaselineConfig {
  /**
   * `off` has no state for the account; `observe` forwards events and analyzes access; `enforce` sets the account's
   * defaults, too.
   *
   * @default "enforce"
   */
  readonly mode?: Mode;
  /**
   * Days after which a password of an IAM user expires, 1 to 1095, or `never`.
   *
   * CIS took the 90 days of its version 1.2 out in version 1.3, and NIST SP 800-63B advises against expiry: people
   * who must change a password choose a weaker one.
   *
   * @default "never"
   */
  readonly passwordMaxAgeDays?: number | "never";
  /** Whether nothing in S3 can be made public in the account. @default true */
  readonly s3PublicAccessBlock?: boolean;
  /** Whether new EBS volumes are encrypted without being asked for, in every governed Region. @default true */
  readonly ebsEncryption?: boolean;
  /**
   * Whether an analyzer of the account's own reports what is shared outside the account, in every governed Region.
   *
   * @default false
   */
  readonly accessAnalyzer?: boolean;
  /**
   * Whether AWS Config records the account where `detection.config` is on; organization rules leave out an account
   * that is not recorded.
   *
   * @default true
   */
  readonly configRecorder?: boolean;
}

/** The roles that a pipeline works with, which may assume the plan role and the deploy role of every account. */
export interface PipelineConfig {
  /** The ARN of the role that plans; it may assume `rootstock-plan` and nothing else may. */
  readonly planRoleArn: string;
  /** The ARN of the role that applies; it may assume `rootstock-deploy` and nothing else may. */
  readonly deployRoleArn: string;
}

/** The baseline of every account. */
export interface OrganizationBaselineConfig extends BaselineConfig {
  /** @default none: no account has a plan or deploy role */
  readonly pipeline?: PipelineConfig;
}
