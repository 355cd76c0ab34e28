import {
  type PolicyType as AwsPolicyType,
  ListRootsCommand,
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
  paginateListDelegatedServicesForAccount,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import type { AttachedPolicy, Delegation, OrganizationAsItIs } from "../../reports/drift/live-facts";
import { accountsIn, NODES_AT_ONCE, unitsBelow } from "../audit/gather-organization";
import { inParallel } from "../audit/in-parallel";
import { collect } from "../preflight/gather-facts";
import { call } from "../preflight/observe";

/** Reads the live organization; every call only reads, page by page, a few at a time. */
export async function gatherLive(client: OrganizationsClient): Promise<OrganizationAsItIs> {
  const { Roots = [] } = await call("organizations:ListRoots", () => client.send(new ListRootsCommand({})));
  const [root] = Roots;
  const rootId = root?.Id ?? "";
  const units = await unitsBelow(client, rootId);
  const parents = [rootId, ...units.map(({ id }) => id)];
  const accounts = await inParallel(parents, NODES_AT_ONCE, (parentId) => accountsIn(client, parentId));
  const types = (root?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === "ENABLED" ? [Type] : []));
  const policies = await inParallel(types, 1, (type) => policiesOf(client, type));
  return {
    rootId,
    units,
    accounts: accounts.flat(),
    policies: policies.flat(),
    trustedServices: await trustedServices(client),
    delegations: await delegations(client),
  };
}

/** Those of AWS's own are attached everywhere by AWS and left out. */
async function policiesOf(client: OrganizationsClient, type: AwsPolicyType): Promise<readonly AttachedPolicy[]> {
  const pages = await call("organizations:ListPolicies", () =>
    collect(paginateListPolicies({ client }, { Filter: type })),
  );
  const own = pages.flatMap(({ Policies = [] }) => Policies).filter(({ AwsManaged }) => AwsManaged !== true);
  return inParallel(own, NODES_AT_ONCE, async ({ Id: id = "", Name: name = "" }) => {
    const targets = await call("organizations:ListTargetsForPolicy", () =>
      collect(paginateListTargetsForPolicy({ client }, { PolicyId: id })),
    );
    return {
      id,
      name,
      type,
      targetIds: targets.flatMap(({ Targets = [] }) => Targets).map(({ TargetId = "" }) => TargetId),
    };
  });
}

async function trustedServices(client: OrganizationsClient): Promise<readonly string[]> {
  const pages = await call("organizations:ListAWSServiceAccessForOrganization", () =>
    collect(paginateListAWSServiceAccessForOrganization({ client }, {})),
  );
  return pages
    .flatMap(({ EnabledServicePrincipals = [] }) => EnabledServicePrincipals)
    .map(({ ServicePrincipal = "" }) => ServicePrincipal);
}

async function delegations(client: OrganizationsClient): Promise<readonly Delegation[]> {
  const pages = await call("organizations:ListDelegatedAdministrators", () =>
    collect(paginateListDelegatedAdministrators({ client }, {})),
  );
  const administrators = pages.flatMap(({ DelegatedAdministrators = [] }) => DelegatedAdministrators);
  const found = await inParallel(administrators, NODES_AT_ONCE, async ({ Id: accountId = "" }) => {
    const services = await call("organizations:ListDelegatedServicesForAccount", () =>
      collect(paginateListDelegatedServicesForAccount({ client }, { AccountId: accountId })),
    );
    return services
      .flatMap(({ DelegatedServices = [] }) => DelegatedServices)
      .map(({ ServicePrincipal: service = "" }) => ({ accountId, service }));
  });
  return found.flat();
}
