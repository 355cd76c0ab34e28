import { isTouched, type PlannedResource, type StackPlan } from "../../reports/plan/stack-plan";
import { planOfAnyAccount } from "../plan/changes-of-any-account";
import type { PlannedStacks } from "../plan/plan-stacks";
import { reviewedChange, reviewedChangesOf, touchedBy } from "../plan/reviewed-change";
import { withoutIndex } from "../terraform/resource-address";
import type { ReviewedManifest } from "./reviewed-plan";

/** One stack of a reviewed plan. */
export type ReviewedStack = ReviewedManifest["stacks"][number];

/**
 * One way in which a plan is not the reviewed one.
 *
 * `added`: nobody reviewed it. `gone`: it was reviewed, and nothing would do it. `different`: the resource is the same,
 * what would happen to it is not. `waiting`: the stack was planned, and now waits for others.
 */
export interface Difference {
  readonly kind: "added" | "gone" | "different" | "waiting";
  readonly stack: string;
  /** Empty of a whole stack. */
  readonly address: string;
}

/** What may be different, because an apply of the same plan has begun. */
export interface Leniency {
  /** The addresses, by stack, of resources that this apply began to create and that were found again. */
  readonly recovered: ReadonlyMap<string, readonly string[]>;
}

/**
 * Compares plans of now with those that were reviewed; empty when they do the same.
 *
 * @param leniency after an apply that was cut short: then what is left has to be among the reviewed changes, and values
 *   that the review could not know may be there. @default everything has to be equal
 */
export function differences(
  stacks: readonly ReviewedStack[],
  now: Pick<PlannedStacks, "planned" | "deferred">,
  leniency?: Leniency,
): readonly Difference[] {
  const plans = new Map(now.planned.map((plan) => [plan.stack, plan]));
  const waiting = new Set(now.deferred.map(({ stack }) => stack));
  return stacks.flatMap((reviewed) => {
    const plan = plans.get(reviewed.name);
    if (plan !== undefined) return differencesIn(reviewed, plan, leniency);
    if (reviewed.changes === undefined || !waiting.has(reviewed.name)) return [];
    return reviewed.changes.length === 0 ? [] : [{ kind: "waiting", stack: reviewed.name, address: "" }];
  });
}

/** What a plan of one stack does that nobody reviewed, or does not do that somebody did. */
export function differencesIn(
  reviewed: ReviewedStack,
  plan: StackPlan,
  leniency: Leniency | undefined,
): readonly Difference[] {
  if (reviewed.changes === undefined) return beyondSynthesis(reviewed, plan, leniency);
  // What was reviewed of a represented account is what is done to any account of its kind.
  const own = reviewed.representedBy === undefined ? plan : planOfAnyAccount(plan);
  // An account that never got a change has nothing to take back.
  if (reviewed.representedBy !== undefined && reviewedChangesOf(plan).length === 0) return [];
  return leniency === undefined ? unequal(reviewed, own) : beyondReview(reviewed, own, leniency);
}

/** What a manifest says of represented baselines that the plans of their representatives do not do in any account. */
export function likeNoOther(stacks: readonly ReviewedStack[], plans: readonly StackPlan[]): readonly Difference[] {
  const representatives = new Map(plans.map((plan) => [plan.stack, plan]));
  return stacks.flatMap((reviewed) => {
    const plan = representatives.get(reviewed.representedBy ?? "");
    return plan === undefined || reviewed.changes === undefined ? [] : unequal(reviewed, planOfAnyAccount(plan));
  });
}

function unequal({ name: stack, changes = [] }: ReviewedStack, plan: StackPlan): readonly Difference[] {
  const reviewed = new Map(changes.map((change) => [change.address, change]));
  const now = reviewedChangesOf(plan);
  const left = new Set(now.map(({ address }) => address));
  return [
    ...now
      .filter(({ address, digest }) => reviewed.get(address)?.digest !== digest)
      .map(({ address }): Difference => ({ kind: reviewed.has(address) ? "different" : "added", stack, address })),
    ...changes
      .filter(({ address }) => !left.has(address))
      .map(({ address }): Difference => ({ kind: "gone", stack, address })),
  ];
}

