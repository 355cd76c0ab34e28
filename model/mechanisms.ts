import { type BuiltInGuardrailId, type CompanionGuardrailId, GUARDRAILS } from "../catalogue/guardrails";
import type { BuiltInGuardrailConfig, LandingZoneConfig } from "./config";
import type { Mode } from "./mode";
import type { ConfigPath } from "./problem";

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
  const companions: { readonly [K in CompanionGuardrailId]?: BuiltInGuardrailConfig } =
    config.companionGuardrails ?? {};
  return (id === DENY_ROOT ? config.denyRoot : companions[id]) ?? {};
}

/** The ids of the built-in guardrails, in the order of the catalogue. */
export const BUILT_IN_GUARDRAIL_IDS = Object.keys(GUARDRAILS) as readonly BuiltInGuardrailId[];

/** Every mechanism with its mode, for the report of what is not yet enforced. */
export function mechanismsOf(config: LandingZoneConfig): readonly Mechanism[] {
  const mode = (setting: { readonly mode?: Mode } | undefined): Mode => setting?.mode ?? "enforce";
  return [
    { title: "central root access", mode: mode(config.rootAccess), path: ["rootAccess", "mode"] },
    { title: "organization trail", mode: mode(config.trail), path: ["trail", "mode"] },
    { title: "alerting", mode: mode(config.alerting), path: ["alerting", "mode"] },
    // Off until it is configured, which is no weakness that anybody chose.
    ...(config.identity === undefined
      ? []
      : [{ title: "identity", mode: mode(config.identity), path: ["identity", "mode"] }]),
    ...BUILT_IN_GUARDRAIL_IDS.map((id) => ({
      title: `guardrail ${id}`,
      mode: mode(guardrailSetting(config, id)),
      path: [...guardrailSettingPath(id), "mode"],
    })),
  ];
}
