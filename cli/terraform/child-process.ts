import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Environment } from "./environment";

/** One run of a program. */
export interface ProcessRun {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Environment;
  /** Stops the run: the program and everything it started is asked to end, then made to. @default never */
  readonly signal?: AbortSignal | undefined;
  /** How long a stopped program may take to end by itself. */
  readonly graceMilliseconds: number;
  /** Called for each line of its standard output. */
  readonly onLine: (line: string) => void;
}

/** How a program ended. */
export interface ProcessEnd {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** The last lines of its standard error. */
  readonly errorOutput: string;
}

const running = new Set<ChildProcess>();

/**
 * Runs a program in a process group of its own, so that nothing it started outlives it or this process.
 *
 * A terminal's Ctrl-C does not reach the group; it is passed on once, through `signal`.
 *
 * @throws the reason of `signal` when it was aborted, after the program has ended
 */
export async function runProcess(run: ProcessRun): Promise<ProcessEnd> {
  run.signal?.throwIfAborted();
  const child = spawn(run.file, run.arguments, {
    cwd: run.directory,
    env: run.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  if (running.size === 0) process.once("exit", endAll);
  running.add(child);
  const stop = (): void => void endWithin(child, run.graceMilliseconds);
  run.signal?.addEventListener("abort", stop, { once: true });
  try {
    const end = await endOf(child, run.onLine);
    run.signal?.throwIfAborted();
    return end;
  } finally {
    run.signal?.removeEventListener("abort", stop);
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", endAll);
  }
}

function endOf(child: ChildProcess, onLine: (line: string) => void): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    let errorOutput = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errorOutput = (errorOutput + text).slice(-4_000);
    });
    if (child.stdout) createInterface({ input: child.stdout }).on("line", onLine);
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, errorOutput }));
  });
}

function endWithin(child: ChildProcess, milliseconds: number): void {
  signalGroup(child, "SIGINT");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), milliseconds);
  child.once("close", () => clearTimeout(timer));
}

function endAll(): void {
  for (const child of running) signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has ended already.
  }
}
