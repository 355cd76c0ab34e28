import { z } from "zod";

/** The schema of `accountMetadata`. */
export const accountMetadataSchema = z.record(
  z.string(),
  z.strictObject({
    description: z.string().exactOptional(),
    kind: z.enum(["text", "email", "date"]).exactOptional(),
    values: z.array(z.string()).readonly().exactOptional(),
    optional: z.boolean().exactOptional(),
  }),
);
