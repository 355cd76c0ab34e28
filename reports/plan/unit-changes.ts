import { KEY_TAG } from "../../model/key-tag";
import { changedTags } from "./changed-tags";
import type { OrganizationChange } from "./organization-change";
import { nodeKeyOf, type PlanFacts } from "./plan-facts";
import { isTouched, type PlannedResource, tagOf, textOf, UNKNOWN } from "./stack-plan";

export const UNIT = "aws_organizations_organizational_unit";

/** What happens to the organizational units. */
export function unitChanges(facts: PlanFacts): readonly OrganizationChange[] {
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type === UNIT && isTouched(resource))
    .flatMap((resource) => changesOf(facts, resource));
}

function changesOf(facts: PlanFacts, resource: PlannedResource): readonly OrganizationChange[] {
  const { stack, address, action } = resource;
  const evidence = [{ stack, address }];
  const values = resource.after ?? resource.before;
  const unit = tagOf(values, KEY_TAG) ?? address.slice(address.indexOf(".") + 1);
  switch (action) {
    case "create": {
      const name = textOf(values, "name") ?? unit;
      return [{ kind: "unit-created", unit, name, parent: parentOf(facts, unit, resource), evidence }];
    }
    case "delete":
      return [{ kind: "unit-destroyed", unit, evidence }];
    case "replace":
      return [{ kind: "unit-replaced", unit, evidence }];
    case "forget":
      return [{ kind: "unit-released", unit, evidence }];
    case "no-op":
    case "update": {
      const adopted = resource.isImported ? [{ kind: "unit-adopted", unit, evidence } as const] : [];
      return [...adopted, ...updatesOf(resource, unit)];
    }
    default:
      return action satisfies never;
  }
}

function updatesOf(resource: PlannedResource, unit: string): readonly OrganizationChange[] {
  const evidence = [{ stack: resource.stack, address: resource.address }];
  const from = textOf(resource.before, "name") ?? "";
  const to = textOf(resource.after, "name") ?? "";
  const tags = changedTags(resource);
  return [
    ...(from === to ? [] : [{ kind: "unit-renamed", unit, from, to, evidence } as const]),
    ...(tags.length === 0 ? [] : [{ kind: "unit-retagged", unit, tags, evidence } as const]),
  ];
}

function parentOf(facts: PlanFacts, unit: string, resource: PlannedResource): string {
  const id = textOf(resource.after, "parent_id");
  if (id !== undefined && id !== UNKNOWN) return nodeKeyOf(facts, id);
  return facts.after.organizationalUnits.find(({ key }) => key === unit)?.parent ?? "root";
}
