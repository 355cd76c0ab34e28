import { canonicalEmail } from "../../model/email-address";
import type { LandingZone, PolicyTarget } from "../../model/landing-zone";
import { type MaskOptions, masked } from "../plan/mask";
import type { OrganizationChange } from "../plan/organization-change";
import { type NodeKey, nodeKeyOf, type PlanFacts } from "../plan/plan-facts";
import { type StackPlan, textOf, textsOf } from "../plan/stack-plan";
import type { LiveAccount, OrganizationAsItIs } from "./live-facts";

/** Something in the live organization that no state of Terraform's tells of. */
export type LiveDifference =
  | { readonly kind: "account-email"; readonly account: string; readonly declared: string; readonly live: string }
  | { readonly kind: "account-in-recovery"; readonly account: string; readonly unit: NodeKey }
  | { readonly kind: "account-inactive"; readonly account: string; readonly state: string }
  | { readonly kind: "account-unknown"; readonly id: string; readonly name: string; readonly unit: NodeKey }
  | { readonly kind: "unit-unknown"; readonly id: string; readonly name: string; readonly parent: NodeKey }
  | {
      readonly kind: "policy-attached";
      readonly policy: string;
      readonly id: string;
      /** As AWS names it. */
      readonly policyType: string;
      readonly nodes: readonly NodeKey[];
    }
  | { readonly kind: "trusted-service"; readonly service: string }
  | { readonly kind: "delegation" | "root-delegated"; readonly service: string; readonly account: string };

/** What the live organization is compared with. */
export interface LiveComparison {
  readonly live: OrganizationAsItIs;
  /** What the stacks say; `after` is the configuration. */
  readonly facts: Pick<PlanFacts, "stacks" | "after" | "nodes">;
  /** What the stacks told already: nothing is told twice. */
  readonly told: readonly OrganizationChange[];
  /** Whether the stacks that attach policies and delegate services could be looked at. */
  readonly knows: { readonly policies: boolean; readonly delegations: boolean };
}

/** Compares the live organization with the configuration and with what the states say. */
export function liveDifferences(comparison: LiveComparison, mask: MaskOptions = {}): readonly LiveDifference[] {
  const { live, knows } = comparison;
  const found = new NodeNames(comparison);
  const accounts = live.accounts.map((account) => ({ account, key: keyOf(comparison, account) }));
  return [
    ...accounts.flatMap(({ account, key }) => emailDifferences(comparison, account, key, mask)),
    ...accounts.flatMap(({ account, key }) => inRecovery(comparison, account, key, found)),
    ...accounts.flatMap(({ account, key }) => inactive(comparison, account, key)),
    ...accounts
      .filter(({ key }) => key === undefined)
      .map(({ account }) => unknownAccount(account, found))
      .sort(byId),
    ...unknownUnits(comparison, found),
    ...(knows.policies ? foreignPolicies(comparison, found) : []),
    ...foreignServices(comparison),
    ...(knows.delegations ? foreignDelegations(comparison, found) : []),
  ];
}

/** How the nodes of the live organization are called: by their key, or by name and id where nobody declares them. */
class NodeNames {
  private readonly comparison: LiveComparison;
  private readonly names: ReadonlyMap<string, string>;

  constructor(comparison: LiveComparison) {
    const { units, accounts } = comparison.live;
    this.comparison = comparison;
    this.names = new Map([...units, ...accounts].map(({ id, name }) => [id, `${name} (${id})`]));
  }

  of(id: string): NodeKey {
    const { live, facts } = this.comparison;
    if (id === live.rootId) return "root";
    const key = nodeKeyOf(facts, id);
    return key === id ? (this.names.get(id) ?? id) : key;
  }
}

/** The key of a live account; `undefined` of one that nobody declares. */
function keyOf({ facts }: LiveComparison, { id, email }: LiveAccount): string | undefined {
  const { after: zone, nodes } = facts;
  if (id === zone.managementAccount.id) return "management";
  const known = nodes.get(id);
  if (known?.kind === "account") return known.key;
  const declared = zone.accounts.find(
    (account) => account.accountId === id || (account.accountId === undefined && isSame(account.email, email)),
  );
  return declared?.key ?? forgottenKey(zone, id, email);
}

function forgottenKey({ forgotten }: LandingZone, id: string, email: string): string | undefined {
  return forgotten.find(
    ({ identity }) =>
      identity.kind === "account" &&
      (identity.accountId === id || (identity.email !== undefined && isSame(identity.email, email))),
  )?.key;
}

function isSame(one: string, other: string): boolean {
  return canonicalEmail(one) === canonicalEmail(other);
}

function emailDifferences(
  { facts: { after: zone } }: LiveComparison,
  { email }: LiveAccount,
  key: string | undefined,
  mask: MaskOptions,
): readonly LiveDifference[] {
  const declared =
    key === "management" ? zone.managementAccount : zone.accounts.find((candidate) => candidate.key === key);
  if (declared === undefined || isSame(declared.email, email)) return [];
  return [
    {
      kind: "account-email",
      account: key ?? "",
      declared: masked(declared.email, mask),
      live: masked(email, mask),
    },
  ];
}

