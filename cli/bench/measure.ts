import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";

/** What one run of a whole process took. */
export interface Measurement {
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

const PEAK_MEMORY = path.join(__dirname, "peak-memory.cjs");

/**
 * Runs a Node.js process several times, one after the other, and answers with the median of each figure.
 *
 * @param scratch an existing directory for the figure of each run
 * @param prepare called before each run, outside the measurement
 * @throws Failure when a run does not exit with 0
 */
export function measure(argv: readonly string[], runs: number, scratch: string, prepare: () => void): Measurement {
  const measurements = Array.from({ length: runs }, () => {
    prepare();
    return once(argv, scratch);
  });
  return {
    wallSeconds: median(measurements.map(({ wallSeconds }) => wallSeconds)),
    peakMegabytes: median(measurements.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

function once(argv: readonly string[], scratch: string): Measurement {
  const peakFile = path.join(scratch, "peak-memory");
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--require", PEAK_MEMORY, ...argv], {
    encoding: "utf8",
    env: { ...process.env, BENCH_PEAK_MEMORY_FILE: peakFile },
    maxBuffer: 64 * 1024 * 1024,
  });
  const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) {
    throw new Failure(`A measured command failed: ${stderr.trim().split("\n")[0]}`, "Run it by itself to see why.");
  }
  return { wallSeconds, peakMegabytes: Number(readFileSync(peakFile, "utf8")) / 1024 };
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
