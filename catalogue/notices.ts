import type { Severity } from "./alerts";

/** One notice that comes by the calendar and not by an event. */
export interface NoticeEntry {
  readonly title: string;
  readonly severity: Severity;
  /** The section of `docs/runbooks.md` that says what to do. */
  readonly runbook: string;
}

/** The notices that a schedule sends. */
export const NOTICES = {
  "recovery-expired": {
    title: "Account past its last day in the Recovery OU",
    severity: "page",
    runbook: "recovery-move",
  },
  "account-expiry": {
    title: "Accounts whose last day is near or past",
    severity: "ticket",
    runbook: "account-expiry",
  },
  "weekly-review": { title: "Weekly review of root activity", severity: "digest", runbook: "weekly-review" },
} as const satisfies Record<string, NoticeEntry>;

/** The id of a notice. */
export type NoticeId = keyof typeof NOTICES;
