import type { RootTask } from "./root-task-policies";

/** Who asks, as explain, proofs and the lockout guard know them. */
export const PRINCIPAL_KINDS = {
  "long-term-root": "the root user with credentials of its own",
  "root-session": "a 15-minute root session of central root access",
  "break-glass": "the break-glass role of the management account",
  "root-task": "the people who start root sessions",
  deployer: "whoever runs Terraform in the management account",
  "access-role": "the role that AWS Organizations made for the landing zone",
  "deploy-role": "the pipeline's deploy role",
  "ordinary-role": "any role that is not the landing zone's",
  "service-linked-role": "a service-linked role",
  anyone: "anyone in the account",
} as const;

/** One of {@link PRINCIPAL_KINDS}. */
export type PrincipalKind = keyof typeof PRINCIPAL_KINDS;

/** One question that is asked of every account. */
export interface StandingQuestion {
  readonly title: string;
  readonly principal: PrincipalKind;
  /** Of a root session: its task. */
  readonly task?: RootTask;
  /** `everything`: any action on anything. `needed`: what the principal is there for. */
  readonly asks: "everything" | "needed";
}

/** The questions that every auditor asks of an account, by id, in the order in which they are answered. */
export const STANDING_QUESTIONS = {
  "long-term-root": { title: "Long-term root", principal: "long-term-root", asks: "everything" },
  "root-session-audit": {
    title: "Root session: audit credentials",
    principal: "root-session",
    task: "IAMAuditRootUserCredentials",
    asks: "needed",
  },
  "root-session-password": {
    title: "Root session: allow password recovery",
    principal: "root-session",
    task: "IAMCreateRootUserPassword",
    asks: "needed",
  },
  "root-session-delete": {
    title: "Root session: delete credentials",
    principal: "root-session",
    task: "IAMDeleteRootUserCredentials",
    asks: "needed",
  },
  "root-session-bucket": {
    title: "Root session: unlock a bucket",
    principal: "root-session",
    task: "S3UnlockBucketPolicy",
    asks: "needed",
  },
  "root-session-queue": {
    title: "Root session: unlock a queue",
    principal: "root-session",
    task: "SQSUnlockQueuePolicy",
    asks: "needed",
  },
  "break-glass": { title: "Break-glass role", principal: "break-glass", asks: "needed" },
  "root-task": { title: "Root-task principal", principal: "root-task", asks: "needed" },
  "access-role": { title: "Account access role", principal: "access-role", asks: "needed" },
  "deploy-role": { title: "Deploy role", principal: "deploy-role", asks: "needed" },
  "ordinary-role": { title: "Ordinary role", principal: "ordinary-role", asks: "everything" },
  "service-linked-role": { title: "Service-linked role", principal: "service-linked-role", asks: "everything" },
} as const satisfies Record<string, StandingQuestion>;

/** The id of a standing question. */
export type StandingQuestionId = keyof typeof STANDING_QUESTIONS;

/** Every standing question, in the order in which they are answered. */
export const STANDING_QUESTION_IDS = Object.keys(STANDING_QUESTIONS) as readonly StandingQuestionId[];
