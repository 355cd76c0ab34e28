import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPoliciesForTarget,
  paginateListRoots,
} from "@aws-sdk/client-organizations";
import type { LiveAccount, LiveOrganization, LivePolicy, LiveUnit } from "../../reports/live-organization";

/** AWS's own policy that allows everything; attached everywhere and of no interest to a reader. */
const FULL_ACCESS = "p-FullAWSAccess";

/** Reads an organization with its units, accounts and attached service control policies; every call is read-only. */
export async function readOrganization(client: OrganizationsClient): Promise<LiveOrganization> {
  const reader = new OrganizationReader(client);
  const { Organization: organization } = await client.send(new DescribeOrganizationCommand({}));
  const [root] = await reader.roots();
  return {
    id: required(organization?.Id),
    managementAccountId: required(organization?.MasterAccountId),
    root: await reader.unit(required(root?.id), required(root?.name)),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

class OrganizationReader {
  private readonly client: OrganizationsClient;
  private readonly documents = new Map<string, Promise<string>>();

  constructor(client: OrganizationsClient) {
    this.client = client;
  }

  async roots(): Promise<readonly Named[]> {
    const found: Named[] = [];
    for await (const { Roots = [] } of paginateListRoots({ client: this.client }, {})) found.push(...Roots.map(named));
    return found;
  }

  async unit(id: string, name: string): Promise<LiveUnit> {
    const [policies, units, accounts] = await Promise.all([this.policies(id), this.units(id), this.accounts(id)]);
    return { id, name, policies, units, accounts };
  }

  private async units(parent: string): Promise<readonly LiveUnit[]> {
    const found: Named[] = [];
    const pages = paginateListOrganizationalUnitsForParent({ client: this.client }, { ParentId: parent });
    for await (const { OrganizationalUnits = [] } of pages) found.push(...OrganizationalUnits.map(named));
    return Promise.all(found.map(({ id, name }) => this.unit(id, name)));
  }

  private async accounts(parent: string): Promise<readonly LiveAccount[]> {
    const found: Named[] = [];
    const pages = paginateListAccountsForParent({ client: this.client }, { ParentId: parent });
    for await (const { Accounts = [] } of pages) found.push(...Accounts.map(named));
    return Promise.all(found.map(async ({ id, name }) => ({ id, name, policies: await this.policies(id) })));
  }

  private async policies(target: string): Promise<readonly LivePolicy[]> {
    const found: (Named & { readonly description: string })[] = [];
    const query = { TargetId: target, Filter: "SERVICE_CONTROL_POLICY" as const };
    for await (const { Policies = [] } of paginateListPoliciesForTarget({ client: this.client }, query)) {
      found.push(...Policies.map((policy) => ({ ...named(policy), description: policy.Description ?? "" })));
    }
    const own = found.filter(({ id }) => id !== FULL_ACCESS);
    return Promise.all(own.map(async (policy) => ({ ...policy, document: await this.document(policy.id) })));
  }

  private document(id: string): Promise<string> {
    const known = this.documents.get(id);
    if (known !== undefined) return known;
    const asked = this.client
      .send(new DescribePolicyCommand({ PolicyId: id }))
      .then(({ Policy: policy }) => required(policy?.Content));
    this.documents.set(id, asked);
    return asked;
  }
}

function named({ Id, Name }: { readonly Id?: string | undefined; readonly Name?: string | undefined }): Named {
  return { id: required(Id), name: required(Name) };
}

/** AWS's types leave out nothing of what is read here, but declare everything optional. */
function required(value: string | undefined): string {
  if (value === undefined) throw new Error("AWS Organizations answered without a field that it always has");
  return value;
}
