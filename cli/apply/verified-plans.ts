import { readFileSync } from "node:fs";
import path from "node:path";
import { PROTECTED_RESOURCES } from "../../catalogue/plan-refusals";
import { isAcceptable, type PlanReport } from "../../reports/plan/plan-report";
import { accountOfBaseline } from "../../reports/plan/representation";
import type { StackPlan } from "../../reports/plan/stack-plan";
import type { AccountRoles, StackRole } from "../account-role/stack-role";
import { Failure } from "../failure";
import { GUARDRAILS_STACK, judgePlans, type PlanRequest, type PlanScope, removePlanFiles } from "../plan/make-plan";
import { type PlannedStacks, planFileOf, planStacks, planToFile } from "../plan/plan-stacks";
import { selectedStacks } from "../plan/selected-stacks";
import { importCommand } from "../preflight/import-command";
import type { SynthesizedStack } from "../synthesize";
import { explainFailure, staleState } from "../terraform/explain-failure";
import { inStackOrder } from "../terraform/in-stack-order";
import { readPlan } from "../terraform/plan-json";
import { type Initialization, type StepRunner, step } from "../terraform/stack-steps";
import { synthesizedResources } from "../terraform/terraform-json";
import { importResource, pullState, showPlan, untaint } from "../terraform/terraform-run";
import {
  type Difference,
  describeDifferences,
  differences,
  differencesIn,
  type Leniency,
  likeNoOther,
  type ReviewedStack,
  wasToBeCreated,
} from "./differences";
import type { ApplyJournal } from "./journal";
import { copyPlanFiles, type ReviewedPlan, refuseRewritten, reviewedFileOf } from "./reviewed-plan";
import { isSameState, readState } from "./stack-state";
import { findStrayAccounts, findStrays, type Stray, type StrayAccount, type StraySearch } from "./strays";
import { zipEntry } from "./zip-entry";

/** A reviewed plan that is to be applied, and what that is done with. */
export interface ApplyWork extends StepRunner {
  readonly reviewed: ReviewedPlan;
  readonly request: Pick<PlanRequest, "zone" | "today" | "showsEmails" | "ledgerChanged" | "concurrency">;
  /** The stacks of the plan, in an order in which they may be applied. */
  readonly scope: PlanScope;
  readonly journal: ApplyJournal;
  /** Which role is assumed in the account of each stack. */
  readonly roles: AccountRoles;
  /** Whether the very plan files are applied; otherwise plans are made again and compared. */
  readonly appliesFiles: boolean;
  /** Whether an apply of this plan has begun before, so that a part of it may be done. */
  readonly isResuming: boolean;
  /** Where plans that are made again are kept, absolute. */
  readonly ownDirectory: string;
  readonly organizations: StraySearch["organizations"];
  readonly onNote: (text: string) => void;
  /** How long the first pause is when AWS throttles or is still creating something. @default 5000 */
  readonly pauseMilliseconds?: number;
}

/** Plans that do what was reviewed and nothing else. */
export interface VerifiedPlans {
  /** By stack; a stack that waits for others has none yet. */
  readonly plans: ReadonlyMap<string, StackPlan>;
  readonly report: PlanReport;
}

/** Makes sure that what is about to be applied is what was reviewed. */
export class PlanVerifier {
  private readonly work: ApplyWork;
  private readonly initialization: Initialization;

  constructor(work: ApplyWork, initialization: Initialization) {
    this.work = work;
    this.initialization = initialization;
    // What an apply that was killed has left here holds secrets.
    removePlanFiles(work.ownDirectory);
    if (work.appliesFiles) copyPlanFiles(work.reviewed, work.ownDirectory);
  }

