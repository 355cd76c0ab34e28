import { KEY_TAG } from "../../model/key-tag";
import type { LandingZone } from "../../model/landing-zone";
import { lineageOf, type NodeKey, nodeKeyOf, type PlanFacts } from "./plan-facts";
import { type PlannedResource, tagOf, textOf, UNKNOWN } from "./stack-plan";

/** The nodes whose guardrails reach an account: the root, its units from the top down, itself. */
export type NodesAbove = ReadonlyMap<string, readonly NodeKey[]>;

/** Where every member account is before and after, by its key. */
export interface AccountPlaces {
  readonly before: NodesAbove;
  readonly after: NodesAbove;
}

export const ACCOUNT = "aws_organizations_account";

/** The key of a planned account. */
export function accountKeyOf(facts: Pick<PlanFacts, "nodes">, resource: PlannedResource): string {
  const values = resource.after ?? resource.before;
  const tagged = tagOf(values, KEY_TAG);
  if (tagged !== undefined) return tagged;
  const id = textOf(values, "id");
  const known = id === undefined || id === UNKNOWN ? undefined : facts.nodes.get(id);
  return known?.kind === "account" ? known.key : resource.address.slice(resource.address.indexOf(".") + 1);
}

/**
 * Where every account is on both sides.
 *
 * A planned account is where Terraform finds it and puts it, which an emergency move may make another place than the
 * configuration's. Of all others the configuration is believed.
 */
export function accountPlaces(facts: PlanFacts): AccountPlaces {
  const before = declaredPlaces(facts.before ?? facts.after);
  const after = declaredPlaces(facts.after);
  for (const resource of facts.stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === ACCOUNT)) {
    const key = accountKeyOf(facts, resource);
    place(before, key, unitOf(facts, resource, "before"), facts.before ?? facts.after);
    place(after, key, unitOf(facts, resource, "after"), facts.after);
  }
  return { before, after };
}

/** The unit that a planned account is in; `undefined` on a side on which it does not exist. */
export function unitOf(facts: PlanFacts, resource: PlannedResource, side: "before" | "after"): NodeKey | undefined {
  const id = textOf(resource[side], "parent_id");
  return id === undefined ? undefined : nodeKeyOf(facts, id);
}

function place(
  places: Map<string, readonly NodeKey[]>,
  key: string,
  unit: NodeKey | undefined,
  zone: LandingZone,
): void {
  if (unit === undefined) places.delete(key);
  // Of a unit that is made by the same change, the configuration knows the place and the plan not yet an id.
  else if (lineageOf(zone, unit).length > 0) places.set(key, ["root", ...lineageOf(zone, unit), key]);
}

function declaredPlaces(zone: LandingZone): Map<string, readonly NodeKey[]> {
  const lineages = new Map(zone.organizationalUnits.map(({ key, lineage }) => [key, lineage]));
  return new Map(
    zone.accounts.map(({ key, organizationalUnit }) => [
      key,
      ["root", ...(lineages.get(organizationalUnit) ?? []), key],
    ]),
  );
}
