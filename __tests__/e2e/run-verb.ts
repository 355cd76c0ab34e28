import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Environment } from "../../cli/terraform/environment";
import type { ApiCall, Emulator } from "../../emulator/emulator";

/** Where and how a verb is run. */
export interface VerbOptions {
  readonly cwd: string;
  /** Hears each line of its standard error, and may end it. @default nobody listens */
  readonly onErrorLine?: (line: string, child: ChildProcess) => void;
}

/** How a verb ended. */
export interface VerbRun {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a verb ended, and what it called. */
export interface EmulatedVerbRun extends VerbRun {
  /** Its calls alone, oldest first. */
  readonly calls: readonly ApiCall[];
}

const PROGRAM = path.join(__dirname, "..", "..", "cli", "bin", "rootstock.cjs");

/** Runs a verb as a person or a pipeline does: in a process of its own, which nobody can answer. */
export async function runVerb(
  argv: readonly string[],
  environment: Environment,
  { cwd, onErrorLine }: VerbOptions,
): Promise<VerbRun> {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout += String(text);
  });
  child.stderr.on("data", (text) => {
    stderr += String(text);
    for (const line of String(text).split("\n")) onErrorLine?.(line, child);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { exitCode, stdout, stderr };
}

/** Runs a verb against an emulator, with the credentials of its management account. */
export async function runVerbAgainst(
  emulator: Emulator,
  argv: readonly string[],
  options: VerbOptions,
): Promise<EmulatedVerbRun> {
  const before = emulator.calls().length;
  const end = await runVerb(argv, emulator.environment, options);
  return { ...end, calls: emulator.calls().slice(before) };
}
