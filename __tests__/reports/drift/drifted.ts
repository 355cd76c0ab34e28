import { KEY_TAG } from "../../../model/key-tag";
import { type DriftOutcome, type DriftReport, driftReport } from "../../../reports/drift/drift-report";
import type { OrganizationAsItIs } from "../../../reports/drift/live-facts";
import type { MaskOptions } from "../../../reports/plan/mask";
import type { PlannedResource, StackPlan } from "../../../reports/plan/stack-plan";
import { guardrailsPlan, idOf, nodesOf, shopConfig, TODAY, zoneOf } from "../../support/planned";

export const ZONE = zoneOf(shopConfig());

/** A plan in which everything was changed outside that another plan would change, and is put back. */
export function reversed(plan: StackPlan): StackPlan {
  const touched = plan.resources.filter(({ action }) => action !== "no-op");
  return { ...plan, drifted: touched, resources: plan.resources.map(back) };
}

function back(resource: PlannedResource): PlannedResource {
  const { action, before, after } = resource;
  switch (action) {
    case "update":
      return { ...resource, before: after, after: before };
    case "delete":
      return { ...resource, action: "create", before: undefined, after: before };
    default:
      return resource;
  }
}

/** What somebody with a console did to the policies, to get from this organization to another. */
export const outside = (config: Parameters<typeof zoneOf>[0]): StackPlan => {
  const { resources, ...plan } = guardrailsPlan(ZONE, zoneOf(config));
  // What is new outside is in no state.
  return reversed({ ...plan, resources: resources.filter(({ action }) => action !== "create") });
};

/** The live organization of the shop, exactly as it is declared. */
export function liveShop(changes: Partial<OrganizationAsItIs> = {}): OrganizationAsItIs {
  const unit = (key: string | undefined): string => (key === undefined ? idOf("root") : idOf(key));
  return {
    rootId: idOf("root"),
    units: ZONE.organizationalUnits.map(({ key, name, parent }) => ({ id: idOf(key), name, parentId: unit(parent) })),
    accounts: ZONE.accounts.map(({ key, name, email, organizationalUnit }) => ({
      id: idOf(key),
      name,
      email,
      state: "ACTIVE",
      parentId: idOf(organizationalUnit),
    })),
    policies: [],
    trustedServices: ZONE.trustedServices,
    delegations: [],
    ...changes,
  };
}

/** A report on the shop. */
export function driftOf(
  stacks: readonly StackPlan[],
  more: Partial<DriftOutcome> = {},
  mask: MaskOptions = {},
): DriftReport {
  return driftReport(
    {
      origin: {
        commit: "0123456789abcdef0123456789abcdef01234567",
        isDirty: false,
        time: "2026-07-01 12:00:00 UTC",
        terraform: "Terraform 1.11.4",
      },
      facts: { stacks, zone: ZONE, nodes: nodesOf(ZONE) },
      unseen: [],
      failed: [],
      live: liveShop(),
      unread: [],
      notes: [],
      today: TODAY,
      ...more,
    },
    mask,
  );
}

/** The values of a unit in a plan. */
export function unitValues(key: string, name: string) {
  return { id: idOf(key), name, parent_id: idOf("root"), tags: { [KEY_TAG]: key } };
}
