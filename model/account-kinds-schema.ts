import { z } from "zod";
import { baselineSchema } from "./baseline-schema";
import { modulesSchema } from "./modules-schema";

/** The structure of the kinds of accounts. */
export const accountKindsSchema = z.record(
  z.string(),
  z.strictObject({
    description: z.string().exactOptional(),
    tags: z.record(z.string(), z.string()).exactOptional(),
    guardrails: z.array(z.string()).readonly().exactOptional(),
    baseline: baselineSchema.exactOptional(),
    modules: modulesSchema.exactOptional(),
    expireWithinDays: z.number().exactOptional(),
  }),
);