  /**
   * Verifies everything that can be planned before anything is applied, but for baselines that others represent.
   *
   * @throws Failure when a role is missing or denied, a state changed, something is tainted, a plan differs from the reviewed one, or is refused
   */
  async verify(all: readonly SynthesizedStack[]): Promise<VerifiedPlans> {
    const { work } = this;
    for (const stack of all) refuseRole(work.roles.of(stack), stack);
    const own = all.map(({ name }) => name).filter((name) => !this.isRepresented(name));
    const stacks = selectedStacks(all, own);
    await this.checkStates(stacks);
    const results = work.appliesFiles ? await this.readFiles(stacks) : await this.planAgain(stacks);
    const names = new Set(stacks.map(({ name }) => name));
    const reviewed = work.reviewed.manifest.stacks.filter(({ name }) => names.has(name));
    refuseDifferences(differences(reviewed, results, this.leniency(work.isResuming)), work.isResuming);
    if (!work.isResuming) refuseDifferences(likeNoOther(work.reviewed.manifest.stacks, results.planned), false);
    return { plans: new Map(results.planned.map((plan) => [plan.stack, plan])), report: this.judge(results) };
  }

  /**
   * Plans one stack whose dependencies are applied.
   *
   * @param isBegun whether some of its own changes may be made already
   * @throws Failure when it does what nobody reviewed, or is refused
   */
  async verifyLate(stack: SynthesizedStack, isBegun: boolean): Promise<StackPlan> {
    const { work } = this;
    await this.initialization.of(stack);
    const isRepresented = this.isRepresented(stack.name);
    if (isBegun || isRepresented) await this.checkState(stack, isBegun);
    for (let round = 1; ; round += 1) {
      const plan = await this.planOne(stack);
      refuseRewritten(this.reviewedStack(stack.name), stack.directory);
      const results: PlannedStacks = { planned: [plan], deferred: [], failed: [] };
      if (await this.takeIn(results.planned, isBegun, round)) continue;
      const reviewed = this.reviewedStack(stack.name);
      refuseDifferences(differencesIn(reviewed, plan, this.leniency(isBegun)), isBegun, reviewed.representedBy);
      // What is approved of its representative is approved for both.
      this.judge({ ...results, planned: [inPlaceOf(plan, reviewed.representedBy)], deferred: this.ahead(stack.name) });
      work.terraform.signal?.throwIfAborted();
      return plan;
    }
  }

  /** Removes the plans that were copied or made again: they hold secrets. */
  removePlans(): void {
    removePlanFiles(this.work.ownDirectory);
  }

  private async planOne(stack: SynthesizedStack): Promise<StackPlan> {
    const { work } = this;
    const made: StackPlan[] = [];
    await step(work, stack, "plan", async () => {
      const { counts, read } = await planToFile(work, stack, planFileOf(work.ownDirectory, stack.name));
      made.push(read);
      return counts;
    }).catch((error: unknown) => {
      throw explainFailure(error, stack);
    });
    const [plan] = made;
    if (plan === undefined) throw new Error(`the stack ${stack.name} was not planned`);
    return plan;
  }

  private async checkStates(stacks: readonly SynthesizedStack[]): Promise<void> {
    await inStackOrder(independent(stacks), this.work.request.concurrency, async (stack) => {
      await this.initialization.of(stack);
      await this.checkState(stack, this.work.isResuming);
    });
  }

  /** Terraform itself looks at a state when its plan is applied, which is too late for the stacks before it. */
  private async checkState(stack: SynthesizedStack, isBegun: boolean): Promise<void> {
    const { terraform, ownDirectory, appliesFiles, journal, onNote } = this.work;
    const now = readState(await pullState(terraform, stack));
    const { name, plan } = this.reviewedStack(stack.name);
    if (appliesFiles && plan !== undefined && now !== undefined) {
      const state = zipEntry(readFileSync(reviewedFileOf(ownDirectory, name)), "tfstate");
      const planned = state === undefined ? undefined : readState(state);
      if (planned !== undefined && !isSameState(planned, now)) throw staleState(name);
    }
    for (const { address, type } of now?.tainted ?? []) {
      const isOwn = isBegun && wasToBeCreated(this.reviewedStack(name), address);
      const isProtected = PROTECTED_RESOURCES[type] !== undefined;
      if (isProtected && !isOwn) throw taintedResource(stack, address);
      if (!isOwn) continue;
      journal.recover(name, address);
      if (!isProtected) continue;
      onNote(`  ${name}: ${address} was created, and is made whole instead of being replaced`);
      await untaint(terraform, stack, address);
    }
  }

