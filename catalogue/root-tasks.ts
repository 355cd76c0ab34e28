/** One task policy of AWS's that a root session is limited to. */
export interface RootTaskEntry {
  readonly title: string;
  /** The name of the managed policy below `root-task/`. */
  readonly policy: string;
}

/**
 * The task policies of root sessions.
 *
 * Source: IAM user guide, centrally manage root access for member accounts, read 2026-06-15.
 */
export const ROOT_TASKS = {
  audit: { title: "look at the root user's credentials", policy: "IAMAuditRootUserCredentials" },
  "allow-password-recovery": { title: "allow password recovery", policy: "IAMCreateRootUserPassword" },
  "delete-credentials": { title: "delete the root user's credentials", policy: "IAMDeleteRootUserCredentials" },
  "unlock-bucket": { title: "unlock a bucket policy", policy: "S3UnlockBucketPolicy" },
  "unlock-queue": { title: "unlock a queue policy", policy: "SQSUnlockQueuePolicy" },
} as const satisfies Record<string, RootTaskEntry>;

/** The id of a task that a root session is for. */
export type RootTaskId = keyof typeof ROOT_TASKS;

/** The longest root session; source: STS API reference, AssumeRoot, `DurationSeconds`. */
export const ROOT_SESSION_SECONDS = 900;

/** The ARN of a task policy. */
export function rootTaskPolicyArn(partition: string, task: RootTaskId): string {
  return `arn:${partition}:iam::aws:policy/root-task/${ROOT_TASKS[task].policy}`;
}
