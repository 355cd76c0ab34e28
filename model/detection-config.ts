import type { ConfigRuleId, FindingFrequency, GuardDutyFeature, SecurityStandardId } from "../catalogue/detection";
import type { Mode } from "./mode";

/** The analyzers that report what is shared outside the organization, in every governed Region. */
export interface ExternalAccessConfig {
  /** `observe` leaves out their protection by the guardrail `protect-detection`. @default "enforce" */
  readonly mode?: Mode;
}

/** The analyzer that reports roles, users and permissions that nobody uses. It is billed by role and user. */
export interface UnusedAccessConfig {
  /** `observe` leaves out its protection by the guardrail `protect-detection`. @default "enforce" */
  readonly mode?: Mode;
  /** Days after which access that was not used is reported, 1 to 365. @default 90 */
  readonly ageInDays?: number;
}

/** GuardDuty in every account and governed Region. It is billed by what it analyzes. */
export interface GuardDutyConfig {
  /** `observe` leaves out its protection by the guardrail `protect-detection`. @default "enforce" */
  readonly mode?: Mode;
  /** Protection plans beside what GuardDuty always analyzes; each costs extra. @default none */
  readonly features?: readonly GuardDutyFeature[];
  /** How soon GuardDuty publishes that a known finding occurred again. @default "FIFTEEN_MINUTES" */
  readonly findingPublishingFrequency?: FindingFrequency;
}

/** Security Hub in every account and governed Region, its findings gathered in the home Region. It is billed by check. */
export interface SecurityHubConfig {
  /** `observe` leaves out its protection by the guardrail `protect-detection`. @default "enforce" */
  readonly mode?: Mode;
  /** Which security standards are checked; most of their controls need `config`. @default ["foundational-best-practices"] */
  readonly standards?: readonly SecurityStandardId[];
  /** Controls that are not checked, such as `IAM.6`. @default none */
  readonly disabledControls?: readonly string[];
}

/**
 * AWS Config: a recorder in every account and governed Region, and rules on root users and IAM. It is billed by
 * recorded item and by evaluation.
 *
 * `baseline: { configRecorder: false }` on a unit or an account leaves its accounts out.
 */
export interface ConfigRecordingConfig {
  /** `observe` leaves out its protection by the guardrail `protect-detection`. @default "enforce" */
  readonly mode?: Mode;
  /** Which rules are evaluated in every account with a recorder. @default those that the catalogue of rules calls default */
  readonly rules?: readonly ConfigRuleId[];
  /** Days after which the history that recorders deliver to the log archive expires. @default 365 */
  readonly expireAfterDays?: number;
}

/** The services that detect, administered by the security account for every account, new ones included. */
export interface DetectionConfig {
  /** @default on: it is free */
  readonly externalAccess?: ExternalAccessConfig;
  /** @default off */
  readonly unusedAccess?: UnusedAccessConfig;
  /** @default off */
  readonly guardDuty?: GuardDutyConfig;
  /** @default off */
  readonly securityHub?: SecurityHubConfig;
  /** @default off */
  readonly config?: ConfigRecordingConfig;
}
