import { ACCOUNT, accountKeyOf } from "./account-places";
import type { FoundationChange, OrganizationChange } from "./organization-change";
import { nodeKeyOf, type PlanFacts } from "./plan-facts";
import { type PlannedResource, textOf, textsOf, UNKNOWN } from "./stack-plan";
import { UNIT } from "./unit-changes";

type Feature = Extract<FoundationChange, { readonly kind: "enabled" | "disabled" }>["feature"];

/** The lists of which an element is a feature of the organization: by resource type, then by argument. */
const FEATURE_LISTS: Readonly<Record<string, Readonly<Record<string, Feature>>>> = {
  aws_organizations_organization: {
    aws_service_access_principals: "trusted-access",
    enabled_policy_types: "policy-type",
  },
  aws_iam_organizations_features: { enabled_features: "central-root-access" },
};

/** A resource whose existence makes an account a delegated administrator. */
const DELEGATION =
  /^aws_(organizations_delegated_administrator|\w+_organization_(delegated_admin|admin|delegated_administrator)_account)$/;

const POLICY = "aws_organizations_policy";

/** Whether what happens to a resource is told of here, in full, as features of the organization. */
export function isToldAsFeature({ type, action, isImported }: PlannedResource): boolean {
  if (isImported || action === "forget") return false;
  if (DELEGATION.test(type)) return true;
  // That the organization itself would be destroyed or replaced says more than its lists.
  return FEATURE_LISTS[type] !== undefined && action !== "delete" && action !== "replace";
}

/** What happens to the organization itself: trusted access, policy types, central root access, delegations, keys. */
export function foundationChanges(facts: PlanFacts): readonly OrganizationChange[] {
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .flatMap((resource) => [
      ...featureChanges(resource),
      ...delegationChanges(facts, resource),
      ...keyChanges(facts, resource),
    ]);
}

function featureChanges(resource: PlannedResource): readonly OrganizationChange[] {
  const evidence = [{ stack: resource.stack, address: resource.address }];
  return Object.entries(FEATURE_LISTS[resource.type] ?? {}).flatMap(([argument, feature]) => {
    const had = textsOf(resource.before, argument);
    const has = resource.action === "forget" ? had : textsOf(resource.after, argument);
    const differing = (some: readonly string[], others: readonly string[], kind: "enabled" | "disabled") =>
      some.filter((one) => !others.includes(one)).map((subject) => ({ kind, feature, subject, evidence }) as const);
    return [...differing(has, had, "enabled"), ...differing(had, has, "disabled")];
  });
}

function delegationChanges(facts: PlanFacts, resource: PlannedResource): readonly OrganizationChange[] {
  const { type, action, before, after, stack, address } = resource;
  if (!DELEGATION.test(type) || action === "no-op" || action === "update" || action === "forget") return [];
  const id = textOf(after ?? before, "account_id") ?? textOf(after ?? before, "admin_account_id");
  const account = id === undefined || id === UNKNOWN ? "unknown" : nodeKeyOf(facts, id);
  const service = textOf(after ?? before, "service_principal") ?? type.replace(/^aws_|_organization_.*$/g, "");
  const change = { feature: "delegated-administrator", subject: `${service}/${account}` } as const;
  const evidence = [{ stack, address }];
  const enabled = { kind: "enabled", ...change, evidence } as const;
  const disabled = { kind: "disabled", ...change, evidence } as const;
  if (action === "create") return [enabled];
  return action === "delete" ? [disabled] : [disabled, enabled];
}

/** One change for a renamed key; that the resources of an account move with it goes without saying. */
function keyChanges(facts: PlanFacts, resource: PlannedResource): readonly OrganizationChange[] {
  const { type, previousAddress, stack, address } = resource;
  if (previousAddress === undefined || ![ACCOUNT, UNIT, POLICY].includes(type)) return [];
  const from = nameIn(previousAddress);
  const to = type === ACCOUNT ? accountKeyOf(facts, resource) : nameIn(address);
  return from === to ? [] : [{ kind: "key-renamed", from, to, evidence: [{ stack, address }] }];
}

function nameIn(address: string): string {
  return address.slice(address.indexOf(".") + 1);
}
