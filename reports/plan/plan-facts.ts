import type { LandingZone, PolicyTarget } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import type { Representation } from "./representation";
import type { StackPlan } from "./stack-plan";

/** What is known of a change before anybody judges it. */
export interface PlanFacts {
  /** The plans of the stacks that could be planned. */
  readonly stacks: readonly StackPlan[];
  /** The landing zone of the base; `undefined` when there is none, or it does not resolve. */
  readonly before: LandingZone | undefined;
  readonly after: LandingZone;
  /** The root, units and accounts by the ids that AWS gave them, as far as a plan shows them. */
  readonly nodes: ReadonlyMap<string, PolicyTarget>;
  /** Baselines that are planned in place of others, too. @default each is planned for itself */
  readonly representations?: readonly Representation[];
}

/** How a report names a node of the organization: the root, or a key. */
export type NodeKey = string;

/** The key of the node with an id of AWS's; the id itself where nobody knows it. */
export function nodeKeyOf({ nodes }: Pick<PlanFacts, "nodes">, id: string): NodeKey {
  const node = nodes.get(id);
  return node === undefined ? id : targetKey(node);
}

/** The keys of the units above an account, from the top down, on one side of a change. */
export function lineageOf(zone: LandingZone, unit: NodeKey): readonly NodeKey[] {
  return zone.organizationalUnits.find(({ key }) => key === unit)?.lineage ?? [];
}
