import type { ConfigRuleId, FindingFrequency, GuardDutyFeature, SecurityStandardId } from "../catalogue/detection";
import type { Mode } from "./mode";

/** How far a detective service that is on goes: only `enforce` protects it by a guardrail. */
export type ActiveMode = Exclude<Mode, "off">;

/** The detective services, resolved: what is `undefined` is off. Every list is sorted. */
export interface Detection {
  readonly externalAccess: { readonly mode: ActiveMode } | undefined;
  readonly unusedAccess: { readonly mode: ActiveMode; readonly ageInDays: number } | undefined;
  readonly guardDuty:
    | {
        readonly mode: ActiveMode;
        readonly features: readonly GuardDutyFeature[];
        readonly findingPublishingFrequency: FindingFrequency;
      }
    | undefined;
  readonly securityHub:
    | {
        readonly mode: ActiveMode;
        readonly standards: readonly SecurityStandardId[];
        readonly disabledControls: readonly string[];
      }
    | undefined;
  readonly config:
    | { readonly mode: ActiveMode; readonly rules: readonly ConfigRuleId[]; readonly expireAfterDays: number }
    | undefined;
}

/** The name of a detective service in the configuration. */
export type DetectiveService = keyof Detection;

/** The detective services, in the order of the configuration. */
export const DETECTIVE_SERVICES = [
  "externalAccess",
  "unusedAccess",
  "guardDuty",
  "securityHub",
  "config",
] as const satisfies readonly DetectiveService[];
