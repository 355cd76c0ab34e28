import type { DraftPolicy } from "./draft-policy";
import type { PackableGuardrail } from "./packable-guardrail";
import type { PoliciesInProgress } from "./policies-in-progress";

/**
 * The policies that can be given up, because what is in them fits beside others of their type and targets.
 *
 * Policies of a guardrail's own come first, those of guardrails that need none. Then the shared ones, the youngest
 * first. What would not lessen the number of policies stays as it is.
 */
export function consolidated(packing: PoliciesInProgress): ReadonlySet<DraftPolicy> {
  return new Set(groupsOf(packing).flatMap((group) => [...givenUp(packing, group)]));
}

function groupsOf({ guardrails }: PoliciesInProgress): readonly (readonly PackableGuardrail[])[] {
  const groups = new Map<string, PackableGuardrail[]>();
  for (const guardrail of guardrails.values()) {
    if (guardrail.standsAlone) continue;
    const id = `${guardrail.policyType} ${guardrail.targets.join()}`;
    groups.set(id, [...(groups.get(id) ?? []), guardrail]);
  }
  return [...groups.values()];
}

function givenUp(packing: PoliciesInProgress, group: readonly PackableGuardrail[]): ReadonlySet<DraftPolicy> {
  const places = new Set(group.flatMap(({ key }) => packing.places.get(key) ?? []));
  const own = [...places].filter(({ isShared }) => !isShared);
  const shared = [...places].filter(({ isShared }) => isShared).sort((a, b) => b.number - a.number);
  let chosen: ReadonlySet<DraftPolicy> = new Set();
  let count = policiesWithout(packing, group, chosen);
  for (const candidates of [own, ...shared.map((draft) => [draft])]) {
    const trial = new Set([...chosen, ...candidates]);
    const fewer = policiesWithout(packing, group, trial);
    if (fewer >= count) continue;
    chosen = trial;
    count = fewer;
  }
  return chosen;
}

/** How many policies the group would have if what is in these were placed anew. */
function policiesWithout(
  packing: PoliciesInProgress,
  group: readonly PackableGuardrail[],
  without: ReadonlySet<DraftPolicy>,
): number {
  const places = new Set(group.flatMap(({ key }) => packing.places.get(key) ?? []));
  const kept = [...places].filter((draft) => !without.has(draft));
  const bins = kept
    .filter(({ isShared }) => isShared)
    .sort((a, b) => a.number - b.number)
    .map((draft) => [...packing.occupants(draft)]);
  for (const { key, policyType } of [...group].sort((a, b) => packing.compareBySize(a, b))) {
    const place = packing.places.get(key);
    if (place !== undefined && !without.has(place)) continue;
    const limit = packing.measure.limit(policyType);
    const bin = bins.find((keys) => packing.measure.ofPolicy([...keys, key]) <= limit);
    if (bin === undefined) bins.push([key]);
    else bin.push(key);
  }
  return bins.length + kept.filter(({ isShared }) => !isShared).length;
}
