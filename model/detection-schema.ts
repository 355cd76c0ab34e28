import { z } from "zod";
import {
  CONFIG_RULE_IDS,
  FINDING_FREQUENCIES,
  GUARDDUTY_FEATURE_IDS,
  SECURITY_STANDARD_IDS,
} from "../catalogue/detection";
import { MODES } from "./mode";

const mode = z.enum(MODES).exactOptional();

function listOf<S extends z.ZodType>(element: S) {
  return z.array(element).readonly().exactOptional();
}

/** The structure of the detective services. */
export const detectionSchema = z.strictObject({
  externalAccess: z.strictObject({ mode }).exactOptional(),
  unusedAccess: z.strictObject({ mode, ageInDays: z.number().exactOptional() }).exactOptional(),
  guardDuty: z
    .strictObject({
      mode,
      features: listOf(z.enum(GUARDDUTY_FEATURE_IDS)),
      findingPublishingFrequency: z.enum(FINDING_FREQUENCIES).exactOptional(),
    })
    .exactOptional(),
  securityHub: z
    .strictObject({
      mode,
      standards: listOf(z.enum(SECURITY_STANDARD_IDS)),
      disabledControls: listOf(z.string()),
    })
    .exactOptional(),
  config: z
    .strictObject({ mode, rules: listOf(z.enum(CONFIG_RULE_IDS)), expireAfterDays: z.number().exactOptional() })
    .exactOptional(),
});
