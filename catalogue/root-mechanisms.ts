/**
 * The twelve mechanisms that protect root users, in the order of AWS's own list of practices.
 *
 * Source: IAM user guide, root user best practices, and the CIS AWS Foundations Benchmark, read 2026-06-15.
 */
export const ROOT_MECHANISMS = {
  mfa: "MFA for root",
  "routine-identities": "Other identities than root for routine work",
  "least-privilege": "Least privilege",
  "access-keys": "No access keys of root",
  "just-in-time": "Just-in-time access",
  scp: "Service control policies",
  passwords: "Strong passwords",
  review: "Review of activity",
  alerting: "Logging and alerting",
  "limited-usage": "Root only for what needs it",
  organization: "AWS Organizations",
  recovery: "Emergency recovery",
} as const satisfies Record<string, string>;

/** The id of a mechanism. */
export type RootMechanismId = keyof typeof ROOT_MECHANISMS;

/** The ids of the mechanisms, in the order written. */
export const ROOT_MECHANISM_IDS = Object.keys(ROOT_MECHANISMS) as readonly RootMechanismId[]; // Its keys are known, but typed as string.
