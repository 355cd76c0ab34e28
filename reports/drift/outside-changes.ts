import type { PlannedResource, StackPlan, Value, Values } from "../plan/stack-plan";
import { isTouched, UNKNOWN } from "../plan/stack-plan";

/**
 * A plan of what was done outside: it leads from what the last apply left to what is there.
 *
 * Of what Terraform found changed, only that counts which an apply would put back. The rest is what AWS computes, what
 * the configuration leaves to others, or what it says by now, too.
 */
export function outsideChanges(plan: StackPlan): StackPlan {
  const drifted = byAddress(plan.drifted);
  return {
    ...plan,
    drifted: [],
    outputs: {},
    resources: plan.resources.flatMap((planned): readonly PlannedResource[] => {
      const drift = drifted.get(planned.address);
      if (drift?.action === "delete") return planned.action === "create" ? [lost(planned, drift)] : [];
      const names = drift === undefined ? [] : putBack(planned, drift);
      if (drift === undefined || names.length === 0) return asItIs(planned);
      const { before = {}, after = {} } = drift;
      return [
        { ...drift, before: withArguments(after, before, names), changed: names, references: planned.references },
      ];
    }),
  };
}

/**
 * A plan of what is configured and not yet applied: what an apply would do beside putting back what was done outside.
 */
export function pendingChanges(plan: StackPlan): StackPlan {
  const drifted = byAddress(plan.drifted);
  return {
    ...plan,
    drifted: [],
    resources: plan.resources.flatMap((planned): readonly PlannedResource[] => {
      if (!isTouched(planned)) return [planned];
      const drift = drifted.get(planned.address);
      if (drift === undefined) return [planned];
      if (drift.action === "delete") return planned.action === "create" ? [] : [planned];
      if (planned.action !== "update") return [planned];
      const names = planned.changed.filter((name) => !restores(planned, drift, name));
      if (names.length === 0) return asItIs(planned);
      const { before = {}, after = {} } = planned;
      return [{ ...planned, after: withArguments(before, after, names), changed: names }];
    }),
  };
}

/** Whether nothing of a stack exists yet, and nothing of it was deleted outside. */
export function isNeverApplied({ resources, drifted }: StackPlan): boolean {
  return resources.length > 0 && drifted.length === 0 && resources.every(({ before }) => before === undefined);
}

function byAddress(resources: readonly PlannedResource[]): ReadonlyMap<string, PlannedResource> {
  return new Map(resources.map((resource) => [resource.address, resource]));
}

/** What is not changed outside stands on both sides as it is; what does not exist yet on neither. */
function asItIs(planned: PlannedResource): readonly PlannedResource[] {
  if (planned.before === undefined) return [];
  const { before } = planned;
  return [{ ...planned, action: "no-op", isImported: false, previousAddress: undefined, after: before, changed: [] }];
}

function lost({ references }: PlannedResource, drift: PlannedResource): PlannedResource {
  return { ...drift, after: undefined, references };
}

/** The arguments that differ from the last apply and that an apply would change again. */
function putBack(planned: PlannedResource, drift: PlannedResource): readonly string[] {
  return planned.action === "update" || planned.action === "replace"
    ? drift.changed.filter((name) => planned.changed.includes(name))
    : [];
}

/** Whether a planned argument only becomes again what it was at the last apply. */
function restores(planned: PlannedResource, drift: PlannedResource, name: string): boolean {
  if (!drift.changed.includes(name)) return false;
  const intended = planned.after?.[name];
  return intended === UNKNOWN || isSame(intended, drift.before?.[name]);
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** Values with some arguments as others have them. */
function withArguments(values: Values, others: Values, names: readonly string[]): Values {
  return { ...values, ...Object.fromEntries(names.map((name) => [name, others[name] ?? null])) };
}
