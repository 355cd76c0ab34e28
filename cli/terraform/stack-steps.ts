import path from "node:path";
import { type OrderedStack, stackOrder } from "./stack-order";
import type { ChangeCounts } from "./terraform-events";
import { initialize, LOCK_FILE, type StackDirectory, type Terraform } from "./terraform-run";

/** What is done with one stack; `check` is a plan after the apply. */
export type Step = "init" | "plan" | "apply" | "check";

/** Where one step of one stack stands. */
export interface Progress {
  readonly stack: string;
  readonly step: Step;
  readonly state: "started" | "running" | "done" | "failed" | "stopped";
  /** What the plan intends, or the apply did; with `done` only. */
  readonly counts?: ChangeCounts;
  /** Resources that are done; with `running` only. */
  readonly applied?: number;
  /** Since the step started. */
  readonly milliseconds: number;
}

/** What steps are done with. */
export interface StepRunner {
  readonly terraform: Terraform;
  readonly onProgress: (progress: Progress) => void;
}

/** Stacks to be initialized. */
export interface InitializedStacks extends StepRunner {
  readonly stacks: readonly (StackDirectory & OrderedStack)[];
}

/** Initialization that is under way. */
export interface Initialization {
  of(stack: StackDirectory): Promise<void>;
  /** Starts nothing more and waits for what is under way. */
  end(): Promise<void>;
}

/**
 * Initializes stacks one at a time, in their order: the first one completes the provider lock for this platform and
 * fills a plugin cache, if there is one, for all the others.
 */
export function startInitialization(rollout: InitializedStacks): Initialization {
  const [first, ...others] = stackOrder(rollout.stacks);
  const started = new Map<string, Promise<void>>();
  let isEnding = false;
  const start = async (stack: StackDirectory, lockFile?: string): Promise<void> => {
    if (!isEnding) {
      await step(rollout, stack, "init", () => initialize(rollout.terraform, stack, lockFile).then(() => undefined));
    }
  };
  if (first !== undefined) {
    let previous = start(first);
    started.set(first.name, previous);
    for (const stack of others) {
      previous = previous.then(() => start(stack, path.join(first.directory, LOCK_FILE)));
      started.set(stack.name, previous);
    }
  }
  // Each failure is seen by the stack that waits for it; a stack whose turn never comes must not make it unhandled.
  for (const promise of started.values()) promise.catch(() => undefined);
  return {
    of: (stack) => started.get(stack.name) ?? Promise.resolve(),
    end: async () => {
      isEnding = true;
      await Promise.allSettled(started.values());
    },
  };
}

/** Does one step of one stack and tells how it goes. */
export async function step<R extends ChangeCounts | undefined>(
  { terraform, onProgress }: StepRunner,
  stack: StackDirectory,
  name: Step,
  work: (onApplied: () => void) => Promise<R>,
): Promise<R> {
  const start = performance.now();
  const tell = (state: Progress["state"], more: Partial<Progress> = {}): void =>
    onProgress({ stack: stack.name, step: name, state, milliseconds: performance.now() - start, ...more });
  let applied = 0;
  tell("started");
  try {
    const result = await work(() => {
      applied += 1;
      tell("running", { applied });
    });
    tell("done", result === undefined ? {} : { counts: result });
    return result;
  } catch (error) {
    tell(terraform.signal?.aborted === true ? "stopped" : "failed");
    throw error;
  }
}
