import { z } from "zod";
import { PRINCIPAL_KINDS, type PrincipalKind } from "../catalogue/standing-questions";

// Its keys are known, but typed as string.
const kinds = Object.keys(PRINCIPAL_KINDS) as readonly PrincipalKind[];

/** The structure of the truth tables. */
export const proofsSchema = z
  .array(
    z.strictObject({
      account: z.string(),
      principal: z.union([z.enum(kinds), z.templateLiteral(["arn:", z.string()])]),
      action: z.string(),
      resource: z.string().exactOptional(),
      context: z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly(), z.null()])).exactOptional(),
      expect: z.enum(["deny", "allow"]),
    }),
  )
  .readonly();
