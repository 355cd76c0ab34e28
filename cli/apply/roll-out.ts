import { chmodSync, rmSync } from "node:fs";
import path from "node:path";
import { isTouched, type StackPlan } from "../../reports/plan/stack-plan";
import { Failure } from "../failure";
import { planFileOf, withPauses } from "../plan/plan-stacks";
import type { SynthesizedStack } from "../synthesize";
import { explainFailure } from "../terraform/explain-failure";
import { inStackOrder } from "../terraform/in-stack-order";
import { stackOrder } from "../terraform/stack-order";
import { type Initialization, step } from "../terraform/stack-steps";
import { type ChangeCounts, NO_CHANGES } from "../terraform/terraform-events";
import { apply, plan } from "../terraform/terraform-run";
import { createdAccounts } from "./created-accounts";
import { oneAfterAnother } from "./one-after-another";
import { reviewedFileOf } from "./reviewed-plan";
import type { AppliedStack, LeftOver } from "./summary";
import type { ApplyWork, PlanVerifier } from "./verified-plans";
import { inWaves } from "./waves";

/** What is applied, and in which order. */
export interface RollOut {
  readonly work: ApplyWork;
  readonly verifier: PlanVerifier;
  readonly initialization: Pick<Initialization, "of">;
  /** The stacks that are left to apply, with their dependencies among each other: nothing else decides the order. */
  readonly stacks: readonly SynthesizedStack[];
  /** The plans that were verified before. */
  readonly plans: ReadonlyMap<string, StackPlan>;
  /** Waits until a stack, whose dependencies are applied, can be planned. */
  readonly untilReady: (stack: SynthesizedStack) => Promise<void>;
  /** Told of each stack when it is over, and of one that failed, why. */
  readonly onOver: (stack: AppliedStack, error?: unknown) => void;
}

/**
 * Applies stacks, each after everything that it depends on and after the wave before its own, as many at once as asked
 * for. A stack that belongs to a wave is planned again at once: only when nothing is left to change does the next begin.
 * Of the stacks that create accounts there is one at a time, as AWS wants it.
 *
 * After a failure nothing new is begun; what is under way ends.
 *
 * @returns the names of the stacks that were planned again
 * @throws what failed first
 */
export async function rollOut(run: RollOut): Promise<ReadonlySet<string>> {
  const { work, stacks, onOver } = run;
  const checked = new Set<string>();
  const waves = new Map(work.reviewed.manifest.stacks.map(({ name, wave }) => [name, wave]));
  const ordered = stackOrder(inWaves(stacks.map((stack) => ({ ...stack, wave: waves.get(stack.name) }))));
  const creating = new Set(createdAccounts(work.request.zone, work.reviewed.manifest.stacks).map(({ stack }) => stack));
  await inStackOrder(oneAfterAnother(ordered, creating), work.request.concurrency, async (stack) => {
    try {
      const counts = await applyOne(run, stack);
      if (stack.wave !== undefined && counts !== undefined) {
        refuseLeftOver(await leftOver(work, run.initialization, [stack]));
        checked.add(stack.name);
      }
      work.journal.finish(stack.name);
      onOver({
        stack: stack.name,
        state: counts === undefined ? "unchanged" : "applied",
        counts: counts ?? NO_CHANGES,
      });
    } catch (error) {
      onOver({ stack: stack.name, state: "failed", counts: NO_CHANGES }, error);
      throw explainFailure(error, stack);
    }
  });
  return checked;
}

/** A baseline that does not settle in one account would settle in no other. */
function refuseLeftOver([left]: readonly LeftOver[]): void {
  if (left === undefined) return;
  throw new Failure(
    `The stack ${left.stack} was applied, and something would still change: ${left.addresses.join(", ") || "values that it publishes"}`,
    "Find out what changes it back, and run the same command again. No later wave was begun.",
  );
}

/** `undefined` when there was nothing to apply. */
async function applyOne(run: RollOut, stack: SynthesizedStack): Promise<ChangeCounts | undefined> {
  const { work, verifier } = run;
  const own = planFileOf(work.ownDirectory, stack.name);
  const copied = reviewedFileOf(work.ownDirectory, stack.name);
  try {
    const verified = run.plans.get(stack.name);
    if (verified === undefined) await run.untilReady(stack);
    let planned = verified ?? (await verifier.verifyLate(stack, work.isResuming));
    if (!hasChanges(planned)) return undefined;
    let file = verified !== undefined && work.appliesFiles ? copied : own;
    work.journal.begin(stack.name);
    return await withPauses(work, async (isRepeated) => {
      if (isRepeated) {
        // What was applied before AWS throttled is in the state, so the plan file is old.
        planned = await verifier.verifyLate(stack, true);
        file = own;
        if (!hasChanges(planned)) return NO_CHANGES;
      }
      return step(work, stack, "apply", (onApplied) => apply(work.terraform, stack, onApplied, file));
    });
  } finally {
    // Plan files hold secrets, and these are of no more use.
    for (const file of [own, copied]) rmSync(file, { force: true });
  }
}

/** Whether applying a plan would do anything, be it that a value is published. */
function hasChanges({ resources, outputs }: StackPlan): boolean {
  return resources.some(isTouched) || Object.values(outputs).some((action) => action !== "no-op");
}

/** Plans every stack once more, without applying anything; what would still change. */
export async function leftOver(
  work: ApplyWork,
  initialization: Pick<Initialization, "of">,
  stacks: readonly SynthesizedStack[],
): Promise<readonly LeftOver[]> {
  const found: LeftOver[] = [];
  const independent = stacks.map((stack) => ({ ...stack, dependencies: [] }));
  await inStackOrder(independent, work.request.concurrency, async (stack) => {
    const file = path.join(work.ownDirectory, `${stack.name}.check.tfplan`);
    try {
      // Nobody has waited for a stack that an earlier run had done.
      await initialization.of(stack);
      await step(work, stack, "check", async () => {
        const made = await withPauses(work, () => plan(work.terraform, stack, "check", file));
        chmodSync(file, 0o600);
        if (made.hasChanges) found.push({ stack: stack.name, addresses: made.changes.map(({ address }) => address) });
        return made.counts;
      });
    } finally {
      rmSync(file, { force: true });
    }
  });
  return found.sort((a, b) => (a.stack < b.stack ? -1 : 1));
}
