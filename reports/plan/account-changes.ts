import { RECOVERY_TAG } from "../../model/recovery-tag";
import { ACCOUNT, accountKeyOf, unitOf } from "./account-places";
import { changedTags } from "./changed-tags";
import type { OrganizationChange } from "./organization-change";
import { lineageOf, type NodeKey, type PlanFacts } from "./plan-facts";
import { isTouched, type PlannedResource, textOf } from "./stack-plan";

/** What happens to the member accounts. */
export function accountChanges(facts: PlanFacts): readonly OrganizationChange[] {
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type === ACCOUNT && isTouched(resource))
    .flatMap((resource) => changesOf(facts, resource));
}

function changesOf(facts: PlanFacts, resource: PlannedResource): readonly OrganizationChange[] {
  const { stack, address, action } = resource;
  const evidence = [{ stack, address }];
  const account = accountKeyOf(facts, resource);
  const unit = (side: "before" | "after"): NodeKey => unitOf(facts, resource, side) ?? "root";
  switch (action) {
    case "create":
      return [
        {
          kind: "account-created",
          account,
          name: textOf(resource.after, "name") ?? account,
          unit: unit("after"),
          evidence,
        },
      ];
    case "delete":
      return [{ kind: "account-destroyed", account, evidence }];
    case "replace":
      return [{ kind: "account-replaced", account, evidence }];
    case "forget": {
      const state = facts.after.departedAccounts.find(({ key }) => key === account)?.state;
      const isClosing = state === "closing" || state === "closed";
      return [{ kind: isClosing ? "account-closing" : "account-released", account, evidence }];
    }
    case "no-op":
    case "update": {
      const adopted = resource.isImported
        ? [{ kind: "account-adopted", account, unit: unit("after"), evidence } as const]
        : [];
      return [...adopted, ...updatesOf(facts, resource, account)];
    }
    default:
      return action satisfies never;
  }
}

function updatesOf(facts: PlanFacts, resource: PlannedResource, account: string): readonly OrganizationChange[] {
  const evidence = [{ stack: resource.stack, address: resource.address }];
  return resource.changed.flatMap((argument): readonly OrganizationChange[] => {
    switch (argument) {
      case "parent_id": {
        const from = unitOf(facts, resource, "before") ?? "root";
        const to = unitOf(facts, resource, "after") ?? "root";
        const kind = isSuspended(facts, to) && !isSuspended(facts, from) ? "account-suspended" : "account-moved";
        return [{ kind, account, from, to, evidence }];
      }
      case "name": {
        const from = textOf(resource.before, "name") ?? "";
        return [{ kind: "account-renamed", account, from, to: textOf(resource.after, "name") ?? "", evidence }];
      }
      case "tags": {
        // The tag of a declared stay in the Recovery OU comes and goes with the move, which says more.
        const tags = changedTags(resource).filter((tag) => tag !== RECOVERY_TAG);
        return tags.length === 0 ? [] : [{ kind: "account-retagged", account, tags, evidence }];
      }
      default:
        return [];
    }
  });
}

function isSuspended({ after, before }: PlanFacts, unit: NodeKey): boolean {
  const zone = after.suspendedUnit === undefined ? (before ?? after) : after;
  return zone.suspendedUnit !== undefined && lineageOf(zone, unit).includes(zone.suspendedUnit.key);
}
