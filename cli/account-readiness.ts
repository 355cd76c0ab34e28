import { setTimeout as pause } from "node:timers/promises";
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { Failure, messageOf } from "./failure";

/** The account that is waited for, and how. */
export interface AccountReadiness {
  /** A client of the account that may assume the role: the management account. */
  readonly sts: Pick<STSClient, "send">;
  /** Its key in the configuration, for the message. */
  readonly account: string;
  /** The role that Terraform assumes in it. */
  readonly roleArn: string;
  /** How long to wait in all. @default 10 minutes */
  readonly deadlineMilliseconds?: number;
  /** @default runs to the end */
  readonly signal?: AbortSignal;
  /** @default the clock */
  readonly clock?: ReadinessClock;
}

/** Time, so that a test need not wait. */
export interface ReadinessClock {
  now(): number;
  pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

const DEADLINE_MILLISECONDS = 10 * 60 * 1000;
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/** The clock of the machine. */
export const CLOCK: ReadinessClock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
};

/** What STS answers while an account or its role is not yet known everywhere. */
const NOT_YET = ["AccessDenied", "AccessDeniedException", "NoSuchEntity", "ValidationError", "RegionDisabledException"];

/**
 * Waits until the role of a new account can be assumed.
 *
 * AWS Organizations reports an account as created before its role can be assumed from everywhere; that takes seconds,
 * at times minutes. Nothing is changed. Pauses grow from one second to thirty.
 *
 * @throws Failure when the deadline has passed, or at once when the answer will not change by waiting
 */
export async function untilAccountIsUsable(readiness: AccountReadiness): Promise<void> {
  const { sts, account, roleArn, signal, clock = CLOCK } = readiness;
  const deadline = clock.now() + (readiness.deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "rootstock-readiness" });
  for (let wait = FIRST_PAUSE_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MILLISECONDS)) {
    signal?.throwIfAborted();
    try {
      await sts.send(command);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isNotYet(error) || clock.now() + wait > deadline) throw unusable(account, roleArn, error);
    }
    await clock.pause(wait, signal);
  }
}

function isNotYet(error: unknown): boolean {
  return error instanceof Error && NOT_YET.includes(error.name);
}

function unusable(account: string, roleArn: string, error: unknown): Failure {
  return new Failure(
    `The role ${roleArn} of the account "${account}" cannot be assumed: ${messageOf(error)}`,
    "Wait until the account is active and run the same command again; if it stays so, check that the role exists and that the caller is an administrator of the management account.",
    { cause: error },
  );
}
