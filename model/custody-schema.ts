import { z } from "zod";

/** The structure of the custody of the management account's root user. */
export const custodySchema = z.strictObject({
  mailbox: z.string(),
  phone: z.string(),
  password: z.string(),
  mfa: z.string(),
});
