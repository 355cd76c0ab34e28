import type { DraftPolicy } from "./draft-policy";

/**
 * Moves a guardrail's own policy to other nodes: what is new is attached, what is old stays until that is applied.
 *
 * A node that is only taken away is detached at once: nothing comes in its place.
 */
export function attachFirst(draft: DraftPolicy, wanted: readonly string[]): void {
  const { prior } = draft;
  if (prior === undefined) return;
  const attached = [...draft.targets, ...draft.leavingTargets];
  const added = attached.length === 0 ? [] : wanted.filter((target) => !attached.includes(target));
  draft.arrivingTargets = [...draft.arrivingTargets.filter((target) => attached.includes(target)), ...added];
  const isUncertain = draft.arrivingTargets.some((target) => wanted.includes(target)) || draft.arriving.size > 0;
  draft.leavingTargets = isUncertain ? attached.filter((target) => !wanted.includes(target)) : [];
  draft.targets = wanted;
  draft.arrivingTargets = draft.arrivingTargets.filter(
    (target) => wanted.includes(target) || draft.leavingTargets.includes(target),
  );
}
