import { z } from "zod";

/** The structure of the approvals and limits of plans. */
export const approvalsSchema = {
  approvals: z
    .array(z.strictObject({ change: z.string(), reason: z.string(), until: z.string() }))
    .readonly()
    .exactOptional(),
  planLimits: z.strictObject({ accounts: z.number().exactOptional() }).exactOptional(),
};
