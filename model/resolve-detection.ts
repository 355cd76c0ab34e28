import { CONFIG_RULE_IDS, CONFIG_RULES } from "../catalogue/detection";
import { type Baseline, isRecorded } from "./baseline";
import type { LandingZoneConfig } from "./config";
import type { ActiveMode, Detection, DetectiveService } from "./detection";
import { DETECTIVE_SERVICES } from "./detection";
import type { DetectionConfig } from "./detection-config";
import type { Mode } from "./mode";

type DetectionPart = Pick<LandingZoneConfig, "detection">;

/** How far a detective service goes: all but the free analyzers are off until the configuration names them. */
export function detectionMode({ detection }: DetectionPart, service: DetectiveService): Mode {
  const declared = detection?.[service];
  if (declared === undefined) return service === "externalAccess" ? "enforce" : "off";
  return declared.mode ?? "enforce";
}

/** The detective services that are on. */
export function activeServices(config: DetectionPart): readonly DetectiveService[] {
  return DETECTIVE_SERVICES.filter((service) => detectionMode(config, service) !== "off");
}

/** The detective services that are enforced, and so protected by the guardrail `protect-detection`. */
export function protectedServices(config: DetectionPart): readonly DetectiveService[] {
  return DETECTIVE_SERVICES.filter((service) => detectionMode(config, service) === "enforce");
}

/** The detective services with every default applied. */
export function resolveDetection(config: DetectionPart): Detection {
  const { unusedAccess, guardDuty, securityHub, config: recording }: DetectionConfig = config.detection ?? {};
  const active = <T>(service: DetectiveService, settings: T): (T & { readonly mode: ActiveMode }) | undefined => {
    const mode = detectionMode(config, service);
    return mode === "off" ? undefined : { mode, ...settings };
  };
  return {
    externalAccess: active("externalAccess", {}),
    unusedAccess: active("unusedAccess", { ageInDays: unusedAccess?.ageInDays ?? 90 }),
    guardDuty: active("guardDuty", {
      features: [...(guardDuty?.features ?? [])].sort(),
      findingPublishingFrequency: guardDuty?.findingPublishingFrequency ?? "FIFTEEN_MINUTES",
    }),
    securityHub: active("securityHub", {
      standards: [...(securityHub?.standards ?? (["foundational-best-practices"] as const))].sort(),
      disabledControls: [...(securityHub?.disabledControls ?? [])].sort(),
    }),
    config: active("config", {
      rules: [...(recording?.rules ?? CONFIG_RULE_IDS.filter((id) => CONFIG_RULES[id].isDefault))].sort(),
      expireAfterDays: recording?.expireAfterDays ?? 365,
    }),
  };
}

/** Whether AWS Config records an account: the service is on, and the account's baseline does not leave it out. */
export function hasRecorder(detection: Detection, baseline: Baseline): boolean {
  return detection.config !== undefined && isRecorded(baseline);
}
