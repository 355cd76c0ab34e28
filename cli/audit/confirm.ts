import { misuse } from "../failure";
import { withTerminal } from "../terminal";

/** How a change is agreed to. */
export interface Confirmation {
  /** Whether `--yes` was given. */
  readonly isGiven: boolean;
  /** What changes, for the message where nobody can be asked. @default "the organization" */
  readonly changes?: string;
  readonly signal: AbortSignal;
}

/**
 * Whether somebody agrees, by `--yes` or by typing `yes`.
 *
 * @throws Failure with exit code 2 without `--yes` where nobody can be asked
 */
export async function isConfirmed(question: string, { isGiven, signal, changes }: Confirmation): Promise<boolean> {
  if (isGiven) return true;
  if (!process.stdin.isTTY) {
    throw misuse(
      `This changes ${changes ?? "the organization"}, and nobody can be asked here`,
      "Give --yes, or run it in a terminal.",
    );
  }
  return withTerminal(signal, async (ask) => (await ask(`${question} Type yes: `)) === "yes");
}
