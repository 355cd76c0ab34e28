/** Thrown out of work that Ctrl-C or another signal stopped. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly exitCode: number;

  constructor(signal: InterruptingSignal) {
    super(`stopped by ${signal}`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/** As shells count: 128 and the number of the signal. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type InterruptingSignal = keyof typeof EXIT_CODES;

const SIGNALS: readonly InterruptingSignal[] = ["SIGHUP", "SIGINT", "SIGTERM"];

/**
 * Does work that a signal may stop at any moment, and answers with the exit code.
 *
 * The first signal aborts `signal`; the work stops what it started and throws. A second one ends the process at once.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const { signal } = controller;
  const onSignal = (name: InterruptingSignal): void => {
    if (signal.aborted) process.exit(EXIT_CODES[name]);
    controller.abort(new Interruption(name));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const exitCode = await work(signal);
    return exitCodeOf(signal) ?? exitCode;
  } catch (error) {
    const exitCode = exitCodeOf(signal);
    if (exitCode === undefined) throw error;
    return exitCode;
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

function exitCodeOf({ aborted, reason }: AbortSignal): number | undefined {
  return aborted && reason instanceof Interruption ? reason.exitCode : undefined;
}
