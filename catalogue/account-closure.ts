/**
 * What AWS sets for closing member accounts.
 *
 * Older texts of the API reference say 10 %, between 10 and 1,000. The pinned SDK carries the newer one.
 */
export const ACCOUNT_CLOSURE = {
  /** How many accounts may be closed within `windowDays`: this share of the members, within the two bounds. */
  share: 0.2,
  least: 250,
  most: 1000,
  windowDays: 30,
  /** Days for which AWS Support can open a closed account again; then it is gone for good. */
  reopenDays: 90,
  source:
    "AWS Organizations API reference, CloseAccount, as of @aws-sdk/client-organizations 3.1169.0; AWS Organizations user guide, Closing a member account",
  asOf: "2026-11-22",
} as const;

/** How many of an organization's member accounts AWS closes within {@link ACCOUNT_CLOSURE.windowDays} days. */
export function closureQuota(memberAccounts: number): number {
  const { share, least, most } = ACCOUNT_CLOSURE;
  return Math.min(most, Math.max(least, Math.floor(memberAccounts * share)));
}
