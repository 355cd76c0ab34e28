import { z } from "zod";
import { MODES } from "./mode";

const mode = z.enum(MODES).exactOptional();
const part = z.strictObject({ mode }).exactOptional();

/** The structure of the activity review's settings. */
export const reviewSchema = z.strictObject({
  insights: part,
  digest: part,
  athena: z
    .strictObject({
      mode,
      maxScannedGigabytes: z.number().exactOptional(),
      keepResultsDays: z.number().exactOptional(),
    })
    .exactOptional(),
});