  private async readFiles(stacks: readonly SynthesizedStack[]): Promise<PlannedStacks> {
    const { terraform, reviewed, ownDirectory } = this.work;
    const read = new Map<string, StackPlan>();
    await inStackOrder(independent(stacks), this.work.request.concurrency, async (stack) => {
      const { plan } = this.reviewedStack(stack.name);
      if (plan === undefined) return;
      const text = await showPlan(terraform, stack, reviewedFileOf(ownDirectory, stack.name));
      read.set(stack.name, readPlan(text, stack.name));
    });
    const planned = stacks.flatMap(({ name }) => read.get(name) ?? []);
    await this.takeIn(planned, false, 1);
    const waiting = reviewed.manifest.stacks.filter(({ changes }) => changes === undefined);
    const deferred = waiting.flatMap(({ name, after, resources }) =>
      resources === undefined ? [] : [{ stack: name, after, resources }],
    );
    return { planned, deferred, failed: [] };
  }

  private async planAgain(stacks: readonly SynthesizedStack[]): Promise<PlannedStacks> {
    const { work, initialization } = this;
    const { head, base } = work.scope;
    for (let round = 1; ; round += 1) {
      const { concurrency } = work.request;
      const results = await planStacks({
        ...work,
        stacks,
        head,
        base: base?.stacks,
        concurrency,
        planDirectory: work.ownDirectory,
        initialization,
      });
      const [failed] = results.failed;
      if (failed !== undefined) {
        const [message = "", remedy = "", ...details] = failed.messages;
        throw new Failure([message, ...details].join("; "), remedy);
      }
      for (const stack of stacks) refuseRewritten(this.reviewedStack(stack.name), stack.directory);
      if (!(await this.takeIn(results.planned, work.isResuming, round))) return results;
    }
  }

  /** Takes what an interrupted apply created into the states; whether it took anything, so that plans are old. */
  private async takeIn(plans: readonly StackPlan[], isBegun: boolean, round: number): Promise<boolean> {
    const { work } = this;
    const search = {
      organizations: work.organizations,
      signal: work.terraform.signal,
      onNote: work.onNote,
      ...(work.pauseMilliseconds === undefined ? {} : { pauseMilliseconds: work.pauseMilliseconds }),
    };
    const accounts = await findStrayAccounts(plans, search);
    for (const account of accounts) this.refuseStranger(account, isBegun);
    const strays: readonly Stray[] = isBegun ? [...accounts, ...(await findStrays(plans, search))] : [];
    const own = strays.filter(({ stack, address }) => wasToBeCreated(this.reviewedStack(stack), address));
    if (own.length === 0) return false;
    if (round > MOST_ROUNDS) throw new Error(`found again after ${round} imports: ${own[0]?.address}`);
    for (const stray of own) await this.import(stray);
    return true;
  }

  private async import({ stack: name, address, id }: Stray): Promise<void> {
    const { scope, journal, terraform, onNote } = this.work;
    const stack = scope.stacks.find((candidate) => candidate.name === name);
    if (stack === undefined) throw new Error(`no stack ${name}`);
    onNote(`  ${name}: ${address} was created already, as ${id}; it is taken into the state`);
    journal.recover(name, address);
    await importResource(terraform, stack, { address, id });
  }

  /** An account of the apply that was interrupted is younger than the plan. */
  private refuseStranger({ stack, address, name, id, joined, isClosed }: StrayAccount, isBegun: boolean): void {
    if (isClosed) {
      throw new Failure(
        `The account ${name} would be created with the e-mail address of ${id}, which is closed`,
        "Give the new account an e-mail address that no account ever had: AWS does not give the address of a closed one again.",
      );
    }
    const isYounger = joined !== undefined && joined.getTime() >= Date.parse(this.work.reviewed.manifest.time);
    if (isYounger && isBegun) return;
    if (isYounger) {
      throw new Failure(
        `The account ${name} would be created, and was created after the plan was made: it is ${id}`,
        "If an apply of this plan was cut short, run the same command with --resume. Otherwise find out who created it.",
      );
    }
    throw new Failure(
      `The account ${name} would be created, and is in the organization already: it is ${id}, and no state knows of it`,
      `Take it into the state with ${importCommand(stack, address, id)}, and plan again.`,
    );
  }

