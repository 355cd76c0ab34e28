import type { PlanRefusalId } from "./plan-refusals";

/** How much something that was changed outside matters, the worst first: the headings of the report. */
export const DRIFT_SEVERITIES = [
  "Root protection",
  "Other protection",
  "Trail and alerting",
  "Organization",
  "Everything else",
] as const;

/** One of {@link DRIFT_SEVERITIES}. */
export type DriftSeverity = (typeof DRIFT_SEVERITIES)[number];

/** What was lost, when something that a plan may not do was done outside. */
export interface DriftLoss {
  readonly severity: DriftSeverity;
  /** What happened, after the name of what it happened to. */
  readonly title: string;
  /** What follows, in one sentence. @default what the refusal of a plan says */
  readonly consequence?: string;
}

/**
 * The refusals of plans as losses that have happened. A refusal that is not here is about a plan's own steps.
 *
 * Sources: those of the refusals.
 */
export const DRIFT_LOSSES: Readonly<Partial<Record<PlanRefusalId, DriftLoss>>> = {
  "protected-resource-destroyed": { severity: "Other protection", title: "is gone" },
  "deny-root-detached": { severity: "Root protection", title: "has lost deny-root" },
  "deny-root-weakened": {
    severity: "Root protection",
    title: "has another deny-root",
    consequence: "A statement that denied long-term root is no longer there as it was.",
  },
  "deny-root-lost": { severity: "Root protection", title: "was moved out of deny-root" },
  "protection-lost": {
    severity: "Other protection",
    title: "was moved away from a guardrail",
    consequence: "What this guardrail denied in the account is allowed now.",
  },
  "trusted-access-removed": {
    severity: "Other protection",
    title: "has lost trusted access",
    consequence: "The service no longer works across the organization, and what it made in the accounts may be gone.",
  },
  "policy-type-removed": {
    severity: "Root protection",
    title: "was disabled",
    consequence: "AWS has detached every policy of this type.",
  },
  "central-root-access-removed": {
    severity: "Root protection",
    title: "was switched off",
    consequence:
      "Root credentials can no longer be removed, or root sessions no longer be started, from the organization.",
  },
  "delegation-removed": {
    severity: "Other protection",
    title: "was removed",
    consequence: "The account that administered the service for the organization no longer sees the others.",
  },
  "trail-stopped": {
    severity: "Trail and alerting",
    title: "has stopped logging",
    consequence: "Nothing that happens in any account is recorded or alerted on.",
  },
  "trail-weakened": {
    severity: "Trail and alerting",
    title: "records less",
    consequence: "Events, Regions or the proof that log files are genuine are missing.",
  },
  "alarm-without-target": {
    severity: "Trail and alerting",
    title: "tells nobody any more",
    consequence: "The alarm or rule still watches, and nobody hears of what it sees.",
  },
  "topic-without-recipient": {
    severity: "Trail and alerting",
    title: "has no recipient any more",
    consequence: "Every alert of this topic goes nowhere.",
  },
};

/** What follows from something outside Terraform's states, and what to do about it. */
export interface LiveDifferenceEntry {
  readonly severity: DriftSeverity;
  /** In one sentence. */
  readonly consequence: string;
  /** In one sentence. */
  readonly remedy: string;
}

/**
 * What is looked for in the live organization, because no state of Terraform's knows of it.
 *
 * Sources: AWS Organizations user guide (delegated administrators; trusted access; service control policies), Account
 * Management reference guide (update the root user e-mail address), read 2026-11-22.
 */
export const LIVE_DIFFERENCES = {
  "account-email": {
    severity: "Root protection",
    consequence: "Whoever reads that mailbox can recover the root user of the account.",
    remedy: "Find out who changed it; then correct the account or the configuration.",
  },
  "account-in-recovery": {
    severity: "Root protection",
    consequence: "Deny-root spares accounts there: whoever holds its root credentials holds every permission in it.",
    remedy: "End the recovery and move it back by hand, or declare the stay in recovery; no apply moves it unasked.",
  },
  "root-delegated": {
    severity: "Root protection",
    consequence: "That account may start root sessions in every member account.",
    remedy: "Deregister it, or write the delegation into the configuration.",
  },
  "account-unknown": {
    severity: "Other protection",
    consequence: "Nobody answers for it: it has neither contacts nor a baseline of the landing zone.",
    remedy: "Take it into the configuration, or move it to a suspended unit and close it.",
  },
  "account-inactive": {
    severity: "Organization",
    consequence: "AWS closes a suspended account for good after 90 days.",
    remedy: "Have AWS reopen it, or take it out of the configuration.",
  },
  "policy-attached": {
    severity: "Other protection",
    consequence: "It can lock out the landing zone's own roles, and the proofs do not know of it.",
    remedy: "Detach it, or write it into the configuration as a guardrail.",
  },
  delegation: {
    severity: "Other protection",
    consequence: "That account administers the service in every account of the organization.",
    remedy: "Deregister it, or write the delegation into the configuration.",
  },
  "unit-unknown": {
    severity: "Organization",
    consequence: "Only what is attached above it protects what is in it.",
    remedy: "Take it into the configuration, or empty and delete it.",
  },
  "trusted-service": {
    severity: "Organization",
    consequence: "The service may create roles in every account of the organization.",
    remedy: "Disable its trusted access, or write the service into the configuration.",
  },
} as const satisfies Readonly<Record<string, LiveDifferenceEntry>>;

/** The id of one entry of {@link LIVE_DIFFERENCES}. */
export type LiveDifferenceId = keyof typeof LIVE_DIFFERENCES;
