import { z } from "zod";
import { MODES } from "./mode";

const part = z.strictObject({ mode: z.enum(MODES).exactOptional() }).exactOptional();

/** The structure of the activity review's settings. */
export const reviewSchema = z.strictObject({ insights: part, digest: part });
