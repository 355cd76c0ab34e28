import { type BuiltInGuardrailId, type CompanionGuardrailId, GUARDRAILS } from "../catalogue/guardrails";
import { baselineSwitches } from "./baseline";
import type { BuiltInGuardrailConfig, LandingZoneConfig } from "./config";
import { DETECTIVE_SERVICES, type DetectiveService } from "./detection";
import type { Mode } from "./mode";
import type { ConfigPath } from "./problem";
import { detectionMode } from "./resolve-detection";

/** One mechanism that the configuration can switch, with the place of its switch. */
export interface Mechanism {
  readonly title: string;
  readonly mode: Mode;
  readonly path: ConfigPath;
}

const DENY_ROOT = "deny-root" satisfies BuiltInGuardrailId;

/** The place in the configuration that sets a built-in guardrail. */
export function guardrailSettingPath(id: BuiltInGuardrailId): ConfigPath {
  return id === DENY_ROOT ? ["denyRoot"] : ["companionGuardrails", id];
}

/** What the configuration says of a built-in guardrail. */
export function guardrailSetting(config: LandingZoneConfig, id: BuiltInGuardrailId): BuiltInGuardrailConfig {
  return declaredSetting(config, id) ?? {};
}

function declaredSetting(config: LandingZoneConfig, id: BuiltInGuardrailId): BuiltInGuardrailConfig | undefined {
  const companions: { readonly [K in CompanionGuardrailId]?: BuiltInGuardrailConfig } =
    config.companionGuardrails ?? {};
  return id === DENY_ROOT ? config.denyRoot : companions[id];
}

/** How far a built-in guardrail goes: one that is opt-in is off until the configuration names it. */
export function guardrailMode(config: LandingZoneConfig, id: BuiltInGuardrailId): Mode {
  const setting = declaredSetting(config, id);
  return setting === undefined ? GUARDRAILS[id].default : (setting.mode ?? "enforce");
}

/** The ids of the built-in guardrails, in the order of the catalogue. */
export const BUILT_IN_GUARDRAIL_IDS = Object.keys(GUARDRAILS) as readonly BuiltInGuardrailId[];

/** Every mechanism with its mode, for the report of what is not yet enforced. */
export function mechanismsOf(config: LandingZoneConfig): readonly Mechanism[] {
  const mode = (setting: { readonly mode?: Mode } | undefined): Mode => setting?.mode ?? "enforce";
  return [
    { title: "central root access", mode: mode(config.rootAccess), path: ["rootAccess", "mode"] },
    { title: "organization trail", mode: mode(config.trail), path: ["trail", "mode"] },
    // Written out only where it is not enforced: it protects nothing by itself.
    ...(config.tagging === undefined
      ? []
      : [{ title: "tagging", mode: mode(config.tagging), path: ["tagging", "mode"] }]),
    { title: "alerting", mode: mode(config.alerting), path: ["alerting", "mode"] },
    ...baselineSwitches(config).map(({ of, ...baseline }) => ({ title: `the baseline of ${of}`, ...baseline })),
    // Off until it is configured, which is no weakness that anybody chose.
    ...(config.identity === undefined
      ? []
      : [{ title: "identity", mode: mode(config.identity), path: ["identity", "mode"] }]),
    ...DETECTIVE_SERVICES.filter((service) => isDeclared(config, service)).map((service) => ({
      title: DETECTIVE_TITLES[service],
      mode: detectionMode(config, service),
      path: ["detection", service, "mode"],
    })),
    ...BUILT_IN_GUARDRAIL_IDS.filter((id) => isMeant(config, id)).map((id) => ({
      title: `guardrail ${id}`,
      mode: guardrailMode(config, id),
      path: [...guardrailSettingPath(id), "mode"],
    })),
  ];
}

const DETECTIVE_TITLES: Readonly<Record<DetectiveService, string>> = {
  externalAccess: "external-access analyzers",
  unusedAccess: "unused-access analyzer",
  guardDuty: "GuardDuty",
  securityHub: "Security Hub",
  config: "AWS Config",
};

/** A detective service that costs is off until it is configured, which is no weakness that anybody chose. */
function isDeclared({ detection }: LandingZoneConfig, service: DetectiveService): boolean {
  return service === "externalAccess" || detection?.[service] !== undefined;
}

/** A guardrail that is opt-in and off is not missing. */
function isMeant(config: LandingZoneConfig, id: BuiltInGuardrailId): boolean {
  return GUARDRAILS[id].default === "enforce" || guardrailMode(config, id) !== "off";
}
