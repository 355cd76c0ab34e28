/**
 * The tasks that a root session may be started for, and what each is for; one session has one of them.
 *
 * Source: IAM user guide, "Perform a privileged task on a member account", read 2026-06.
 */
export const ROOT_TASK_POLICIES = {
  IAMAuditRootUserCredentials: "see which credentials the root user has",
  IAMCreateRootUserPassword: "allow password recovery of the root user",
  IAMDeleteRootUserCredentials: "delete the root user's credentials",
  S3UnlockBucketPolicy: "delete a bucket policy that denies everybody",
  SQSUnlockQueuePolicy: "delete a queue policy that denies everybody",
} as const;

/** One task of a root session. */
export type RootTask = keyof typeof ROOT_TASK_POLICIES;

/** Every task of a root session, in the order written. */
export const ROOT_TASKS = Object.keys(ROOT_TASK_POLICIES) as readonly RootTask[]; // Its keys are known, but typed as string.
