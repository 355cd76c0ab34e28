/** How a task that once needed the root user is done today. */
export type WayAround =
  /** By a role of the management account, or when the account is made. */
  | "no-root"
  /** By a root session of 15 minutes with a task policy. */
  | "root-session"
  /** By long-term root: in a member account through password recovery in the Recovery OU. */
  | "long-term-root";

/** One task that AWS documents as one for the root user. */
export interface RootOnlyTask {
  readonly task: string;
  readonly way: WayAround;
  /** What to do instead, or how, in one sentence. */
  readonly how: string;
}

/**
 * The tasks that AWS reserves for the root user, with today's way around each.
 *
 * Source: IAM user guide, tasks that require root user credentials, and centrally manage root access for member
 * accounts; read 2026-06-15.
 */
export const ROOT_ONLY_TASKS = {
  "change-email": {
    task: "Change a member account's root e-mail address",
    way: "no-root",
    how: "From the management account: account:StartPrimaryEmailUpdate, then AcceptPrimaryEmailUpdate with the code that the new mailbox gets.",
  },
  "change-name-or-contacts": {
    task: "Change an account's name, contacts, Regions or payment currency",
    way: "no-root",
    how: "Name and contacts are in the configuration; the account API needs no root user for the rest.",
  },
  "close-account": {
    task: "Close a member account",
    way: "no-root",
    how: "Take the account out with a closing entry, then organizations:CloseAccount from the management account.",
  },
  "restore-iam-permissions": {
    task: "Restore IAM permissions when the only administrator is locked out",
    way: "no-root",
    how: "Assume the role that AWS Organizations made in the account.",
  },
  "activate-billing-access": {
    task: "Activate IAM access to billing",
    way: "no-root",
    how: "It is on from the account's creation.",
  },
  "unlock-bucket-policy": {
    task: "Change or delete a bucket policy that denies everybody",
    way: "root-session",
    how: "A root session with S3UnlockBucketPolicy; the archive's buckets are denied to it on purpose.",
  },
  "unlock-queue-policy": {
    task: "Change or delete a queue policy that denies everybody",
    way: "root-session",
    how: "A root session with SQSUnlockQueuePolicy; the alert queues are denied to it on purpose.",
  },
  "delete-root-credentials": {
    task: "Delete a member account's root password, access keys, certificates and MFA devices",
    way: "root-session",
    how: "A root session with IAMDeleteRootUserCredentials.",
  },
  "recover-root-password": {
    task: "Give a member account's root user a password again",
    way: "root-session",
    how: "A root session with IAMCreateRootUserPassword allows password recovery; what follows is long-term root.",
  },
  "tax-invoices-and-billing": {
    task: "View certain tax invoices and do some billing tasks",
    way: "long-term-root",
    how: "Consolidated billing puts most of them into the management account; the rest need the account's own root user.",
  },
  govcloud: {
    task: "Sign up for AWS GovCloud (US), or request root access keys there",
    way: "long-term-root",
    how: "As root of the account that the GovCloud account belongs to.",
  },
  "seller-registration": {
    task: "Register as a seller in the Reserved Instance Marketplace",
    way: "long-term-root",
    how: "As root of the account that sells.",
  },
  "unmanageable-kms-key": {
    task: "Make a KMS key manageable again whose policy locks everybody out",
    way: "long-term-root",
    how: "AWS Support confirms with a code by the registered phone number of the root user: keep that number valid.",
  },
  "mechanical-turk": {
    task: "Link an account to a Mechanical Turk requester",
    way: "long-term-root",
    how: "As root of the account; use one that has nothing else in it.",
  },
  "mfa-delete": {
    task: "Switch MFA Delete of a bucket on or off",
    way: "long-term-root",
    how: "Use Object Lock instead, as the archive does: no task policy allows MFA Delete.",
  },
} as const satisfies Record<string, RootOnlyTask>;
