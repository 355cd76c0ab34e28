import type { ProtectionChange } from "../protection-change";
import { accountPlaces } from "./account-places";
import { placementChange } from "./guardrail-placement";
import type { MaskOptions } from "./mask";
import { masked, shownValue } from "./mask";
import type { OrganizationChange } from "./organization-change";
import { organizationChanges, touchedAccounts } from "./organization-changes";
import type { PlanFacts } from "./plan-facts";
import type { Representation } from "./representation";
import { type Action, isTouched, type PlannedResource, type StackPlan } from "./stack-plan";
import type { SynthesizedResources } from "./synthesized-resources";
import { approvalLine, type Verdict, verdict } from "./verdict";

/** How many resources of a stack each action touches. */
export interface StackRow {
  readonly stack: string;
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  /** Taken into the state. */
  readonly import: number;
  /** Taken out of the state and left as they are. */
  readonly forget: number;
  /** Renamed in the state only. */
  readonly move: number;
  /** Values that the stack publishes and that change. */
  readonly outputs: number;
}

/** One line of the details of a stack: a resource and its arguments, masked. */
export interface ResourceDetail {
  readonly stack: string;
  readonly address: string;
  readonly action: Action | "import" | "move";
  readonly previousAddress: string | undefined;
  readonly settings: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** A role that a plan was to be made with, and that an account does not have. */
export interface MissingRole {
  /** The account's key. */
  readonly account: string;
  readonly role: string;
  /** The stack that makes it when it is applied; `undefined` where none does. */
  readonly madeBy: string | undefined;
}

/** A stack that cannot be planned before others are applied. */
export interface DeferredStack {
  readonly stack: string;
  /** The stacks that must be applied first; empty where a role is missing. */
  readonly after: readonly string[];
  /** The role that the stack's account does not have. @default the account has it */
  readonly missingRole?: MissingRole;
  /** What its Terraform JSON would add, change and take away. */
  readonly resources: SynthesizedResources;
}

/** A stack that `npm run bootstrap` plans and applies, and nothing else. */
export interface BootstrapStack {
  readonly stack: string;
  /** What its Terraform JSON would add, change and take away; `undefined` when it was compared with nothing. */
  readonly resources: SynthesizedResources | undefined;
}

/** A stack whose plan failed. */
export interface FailedStack {
  readonly stack: string;
  /** What was reported, and what to do. */
  readonly messages: readonly string[];
}

/** Which revisions a plan compares. */
export interface PlanOrigin {
  /** The commit of the configuration; `undefined` outside a repository. */
  readonly commit: string | undefined;
  /** Whether files were changed since that commit. */
  readonly isDirty: boolean;
  /** What `--base` named, and its commit. */
  readonly base: { readonly name: string; readonly commit: string } | undefined;
  /** The role that was assumed in member accounts. @default what the configuration names */
  readonly accountRole?: string;
  /** When the plan was made, in UTC, ISO 8601 to the second. */
  readonly time: string;
  readonly terraform: string;
}

/** Everything that a report is made from. */
export interface PlanOutcome {
  readonly origin: PlanOrigin;
  readonly facts: PlanFacts;
  readonly deferred: readonly DeferredStack[];
  readonly failed: readonly FailedStack[];
  /** Stacks that the base has and this configuration has not: their resources stay as they are. */
  readonly abandoned: readonly string[];
  /** Stacks that are neither planned nor applied here. @default none */
  readonly leftToBootstrap?: readonly BootstrapStack[];
  /** What people should know beside: notes in whole sentences. */
  readonly notes: readonly string[];
  /** What root and named principals gain or lose, from the evaluator of policies. @default not compared */
  readonly protection?: readonly ProtectionChange[];
  /** The keys of the accounts whose baselines change, wave by wave. @default none */
  readonly waves?: readonly (readonly string[])[];
  /** The day on which approvals are judged, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The report of a plan: a plain value with nothing secret in it, to print as JSON, Markdown or text. */
export interface PlanReport {
  readonly origin: PlanOrigin;
  readonly stacks: readonly StackRow[];
  readonly changes: readonly OrganizationChange[];
  readonly touchedAccounts: readonly string[];
  readonly verdict: Verdict;
  /** The entry of `approvals` that would allow a refused change, by the change. */
  readonly approvalLines: Readonly<Record<string, string>>;
  readonly details: readonly ResourceDetail[];
  readonly drifted: readonly { readonly stack: string; readonly address: string }[];
  readonly deferred: readonly DeferredStack[];
  readonly failed: readonly FailedStack[];
  readonly abandoned: readonly string[];
  readonly leftToBootstrap: readonly BootstrapStack[];
  readonly notes: readonly string[];
  readonly protection: readonly ProtectionChange[];
  /** The planned baselines and what each stands for; empty when each baseline is planned for itself. */
  readonly representations: readonly Representation[];
  /** The keys of the accounts whose baselines change, wave by wave. */
  readonly waves: readonly (readonly string[])[];
}

/** Makes the report of a plan, and judges it. */
export function planReport(outcome: PlanOutcome, mask: MaskOptions = {}): PlanReport {
  const { origin, facts, deferred, failed, abandoned, notes, protection = [], waves = [], today } = outcome;
  const { leftToBootstrap = [] } = outcome;
  const places = accountPlaces(facts);
  const isDeferred = deferred.some(({ stack }) => stack === "guardrails");
  const placement = placementChange(facts, isDeferred);
  const changes = organizationChanges(facts, placement, places, mask);
  const judged = verdict({ facts, changes, placement, places }, today);
  return {
    origin,
    stacks: facts.stacks.map(rowOf),
    changes,
    touchedAccounts: touchedAccounts(changes),
    verdict: judged,
    approvalLines: Object.fromEntries(judged.refusals.map((refusal) => [refusal.change, approvalLine(refusal, today)])),
    details: facts.stacks.flatMap(({ resources }) =>
      resources.filter(isTouched).map((resource) => detailOf(resource, mask)),
    ),
    drifted: facts.stacks.flatMap(({ stack, drifted }) => drifted.map(({ address }) => ({ stack, address }))),
    deferred,
    failed: failed.map(({ stack, messages }) => ({ stack, messages: messages.map((text) => masked(text, mask)) })),
    abandoned,
    leftToBootstrap,
    notes,
    protection,
    representations: facts.representations ?? [],
    waves,
  };
}

/** Whether a plan would change nothing, and nothing stands in the way of saying so. */
export function isUnchanged({ stacks, deferred, failed, abandoned, leftToBootstrap }: PlanReport): boolean {
  const differing = leftToBootstrap.filter(({ resources }) => resources !== undefined);
  const others = deferred.length + failed.length + abandoned.length + differing.length;
  return stacks.every((row) => totalOf(row) === 0) && others === 0;
}

/** Whether a plan may be applied as it is. */
export function isAcceptable({ verdict: { isAllowed }, failed }: PlanReport): boolean {
  return isAllowed && failed.length === 0;
}

function totalOf({ stack: _, ...counts }: StackRow): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function rowOf({ stack, resources, outputs }: StackPlan): StackRow {
  const count = (wanted: Action): number => resources.filter(({ action }) => action === wanted).length;
  return {
    stack,
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    destroy: count("delete"),
    import: resources.filter(({ isImported }) => isImported).length,
    forget: count("forget"),
    move: resources.filter(({ previousAddress }) => previousAddress !== undefined).length,
    outputs: Object.values(outputs).filter((action) => action !== "no-op").length,
  };
}

function detailOf(resource: PlannedResource, mask: MaskOptions): ResourceDetail {
  const { stack, address, previousAddress, action, isImported, before, after, changed } = resource;
  const quiet = isImported ? "import" : previousAddress === undefined ? "no-op" : "move";
  return {
    stack,
    address,
    action: action === "no-op" ? quiet : action,
    previousAddress,
    settings: changed.map((name) => ({
      name,
      before: isPrivate(resource.type, name) ? PRIVATE : shownValue(before?.[name], mask),
      after: isPrivate(resource.type, name) ? PRIVATE : shownValue(after?.[name], mask),
    })),
  };
}

const PRIVATE = "(not shown)";

/** People's names and telephone numbers. */
function isPrivate(type: string, name: string): boolean {
  return type === "aws_account_alternate_contact" && ["name", "phone_number", "title"].includes(name);
}
