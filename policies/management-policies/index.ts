import type { BuiltInGuardrailId, ManagementGuardrailId } from "../../catalogue/guardrails";
import { aiOptOut } from "./ai-opt-out";
import { declarativeEc2 } from "./declarative-ec2";
import type { ManagementPolicyBody } from "./management-policy";
import { tagPolicy } from "./tag-policy";

/** The document of every guardrail in the catalogue that is a management policy. */
export const MANAGEMENT_POLICY_BODIES: Readonly<Record<ManagementGuardrailId, ManagementPolicyBody>> = {
  "ai-opt-out": aiOptOut,
  "declarative-ec2": declarativeEc2,
  "tag-policy": tagPolicy,
};

/** Whether a built-in guardrail has settings instead of statements. */
export function isManagementGuardrail(id: BuiltInGuardrailId): id is ManagementGuardrailId {
  return Object.hasOwn(MANAGEMENT_POLICY_BODIES, id);
}
