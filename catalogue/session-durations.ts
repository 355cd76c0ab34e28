/**
 * How long a session of a permission set may last, from one hour to twelve, in ISO 8601.
 *
 * Source: IAM Identity Center user guide, "Set session duration for AWS accounts", read 2026-06.
 */
export const SESSION_DURATIONS = [
  "PT1H",
  "PT2H",
  "PT3H",
  "PT4H",
  "PT5H",
  "PT6H",
  "PT7H",
  "PT8H",
  "PT9H",
  "PT10H",
  "PT11H",
  "PT12H",
] as const;

/** One of {@link SESSION_DURATIONS}. */
export type SessionDuration = (typeof SESSION_DURATIONS)[number];

/** The hours of a session duration. */
export function hoursOf(duration: SessionDuration): number {
  return SESSION_DURATIONS.indexOf(duration) + 1;
}