  private judge(results: PlannedStacks): PlanReport {
    const { request, scope, terraform, roles } = this.work;
    const moment = { time: new Date().toISOString(), binary: terraform.binary, roles };
    const report = judgePlans(request, scope, results, moment);
    if (isAcceptable(report)) return report;
    throw new Failure(
      `What would be applied is refused: ${report.verdict.refusals.map(({ change }) => change).join(", ")}`,
      "Plan again: the report says what would follow, and the line that allows it.",
    );
  }

  /** What moves accounts is judged by where the guardrails, which follow, will be attached. */
  private ahead(stack: string): PlannedStacks["deferred"] {
    const { base, head, stacks } = this.work.scope;
    const isAhead = stack !== GUARDRAILS_STACK && accountOfBaseline(stack) === undefined && base?.zone !== undefined;
    if (!isAhead || !stacks.some(({ name }) => name === GUARDRAILS_STACK)) return [];
    const resources = synthesizedResources(base.stacks?.get(GUARDRAILS_STACK), head.get(GUARDRAILS_STACK));
    return [{ stack: GUARDRAILS_STACK, after: [stack], resources }];
  }

  private leniency(isBegun: boolean): Leniency | undefined {
    return isBegun ? { recovered: this.work.journal.recovered } : undefined;
  }

  private isRepresented(name: string): boolean {
    return this.reviewedStack(name).representedBy !== undefined;
  }

  private reviewedStack(name: string): ReviewedStack {
    const found = this.work.reviewed.manifest.stacks.find((stack) => stack.name === name);
    if (found === undefined) throw new Error(`nobody reviewed the stack ${name}`);
    return found;
  }
}

/** The plan of a represented baseline, as what its representative was judged for. */
function inPlaceOf(plan: StackPlan, representative: string | undefined): StackPlan {
  if (representative === undefined) return plan;
  const resources = plan.resources.map((resource) => ({ ...resource, stack: representative }));
  return { ...plan, stack: representative, resources };
}

/** Stacks that are looked at, and so in any order. */
function independent(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  return stacks.map((stack) => ({ ...stack, dependencies: [] }));
}

/** A stack of an account that the run may not enter, or that lacks the role. */
function refuseRole(role: StackRole, { name }: SynthesizedStack): void {
  if (role.kind === "denied") throw role.failure;
  if (role.kind !== "missing") return;
  throw new Failure(
    `The stack ${name} cannot be applied with the role ${role.missing.role}, which the account ${role.missing.account} does not have`,
    "Apply with --account-role rootstock-deploy, or leave --account-role out.",
  );
}

/** A unit is found when its parent is known, so a tree is taken in level by level. */
const MOST_ROUNDS = 10;

function refuseDifferences(found: readonly Difference[], isBegun: boolean, representative?: string): void {
  if (found.length === 0) return;
  const list = describeDifferences(found).join("; ");
  if (representative !== undefined) {
    throw new Failure(
      `What would be applied is not what ${representative} was reviewed for in its place: ${list}`,
      "Nothing of that was applied. Plan again with --every-stack, which plans this account for itself, and review that.",
    );
  }
  if (!isBegun && found.every(({ kind }) => kind === "gone")) {
    throw new Failure(
      `Part of what was reviewed is done already: ${list}`,
      "If an apply of this plan was cut short, run the same command with --resume. Otherwise plan again.",
    );
  }
  throw new Failure(
    `What would be applied is not what was reviewed: ${list}`,
    "Nothing of that was applied. Plan again, and review the new plan.",
  );
}

function taintedResource(stack: SynthesizedStack, address: string): Failure {
  const directory = path.relative(process.cwd(), stack.directory) || ".";
  return new Failure(
    `Terraform would replace ${address} in the stack ${stack.name}: it is tainted, because its creation did not end well`,
    `Look whether it is as it should be, take the mark away with terraform -chdir=${directory} untaint '${address}', and plan again.`,
  );
}
