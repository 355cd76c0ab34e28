import { z } from "zod";

/** The structure of the order in which baselines change; which waves make sense is a rule. */
export const rolloutSchema = z.strictObject({
  canary: z.array(z.string()).readonly().exactOptional(),
  waves: z
    .array(z.union([z.number(), z.templateLiteral([z.number(), "%"])]))
    .readonly()
    .exactOptional(),
});
