import { z } from "zod";

const moduleUse = z.strictObject({
  module: z.string().exactOptional(),
  inputs: z.record(z.string(), z.unknown()).exactOptional(),
});

/** The structure of uses of modules; what a module's inputs are is a rule. */
export const modulesSchema = z.record(z.string(), z.union([moduleUse, z.literal(false)]));
