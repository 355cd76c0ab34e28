import { inStackOrder } from "./in-stack-order";
import { type OrderedStack, stackOrder } from "./stack-order";
import { type Progress, startInitialization, step } from "./stack-steps";
import type { ChangeCounts } from "./terraform-events";
import { apply, type Plan, plan, type StackDirectory, type Terraform } from "./terraform-run";

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
