import { z } from "zod";
import { AUTHORIZATION_POLICY_TYPES, MANAGEMENT_POLICY_TYPES } from "../catalogue/guardrails";
import { MODES } from "./mode";

/** The structure of a whole policy: AWS has judged what is in it. */
export const policyContentSchema = z.record(z.string(), z.unknown());

/** Every kind of organization policy that the landing zone knows. */
export const policyTypeSchema = z.enum([...AUTHORIZATION_POLICY_TYPES, ...MANAGEMENT_POLICY_TYPES]);

/** The structure of a list of alternate contacts. */
export const contactKindsSchema = z.array(z.enum(["billing", "operations", "security"])).readonly();

const texts = z.array(z.string()).readonly();

/** The structure of what an adopted organization may say of itself. */
export const adoptionSchema = {
  alternateContacts: contactKindsSchema.exactOptional(),
  externalPolicies: z
    .record(
      z.string(),
      z.strictObject({
        name: z.string(),
        owner: z.enum(["aws", "control-tower", "stack-sets", "account-factory", "other"]),
        policyType: policyTypeSchema,
        attachedTo: texts,
        content: policyContentSchema.exactOptional(),
      }),
    )
    .exactOptional(),
  deferred: z
    .strictObject({
      trustedServices: texts.exactOptional(),
      policyTypes: z.array(policyTypeSchema).readonly().exactOptional(),
    })
    .exactOptional(),
  tagging: z.strictObject({ mode: z.enum(MODES).exactOptional() }).exactOptional(),
  policyTypes: texts.exactOptional(),
};
