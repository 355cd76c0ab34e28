import type { AccountPlaces, NodesAbove } from "./account-places";
import { guardrailsIn, type Placement, type PlacementChange } from "./guardrail-placement";
import type { Evidence, GuardrailChange, OrganizationChange } from "./organization-change";
import type { NodeKey, PlanFacts } from "./plan-facts";
import { isTouched } from "./stack-plan";

/** What happens to guardrails, whichever policies their statements are in. */
export function guardrailChanges(
  facts: PlanFacts,
  placement: PlacementChange,
  places: AccountPlaces,
): readonly OrganizationChange[] {
  const evidence = policyEvidence(facts);
  return guardrailsIn(placement.before, placement.after).flatMap((guardrail) =>
    (["guardrail-attached", "guardrail-detached", "guardrail-changed"] as const).flatMap(
      (kind): readonly OrganizationChange[] => {
        const nodes = nodesWhere(placement, guardrail, kind);
        if (nodes.length === 0) return [];
        const reached = accountsBelow(kind === "guardrail-detached" ? places.before : places.after, nodes);
        return [{ kind, guardrail, nodes, accounts: reached, evidence }];
      },
    ),
  );
}

function nodesWhere(
  { before, after }: PlacementChange,
  guardrail: string,
  kind: GuardrailChange["kind"],
): readonly NodeKey[] {
  const nodes = [...new Set([...before.keys(), ...after.keys()])].sort();
  return nodes.filter((node) => kindAt(before, after, guardrail, node) === kind);
}

function kindAt(
  before: Placement,
  after: Placement,
  guardrail: string,
  node: NodeKey,
): GuardrailChange["kind"] | undefined {
  const had = before.get(node)?.get(guardrail);
  const has = after.get(node)?.get(guardrail);
  if (had === undefined) return has === undefined ? undefined : "guardrail-attached";
  if (has === undefined) return "guardrail-detached";
  const isSame = had.size === has.size && [...had].every((statement) => has.has(statement));
  return isSame ? undefined : "guardrail-changed";
}

/** The accounts at or below any of the nodes, sorted. */
export function accountsBelow(places: NodesAbove, nodes: readonly NodeKey[]): readonly string[] {
  return [...places]
    .filter(([, above]) => above.some((node) => nodes.includes(node)))
    .map(([account]) => account)
    .sort();
}

function policyEvidence({ stacks }: PlanFacts): readonly Evidence[] {
  return stacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type.startsWith("aws_organizations_policy") && isTouched(resource))
    .map(({ stack, address }) => ({ stack, address }));
}
