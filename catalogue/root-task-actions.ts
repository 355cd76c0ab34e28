import type { RootTask } from "./root-task-policies";

/** What one task policy leaves a root session: its actions, and on what it may use them. */
export interface RootTaskActions {
  readonly actions: readonly string[];
  /** `root-user`: only on the root user itself. `any`: on whatever the account has. */
  readonly on: "root-user" | "any";
  /** Actions that name no resource. @default none */
  readonly accountWide?: readonly string[];
}

/**
 * The actions of the task policies: each denies all others.
 *
 * Source: the AWS managed policies below `arn:aws:iam::aws:policy/root-task/`, IAM user guide, "AWS managed policies for
 * IAM"; texts as recorded by the archive of managed policies zoph-io/MAMIP (version 1 of each, 2024-11-06). Of
 * `IAMDeleteRootUserCredentials` AWS has since taken out `iam:DeleteVirtualMFADevice` (2025-01-07). Read 2026-06.
 */
export const ROOT_TASK_ACTIONS: Readonly<Record<RootTask, RootTaskActions>> = {
  IAMAuditRootUserCredentials: {
    actions: [
      "iam:GetAccessKeyLastUsed",
      "iam:GetLoginProfile",
      "iam:GetUser",
      "iam:ListAccessKeys",
      "iam:ListMFADevices",
      "iam:ListSigningCertificates",
    ],
    on: "root-user",
    accountWide: ["iam:GetAccountSummary"],
  },
  IAMCreateRootUserPassword: { actions: ["iam:CreateLoginProfile", "iam:GetLoginProfile"], on: "root-user" },
  IAMDeleteRootUserCredentials: {
    actions: [
      "iam:DeactivateMFADevice",
      "iam:DeleteAccessKey",
      "iam:DeleteLoginProfile",
      "iam:DeleteSigningCertificate",
      "iam:GetAccessKeyLastUsed",
      "iam:GetLoginProfile",
      "iam:GetUser",
      "iam:ListAccessKeys",
      "iam:ListMFADevices",
      "iam:ListSigningCertificates",
    ],
    on: "root-user",
  },
  S3UnlockBucketPolicy: {
    actions: ["s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets", "s3:PutBucketPolicy"],
    on: "any",
  },
  SQSUnlockQueuePolicy: {
    actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueues", "sqs:SetQueueAttributes"],
    on: "any",
  },
};
