import { z } from "zod";
import { type WorkFile, workFile } from "./work-file";

const journalSchema = z.strictObject({
  managementAccountId: z.string(),
  accountId: z.string(),
  accountKey: z.string(),
  /** Where the account was, and where it has to be again. */
  parentId: z.string(),
  recoveryUnitId: z.string(),
  /** Unique in the organization; the policy is found by it, for its id may not have been noted. */
  policyName: z.string(),
  startedAt: z.string(),
});

/** What a probe changes, written before it changes anything. */
export type ProbeJournal = z.infer<typeof journalSchema>;

/** The file that remembers a probe until everything is as it was. */
export function probeJournal(directory: string): WorkFile<ProbeJournal> {
  return workFile(directory, "audit-probe.json", journalSchema);
}
