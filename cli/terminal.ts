import { createInterface } from "node:readline/promises";

/** Puts one question to somebody, and answers what they wrote, trimmed. */
export type Ask = (question: string) => Promise<string>;

/** Asks on the terminal while `work` is done; Ctrl-C counts as the signal that it is. */
export async function withTerminal<T>(signal: AbortSignal, work: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // A terminal in raw mode sends a character, and no signal.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await work(async (question) => (await terminal.question(question, { signal })).trim());
  } finally {
    terminal.close();
  }
}
