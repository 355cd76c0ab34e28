import { chmodSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeferredStack, FailedStack, MissingRole } from "../../reports/plan/plan-report";
import type { StackPlan } from "../../reports/plan/stack-plan";
import type { AccountRoles } from "../account-role/stack-role";
import { Failure } from "../failure";
import type { SynthesizedStack } from "../synthesize";
import { explainFailure } from "../terraform/explain-failure";
import { inStackOrder } from "../terraform/in-stack-order";
import { neverApplied } from "../terraform/never-applied";
import { readPlan } from "../terraform/plan-json";
import { type Initialization, type InitializedStacks, startInitialization, step } from "../terraform/stack-steps";
import type { ChangeCounts, Diagnostic } from "../terraform/terraform-events";
import { neededOutputs, publishes, synthesizedResources, type TerraformJsonByStack } from "../terraform/terraform-json";
import { plan, type StackDirectory, showPlan, TerraformFailure } from "../terraform/terraform-run";

/** What is planned, and how. */
export interface PlanRun extends Omit<InitializedStacks, "stacks"> {
  /** In the order in which they would be applied; their dependencies are among them. */
  readonly stacks: readonly SynthesizedStack[];
  /** The Terraform JSON of the base; `undefined` without one. */
  readonly base: TerraformJsonByStack | undefined;
  readonly head: TerraformJsonByStack;
  /** Which role is assumed in the account of each stack. @default what each stack says itself */
  readonly roles?: AccountRoles;
  /** How many stacks are planned at once. */
  readonly concurrency: number;
  /** Where plan files are written, absolute; nobody else may read them, since they hold sensitive values. */
  readonly planDirectory: string;
  /** How long the first pause is when AWS throttles. @default 5000 */
  readonly pauseMilliseconds?: number;
  readonly onNote: (text: string) => void;
  /** That of the stacks, where it is under way already; then it goes on afterwards. @default its own */
  readonly initialization?: Initialization;
}

/** What came of each stack. */
export interface PlannedStacks {
  readonly planned: readonly StackPlan[];
  readonly deferred: readonly DeferredStack[];
  readonly failed: readonly FailedStack[];
}

/** The plan file of a stack. */
export function planFileOf(planDirectory: string, stack: string): string {
  return path.join(planDirectory, `${stack}.tfplan`);
}

/**
 * Plans every stack in dependency order, as far as that is possible before anything is applied.
 *
 * A stack that needs a value which another one does not publish yet is deferred; one that fails does not keep others
 * from being planned. Throws only when it is interrupted, or for a bug.
 */
export async function planStacks(run: PlanRun): Promise<PlannedStacks> {
  mkdirSync(run.planDirectory, { recursive: true, mode: 0o700 });
  const results = new Results();
  const initialization = run.initialization ?? startInitialization(run);
  try {
    await inStackOrder(run.stacks, run.concurrency, async (stack) => {
      const waitsFor = unpublished(run, results, stack);
      if (waitsFor.length > 0) return defer(run, results, stack, waitsFor);
      const role = run.roles?.of(stack);
      if (role?.kind === "missing") return deferForRole(run, results, stack, role.missing);
      try {
        if (role?.kind === "denied") throw role.failure;
        await initialization.of(stack);
        await planOne(run, results, stack);
      } catch (error) {
        run.terraform.signal?.throwIfAborted();
        const failure = explainFailure(error, stack);
        if (!(failure instanceof Failure)) throw failure;
        results.failed.set(stack.name, {
          stack: stack.name,
          messages: [failure.message, failure.remedy, ...detailsOf(failure)],
        });
      }
    });
  } finally {
    if (run.initialization === undefined) await initialization.end();
  }
  return results.inOrder(run.stacks);
}

class Results {
  readonly planned = new Map<string, StackPlan>();
  readonly deferred = new Map<string, DeferredStack>();
  readonly failed = new Map<string, FailedStack>();

  inOrder(stacks: readonly SynthesizedStack[]): PlannedStacks {
    const of = <R>(results: ReadonlyMap<string, R>): readonly R[] =>
      stacks.flatMap(({ name }) => {
        const result = results.get(name);
        return result === undefined ? [] : [result];
      });
    return { planned: of(this.planned), deferred: of(this.deferred), failed: of(this.failed) };
  }
}

