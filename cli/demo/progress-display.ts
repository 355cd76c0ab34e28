import type { Progress, Step } from "../terraform/stack-steps";
import type { ChangeCounts } from "../terraform/terraform-events";

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  /** Of a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows the progress of several stacks. */
export interface ProgressDisplay {
  /** Shows one line of text above what is running. */
  say(text: string): void;
  update(progress: Progress): void;
  /** Takes away what only a terminal shows. */
  end(): void;
}

const STEP_WIDTH = 7;
const COUNTS_WIDTH = 42;
const REDRAW_MILLISECONDS = 250;

/**
 * Shows one line for each step of each stack.
 *
 * On a terminal the steps that are running stand below, with the time that they have taken so far; elsewhere a step is
 * one line when it is over.
 *
 * @param stacks their names, for the width of the first column
 */
export function progressDisplay(stream: ProgressStream, stacks: readonly string[]): ProgressDisplay {
  const width = Math.max(0, ...stacks.map((name) => name.length));
  return stream.isTTY === true ? new LiveDisplay(stream, width) : new PlainDisplay(stream, width);
}

/** One step in one line: stack, step, counts and seconds. */
export function progressLine(progress: Progress, width: number): string {
  const { stack, step, milliseconds } = progress;
  const seconds = `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
  return `  ${stack.padEnd(width)}  ${step.padEnd(STEP_WIDTH)}${outcome(progress).padEnd(COUNTS_WIDTH)}${seconds}`;
}

function outcome({ step, state, counts, applied }: Progress): string {
  switch (state) {
    case "started":
      return "…";
    case "running":
      return `${applied ?? 0} done …`;
    case "failed":
    case "stopped":
      return state;
    case "done":
      return counts === undefined ? "ready" : describeCounts(counts, step);
    default:
      return state satisfies never;
  }
}

/** How much a plan would, or an apply did, change. */
export function describeCounts(counts: ChangeCounts, step: Step): string {
  const { add, change, destroy, import: imported } = counts;
  if (add + change + destroy + imported === 0) return "no changes";
  const [added, changed, destroyed] = step === "apply" ? ["added", "changed", "destroyed"] : TO_BE;
  const imports = imported === 0 ? "" : `, ${imported} imported`;
  return `${add} ${added}, ${change} ${changed}, ${destroy} ${destroyed}${imports}`;
}

const TO_BE = ["to add", "to change", "to destroy"] as const;

class PlainDisplay implements ProgressDisplay {
  private readonly stream: ProgressStream;
  private readonly width: number;

  constructor(stream: ProgressStream, width: number) {
    this.stream = stream;
    this.width = width;
  }

  say(text: string): void {
    this.stream.write(`${text}\n`);
  }

  update(progress: Progress): void {
    if (isOver(progress)) this.stream.write(`${progressLine(progress, this.width)}\n`);
  }

  end(): void {
    // Nothing is shown that would have to be taken away.
  }
}

/** Clears from the cursor to the end of the screen. */
const CLEAR_BELOW = "\u001b[0J";

const up = (lines: number): string => (lines === 0 ? "" : `\u001b[${lines}A`);

class LiveDisplay implements ProgressDisplay {
  private readonly stream: ProgressStream;
  private readonly width: number;
  private readonly running = new Map<string, { readonly progress: Progress; readonly since: number }>();
  private readonly timer: NodeJS.Timeout;
  private shown = 0;

  constructor(stream: ProgressStream, width: number) {
    this.stream = stream;
    this.width = width;
    this.timer = setInterval(() => this.draw(""), REDRAW_MILLISECONDS);
    this.timer.unref();
  }

  say(text: string): void {
    this.draw(`${text}\n`);
  }

  update(progress: Progress): void {
    const key = `${progress.stack} ${progress.step}`;
    if (isOver(progress)) {
      this.running.delete(key);
      this.draw(`${progressLine(progress, this.width)}\n`);
    } else {
      this.running.set(key, { progress, since: performance.now() - progress.milliseconds });
      this.draw("");
    }
  }

  end(): void {
    clearInterval(this.timer);
    this.running.clear();
    this.draw("");
  }

  /** Writes lasting text in the place of the running steps, and these below it. */
  private draw(lasting: string): void {
    const now = performance.now();
    // A line that a narrow terminal wraps would count as two when it is taken away.
    const lines = [...this.running.values()].map(({ progress, since }) =>
      progressLine({ ...progress, milliseconds: now - since }, this.width).slice(0, this.stream.columns),
    );
    this.stream.write(`${up(this.shown)}\r${CLEAR_BELOW}${lasting}${lines.map((line) => `${line}\n`).join("")}`);
    this.shown = lines.length;
  }
}

function isOver({ state }: Progress): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}
