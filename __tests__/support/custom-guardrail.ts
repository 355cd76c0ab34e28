import type { CustomGuardrailConfig, LandingZoneConfig, PolicyStatementConfig } from "../../model/config";
import { minimalConfig } from "./example-config";

/** A harmless statement of a guardrail of one's own. */
export const HARMLESS: PolicyStatementConfig = {
  Sid: "Own",
  Effect: "Deny",
  Action: "ec2:RunInstances",
  Resource: "*",
};

/** The minimal configuration with a guardrail `own` attached to the unit `security`. */
export function withStatements(
  statements: readonly PolicyStatementConfig[],
  settings: Partial<CustomGuardrailConfig> = {},
  changes: Partial<LandingZoneConfig> = {},
): LandingZoneConfig {
  const config = minimalConfig(changes);
  const { security, ...others } = config.organizationalUnits;
  if (security === undefined) throw new Error("no unit security");
  return {
    ...config,
    organizationalUnits: { ...others, security: { ...security, guardrails: ["own"] } },
    guardrails: { own: { reason: "For the test.", statements, ...settings } },
  };
}
