import { jest } from "@jest/globals";
import { rootstock } from "../../cli/rootstock";

/** What one command line printed, and its exit code. */
export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with its output captured. */
export async function captured(argv: readonly string[]): Promise<Captured> {
  const text = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((chunk) => {
      text[stream] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await rootstock(argv), ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