/** An emergency move stays until the configuration says so, so no plan tells of it. */
function inRecovery(
  { facts: { after: zone }, told }: LiveComparison,
  { parentId }: LiveAccount,
  key: string | undefined,
  found: NodeNames,
): readonly LiveDifference[] {
  const unit = zone.recoveryUnit?.key;
  const declared = zone.accounts.find((candidate) => candidate.key === key);
  if (
    unit === undefined ||
    declared === undefined ||
    declared.organizationalUnit === unit ||
    found.of(parentId) !== unit
  )
    return [];
  const isTold = told.some(
    (change) => change.kind === "account-moved" && change.account === key && [change.from, change.to].includes(unit),
  );
  return isTold ? [] : [{ kind: "account-in-recovery", account: declared.key, unit }];
}

/** An account that is on its way out is meant to be closed, and nobody declares it any more. */
function inactive(
  { facts: { after: zone } }: LiveComparison,
  { state }: LiveAccount,
  key: string | undefined,
): readonly LiveDifference[] {
  const isDeclared = zone.accounts.some((candidate) => candidate.key === key);
  return isDeclared && key !== undefined && state !== "ACTIVE"
    ? [{ kind: "account-inactive", account: key, state }]
    : [];
}

function unknownAccount({ id, name, parentId }: LiveAccount, found: NodeNames) {
  return { kind: "account-unknown", id, name, unit: found.of(parentId) } as const;
}

/** A unit that was taken out of the configuration and released stays where it is, and nobody declares it. */
function unknownUnits({ live, facts }: LiveComparison, found: NodeNames): readonly LiveDifference[] {
  const { nodes, after: zone } = facts;
  const declared = new Map<string, string>();
  const keyAt = (parentId: string): string | undefined => {
    const node = nodes.get(parentId);
    return node?.kind === "organizational-unit" ? node.key : declared.get(parentId);
  };
  const unknown: LiveDifference[] = [];
  // Parents come before their children.
  for (const { id, name, parentId } of live.units) {
    const parent = parentId === live.rootId ? undefined : keyAt(parentId);
    const isPlaced = parentId === live.rootId || parent !== undefined;
    const unit = zone.organizationalUnits.find(
      (candidate) => isPlaced && candidate.name === name && candidate.parent === parent,
    );
    if (unit !== undefined) declared.set(id, unit.key);
    else if (!nodes.has(id)) unknown.push({ kind: "unit-unknown", id, name, parent: found.of(parentId) });
  }
  return unknown;
}

function foreignPolicies({ live, facts }: LiveComparison, found: NodeNames): readonly LiveDifference[] {
  const known = new Set(facts.stacks.flatMap(attachmentsOf));
  const external = new Set(facts.after.externalPolicies.flatMap(({ name, targets }) => targets.map(named(name))));
  return live.policies.flatMap(({ id, name, type, targetIds }): readonly LiveDifference[] => {
    const nodes = targetIds
      .filter((targetId) => !known.has(`${id} ${targetId}`))
      .map((targetId) => found.of(targetId))
      .filter((node) => !external.has(`${name} ${node}`))
      .sort();
    if (nodes.length === 0) return [];
    return [{ kind: "policy-attached", policy: name, id, policyType: type, nodes }];
  });
}

/** How an attachment of a policy that somebody else manages is known: the configuration has no ids of those. */
function named(policy: string): (target: PolicyTarget) => string {
  return (target) => `${policy} ${target.kind === "root" ? "root" : target.key}`;
}

function attachmentsOf({ resources }: StackPlan): readonly string[] {
  return resources
    .filter(({ type }) => type === "aws_organizations_policy_attachment")
    .flatMap(({ before }) => {
      const [policy, target] = [textOf(before, "policy_id"), textOf(before, "target_id")];
      return policy === undefined || target === undefined ? [] : [`${policy} ${target}`];
    });
}

function foreignServices({ live, facts, told }: LiveComparison): readonly LiveDifference[] {
  const named = told.flatMap((change) =>
    change.kind === "enabled" && change.feature === "trusted-access" ? [change.subject] : [],
  );
  const applied = facts.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === "aws_organizations_organization")
    .flatMap(({ before }) => textsOf(before, "aws_service_access_principals"));
  const expected = [...facts.after.trustedServices, ...named, ...applied];
  return live.trustedServices
    .filter((service) => !expected.includes(service))
    .sort()
    .map((service) => ({ kind: "trusted-service", service }));
}

/** A resource by which a service delegates itself, by the name of the service in its type. */
const OWN_DELEGATION = /^aws_([a-z]+)_organization_(?:delegated_admin|admin)_account$/;

function foreignDelegations({ live, facts }: LiveComparison, found: NodeNames): readonly LiveDifference[] {
  const known = facts.stacks
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, before }): readonly { readonly account: string | undefined; readonly service: string }[] => {
      const account = textOf(before, "account_id") ?? textOf(before, "admin_account_id");
      const service =
        type === "aws_organizations_delegated_administrator"
          ? textOf(before, "service_principal")
          : withDomain(OWN_DELEGATION.exec(type)?.[1]);
      return service === undefined ? [] : [{ account, service }];
    });
  return live.delegations
    .filter(
      ({ accountId, service }) =>
        // GuardDuty delegates its malware protection, too: a service below one that is known.
        !known.some(
          (one) => one.account === accountId && (service === one.service || service.endsWith(`.${one.service}`)),
        ),
    )
    .map(({ accountId, service }) => ({
      kind: service === "iam.amazonaws.com" ? "root-delegated" : "delegation",
      service,
      account: found.of(accountId),
    }));
}

function withDomain(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `${name}.amazonaws.com`;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
