import type { Severity } from "./alerts";

/** The service that a finding comes from. */
export type FindingSource = "GuardDuty" | "Security Hub" | "Access Analyzer";

/** One alert on findings of a detective service, without its pattern: that is in `alerts/findings/`. */
export interface FindingAlertEntry {
  readonly title: string;
  readonly severity: Severity;
  readonly source: FindingSource;
  /** Findings arise in the Region that they are about; Security Hub gathers all of them in the home Region. */
  readonly regions: "every-governed-region" | "home";
  /** The section of `docs/runbooks.md` that says what to do. */
  readonly runbook: string;
}

/**
 * The alerts on findings, in force where their service is on.
 *
 * Security Hub repeats an open finding every day and has hundreds of the level HIGH on its first; so only CRITICAL ones
 * are sent on, and those that GuardDuty and Access Analyzer have reported themselves are not.
 */
export const FINDING_ALERTS = {
  "root-use-finding": {
    title: "GuardDuty saw credentials of a root user in use",
    severity: "page",
    source: "GuardDuty",
    regions: "every-governed-region",
    runbook: "guardduty-finding",
  },
  "guardduty-finding": {
    title: "GuardDuty reported a finding of high severity",
    severity: "ticket",
    source: "GuardDuty",
    regions: "every-governed-region",
    runbook: "guardduty-finding",
  },
  "security-hub-finding": {
    title: "Security Hub reported a critical finding",
    severity: "ticket",
    source: "Security Hub",
    regions: "home",
    runbook: "security-hub-finding",
  },
  "public-access-finding": {
    title: "Access Analyzer found something open to everybody",
    severity: "ticket",
    source: "Access Analyzer",
    regions: "every-governed-region",
    runbook: "public-access-finding",
  },
} as const satisfies Record<string, FindingAlertEntry>;

/** The id of an alert on findings. */
export type FindingAlertId = keyof typeof FINDING_ALERTS;

/** The ids of all alerts on findings, in the order written. */
export const FINDING_ALERT_IDS = Object.keys(FINDING_ALERTS) as readonly FindingAlertId[]; // Its keys are known, but typed as string.
