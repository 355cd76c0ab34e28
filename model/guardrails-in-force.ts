import { type BuiltInGuardrailId, GUARDRAILS } from "../catalogue/guardrails";
import type { LandingZoneConfig, OrganizationalUnitsConfig } from "./config";
import { guardrailMode, guardrailSetting } from "./mechanisms";
import { protectedServices } from "./resolve-detection";

/** Whether a built-in guardrail has a policy: it is enforced, and there is something to attach it to. */
export function isGuardrailInForce(config: LandingZoneConfig, id: BuiltInGuardrailId): boolean {
  if (guardrailMode(config, id) !== "enforce") return false;
  const { attachTo } = guardrailSetting(config, id);
  if (id === "protect-detection" && protectedServices(config).length === 0) return false;
  if (attachTo !== undefined) return attachTo === "root" || attachTo.length > 0;
  switch (GUARDRAILS[id].attachTo) {
    case "root":
    case "log-archive-account":
    case "detective-services":
      return true;
    case "suspended":
      return hasSuspendedUnit(config.organizationalUnits);
    case "top-level-units":
      return Object.values(config.organizationalUnits).some(({ purpose }) => purpose === undefined);
    case "declared":
      return false;
    default:
      return GUARDRAILS[id] satisfies never;
  }
}

function hasSuspendedUnit(units: OrganizationalUnitsConfig): boolean {
  return Object.values(units).some(
    (unit) => unit.purpose === "suspended" || hasSuspendedUnit(unit.organizationalUnits ?? {}),
  );
}
