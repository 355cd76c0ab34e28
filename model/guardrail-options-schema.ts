import { z } from "zod";

const text = z.string();
const texts = z.array(text).readonly();

/** The structure of the settings that shipped guardrails take beside mode and attachment. */
export const guardrailOptionsSchema = {
  perimeter: z
    .strictObject({
      vendorAccounts: z
        .array(z.strictObject({ id: text, reason: text }))
        .readonly()
        .exactOptional(),
      oidcIssuers: z
        .array(z.strictObject({ issuer: text, subjects: texts.exactOptional(), reason: text }))
        .readonly()
        .exactOptional(),
    })
    .exactOptional(),
  tagPolicy: z
    .record(text, z.strictObject({ values: texts.exactOptional(), enforcedFor: texts.exactOptional() }))
    .exactOptional(),
  regionExemptions: z
    .array(z.strictObject({ action: text, reason: text }))
    .readonly()
    .exactOptional(),
};
