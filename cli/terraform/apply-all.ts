import path from "node:path";
import { inStackOrder } from "./in-stack-order";
import { type OrderedStack, stackOrder } from "./stack-order";
import type { ChangeCounts } from "./terraform-events";
import { apply, initialize, LOCK_FILE, type Plan, plan, type StackDirectory, type Terraform } from "./terraform-run";

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

/** Stacks, and how they are run. */
export interface Rollout {
  readonly terraform: Terraform;
  readonly stacks: readonly (StackDirectory & OrderedStack)[];
  /** How many stacks are worked on at once. */
  readonly concurrency: number;
  readonly onProgress: (progress: Progress) => void;
  /** Waits until a stack, whose dependencies are applied, can be planned. @default nothing to wait for */
  readonly untilReady?: (stack: StackDirectory) => Promise<void>;
}

/**
 * Initializes, plans and applies every stack, each after everything that it depends on.
 *
 * Stacks are initialized while others are applied, one at a time: the first one settles the version of the provider
 * and fills a plugin cache, if there is one, for all the others.
 *
 * @returns what the applies did, by stack
 * @throws Failure of the first stack that failed, when nothing is running any more
 */
export async function applyAll(rollout: Rollout): Promise<ReadonlyMap<string, ChangeCounts>> {
  const { terraform, stacks, concurrency, untilReady } = rollout;
  const applied = new Map<string, ChangeCounts>();
  const initialization = startInitialization(rollout);
  try {
    await inStackOrder(stacks, concurrency, async (stack) => {
      await initialization.of(stack);
      await untilReady?.(stack);
      await step(rollout, stack, "plan", async () => (await plan(terraform, stack)).counts);
      applied.set(stack.name, await step(rollout, stack, "apply", (onApplied) => apply(terraform, stack, onApplied)));
    });
  } finally {
    await initialization.end();
  }
  return applied;
}

/** Plans every stack, which must be initialized, without applying anything; the plans by stack. */
export async function planAll(rollout: Rollout): Promise<ReadonlyMap<string, Plan>> {
  const { terraform, stacks, concurrency } = rollout;
  const plans = new Map<string, Plan>();
  const independent = stackOrder(stacks).map((stack) => ({ ...stack, dependencies: [] }));
  await inStackOrder(independent, concurrency, async (stack) => {
    await step(rollout, stack, "check", async () => {
      const made = await plan(terraform, stack, "check");
      plans.set(stack.name, made);
      return made.counts;
    });
  });
  return plans;
}

interface Initialization {
  of(stack: StackDirectory): Promise<void>;
  /** Starts nothing more and waits for what is under way. */
  end(): Promise<void>;
}

function startInitialization(rollout: Rollout): Initialization {
  const [first, ...others] = stackOrder(rollout.stacks);
  const started = new Map<string, Promise<void>>();
  let isEnding = false;
  const start = async (stack: StackDirectory, lockFile?: string): Promise<void> => {
    if (!isEnding) {
      await step(rollout, stack, "init", async () => void (await initialize(rollout.terraform, stack, lockFile)));
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
async function step<R extends ChangeCounts | undefined>(
  { terraform, onProgress }: Rollout,
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
