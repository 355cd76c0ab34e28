import {
  ListRootsCommand,
  type PolicyType,
  type PolicyTypeSummary,
  paginateListPoliciesForTarget,
} from "@aws-sdk/client-organizations";
import { AWS_POLICY_TYPES } from "../../../constructs/attached-policy";
import { NODES_AT_ONCE } from "../../audit/gather-organization";
import { inParallel } from "../../audit/in-parallel";
import { collect } from "../../preflight/gather-facts";
import { call } from "../../preflight/observe";
import type { AttachedPolicies } from "./facts";
import { expectedPolicies } from "./judge-guardrails";
import type { Subject } from "./subject";

/** What is attached to the account, its units and the root, of the types that are expected there. */
export async function gatherPolicies(subject: Subject): Promise<AttachedPolicies> {
  const { organizations: client } = subject.clients;
  const types = [...new Set(expectedPolicies(subject).map(({ policy }) => AWS_POLICY_TYPES[policy.policyType]))];
  const place = await subject.place();
  const { Roots = [] } = await call("organizations:ListRoots", () => client.send(new ListRootsCommand({})));
  const nodes = [place.rootId, ...place.units.map(({ id }) => id), subject.member.id];
  const names = await inParallel(nodes, NODES_AT_ONCE, async (node) => {
    const found = await inParallel(types, 1, (type) => namesAttached(subject, node, type));
    return [node, found.flat()] as const;
  });
  return { place, enabledTypes: enabledTypes(Roots[0]?.PolicyTypes), names: Object.fromEntries(names) };
}

function enabledTypes(types: readonly PolicyTypeSummary[] = []): readonly string[] {
  return types.filter(({ Status }) => Status === "ENABLED").map(({ Type = "" }) => Type);
}

async function namesAttached({ clients }: Subject, TargetId: string, Filter: PolicyType): Promise<readonly string[]> {
  const pages = await call("organizations:ListPoliciesForTarget", () =>
    collect(paginateListPoliciesForTarget({ client: clients.organizations }, { TargetId, Filter })),
  );
  return pages.flatMap(({ Policies = [] }) => Policies).map(({ Name = "" }) => Name);
}