/** The stacks whose values a stack needs and does not have before they are applied. */
function unpublished({ base, head }: PlanRun, results: Results, { name }: SynthesizedStack): readonly string[] {
  const missing = neededOutputs(head.get(name)).filter(({ stack, output }) => {
    const producer = results.planned.get(stack);
    if (producer !== undefined) return (producer.outputs[output] ?? "no-op") !== "no-op";
    if (results.failed.has(stack)) return true;
    const deferred = results.deferred.get(stack);
    if (deferred === undefined) return false;
    // What the base published is there, unless the base itself was never applied: then the plan says so. Where only the
    // role is missing and there is no base, the plan says it, too.
    return base === undefined ? deferred.missingRole === undefined : !publishes(base.get(stack), output);
  });
  return [...new Set(missing.map(({ stack }) => stack))].sort();
}

function defer(run: PlanRun, results: Results, { name }: SynthesizedStack, after: readonly string[]): void {
  const resources = synthesizedResources(run.base?.get(name), run.head.get(name));
  results.deferred.set(name, { stack: name, after, resources });
  run.onNote(`  ${name} is planned after ${after.join(" and ")}`);
}

function deferForRole(run: PlanRun, results: Results, { name }: SynthesizedStack, missingRole: MissingRole): void {
  const resources = synthesizedResources(run.base?.get(name), run.head.get(name));
  results.deferred.set(name, { stack: name, after: [], missingRole, resources });
  run.onNote(`  ${name} is not planned: ${missingRole.account} has no role ${missingRole.role}`);
}

async function planOne(run: PlanRun, results: Results, stack: SynthesizedStack): Promise<void> {
  const { planDirectory } = run;
  const file = planFileOf(planDirectory, stack.name);
  let waitsFor: readonly string[] = [];
  await step(run, stack, "plan", async (): Promise<ChangeCounts | undefined> => {
    try {
      const { counts, read } = await planToFile(run, stack, file);
      results.planned.set(stack.name, read);
      return counts;
    } catch (error) {
      rmSync(file, { force: true });
      waitsFor = error instanceof TerraformFailure ? neverApplied(error.errors) : [];
      if (waitsFor.length === 0) throw error;
      return undefined;
    }
  });
  if (waitsFor.length > 0) defer(run, results, stack, waitsFor);
}

/** Plans one stack that is initialized into a file that nobody else may read, and reads it. */
export async function planToFile(
  run: Pauses,
  stack: StackDirectory,
  file: string,
): Promise<{ readonly counts: ChangeCounts; readonly read: StackPlan }> {
  const { counts } = await withPauses(run, () => plan(run.terraform, stack, "plan", file));
  chmodSync(file, 0o600);
  return { counts, read: readPlan(await showPlan(run.terraform, stack, file), stack.name) };
}

const ATTEMPTS = 4;

/** What pauses are made with. */
export type Pauses = Pick<PlanRun, "terraform" | "pauseMilliseconds" | "onNote">;

/**
 * Tries again while AWS throttles, after pauses that double.
 *
 * @param work is told whether it was tried before
 */
export async function withPauses<R>(
  { terraform, pauseMilliseconds = 5_000, onNote }: Pauses,
  work: (isRepeated: boolean) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt > 1);
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof TerraformFailure) || !isThrottled(error.errors)) throw error;
      const pause = pauseMilliseconds * 2 ** (attempt - 1);
      onNote(`  AWS throttles; trying again in ${Math.ceil(pause / 1000)} s`);
      await sleep(pause, undefined, terraform.signal === undefined ? {} : { signal: terraform.signal });
    }
  }
}

/** Whether AWS refused for the number of calls; source: AWS SDKs' standard retry mode, throttling errors. */
export function isThrottled(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ summary, detail }) =>
    /Throttl|TooManyRequests|Rate exceeded|RequestLimitExceeded|RequestThrottled|SlowDown|BandwidthLimitExceeded/i.test(
      `${summary} ${detail}`,
    ),
  );
}

/** What Terraform reported of a failure, in lines. */
export function detailsOf(error: Failure): readonly string[] {
  if (!(error instanceof TerraformFailure)) return [];
  return error.errors.map(({ summary, detail, address }) => [address, summary, detail].filter(Boolean).join(": "));
}
