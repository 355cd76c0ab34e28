import { z } from "zod";
import { MODES } from "./mode";

const settings = {
  mode: z.enum(MODES).exactOptional(),
  passwordMaxAgeDays: z.union([z.number(), z.literal("never")]).exactOptional(),
  s3PublicAccessBlock: z.boolean().exactOptional(),
  ebsEncryption: z.boolean().exactOptional(),
  accessAnalyzer: z.boolean().exactOptional(),
  configRecorder: z.boolean().exactOptional(),
};

/** The structure of a baseline on a unit or an account. */
export const baselineSchema = z.strictObject(settings);

/** The structure of the baseline of every account. */
export const organizationBaselineSchema = z.strictObject({
  ...settings,
  pipeline: z.strictObject({ planRoleArn: z.string(), deployRoleArn: z.string() }).exactOptional(),
});