function beyondReview(
  { name: stack, changes = [] }: ReviewedStack,
  plan: StackPlan,
  { recovered }: Leniency,
): readonly Difference[] {
  const reviewed = new Map(changes.map((change) => [change.address, change]));
  const found = new Set(recovered.get(stack) ?? []);
  return touchedBy(plan).flatMap((resource): readonly Difference[] => {
    const { address } = resource;
    const change = reviewed.get(address);
    if (change === undefined) return [{ kind: "added", stack, address }];
    if (asReviewed(resource, change).some((it) => reviewedChange(it, change.unknown).digest === change.digest))
      return [];
    // What it lacks to be what was reviewed is what the same JSON says of it.
    if (change.action === "create" && found.has(address) && isCompleted(resource)) return [];
    return [{ kind: "different", stack, address }];
  });
}

/** Terraform renames and imports before it applies the first change: what is left of a stack was renamed already. */
function asReviewed(
  resource: PlannedResource,
  { previousAddress }: { readonly previousAddress?: string | undefined },
): readonly PlannedResource[] {
  const renamed = resource.previousAddress === undefined ? { ...resource, previousAddress } : resource;
  return [resource, renamed, { ...renamed, isImported: true }];
}

/** Whether something half created is made whole, or made anew where Terraform cannot go on with it. */
function isCompleted({ action }: PlannedResource): boolean {
  return action === "update" || action === "replace";
}

/** Whether a review said, of a plan or of the JSON, that a resource would be created. */
export function wasToBeCreated({ changes, resources }: ReviewedStack, address: string): boolean {
  if (changes === undefined) return resources?.added.includes(withoutIndex(address)) ?? false;
  return changes.some((change) => change.address === address && change.action === "create");
}

/** Nobody saw a plan of the stack; the list of what its JSON adds, changes and takes away was there to be read. */
function beyondSynthesis(
  reviewed: ReviewedStack,
  plan: StackPlan,
  leniency: Leniency | undefined,
): readonly Difference[] {
  const { name: stack, resources } = reviewed;
  const found = new Set(leniency?.recovered.get(stack) ?? []);
  const listed = {
    added: new Set(resources?.added),
    changed: new Set(resources?.changed),
    removed: new Set(resources?.removed),
  };
  return plan.resources
    .filter(isTouched)
    .filter((resource) => !isListed(resource, listed))
    .filter(
      (resource) =>
        !(found.has(resource.address) && isCompleted(resource) && wasToBeCreated(reviewed, resource.address)),
    )
    .map(({ address }) => ({ kind: "added", stack, address }));
}

type Listed = Readonly<Record<"added" | "changed" | "removed", ReadonlySet<string>>>;

function isListed({ address, action }: PlannedResource, { added, changed, removed }: Listed): boolean {
  const block = withoutIndex(address);
  switch (action) {
    case "create":
      // A block with `for_each` that changes may gain instances.
      return added.has(block) || (block !== address && changed.has(block));
    case "update":
    case "no-op":
      return added.has(block) || changed.has(block);
    case "delete":
    case "forget":
      return removed.has(block);
    case "replace":
      return false;
    default:
      return action satisfies never;
  }
}

const SHOWN = 20;

/** Differences in words, without any value. */
export function describeDifferences(found: readonly Difference[]): readonly string[] {
  const shown = found.slice(0, SHOWN).map(describeDifference);
  return found.length > SHOWN ? [...shown, `and ${found.length - SHOWN} more`] : shown;
}

function describeDifference({ kind, stack, address }: Difference): string {
  switch (kind) {
    case "added":
      return `${stack}: ${address} would change, and nobody reviewed that`;
    case "gone":
      return `${stack}: ${address} was to change, and would not`;
    case "different":
      return `${stack}: ${address} would change in another way`;
    case "waiting":
      return `${stack}: it was planned, and waits for another stack now`;
    default:
      return kind satisfies never;
  }
}
