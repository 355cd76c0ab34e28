import { z } from "zod";

/** The structure of the configuration's `pipeline`. */
export const pipelineSchema = z.strictObject({
  github: z.strictObject({
    repository: z.string(),
    ownerId: z.string().exactOptional(),
    repositoryId: z.string().exactOptional(),
    branch: z.string().exactOptional(),
    environment: z.string().exactOptional(),
    createIdentityProvider: z.boolean().exactOptional(),
  }),
});
