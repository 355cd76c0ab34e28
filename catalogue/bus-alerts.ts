import type { Severity } from "./alerts";

/** One alert raised on the alert bus from events that another alert's rule forwards there anyway. */
export interface BusAlertEntry {
  readonly title: string;
  readonly severity: Severity;
  /** The section of `docs/runbooks.md` that says what to do. */
  readonly runbook: string;
  /** Read-only calls reach a rule only in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly includesReadOnlyEvents: boolean;
}

/** Alerts that single out some of the forwarded events, because these are more urgent than the rest. */
export const BUS_ALERTS = {
  "recovery-move": {
    title: "Account moved into the Recovery OU, where long-term root is not denied",
    severity: "page",
    runbook: "recovery-move",
    includesReadOnlyEvents: false,
  },
} as const satisfies Record<string, BusAlertEntry>;

/** The id of an alert that only the bus has a rule for. */
export type BusAlertId = keyof typeof BUS_ALERTS;

/** The ids of all alerts that only the bus has a rule for, in the order written. */
export const BUS_ALERT_IDS = Object.keys(BUS_ALERTS) as readonly BusAlertId[]; // Its keys are known, but typed as string.
