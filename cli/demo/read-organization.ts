import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPoliciesForTarget,
  paginateListRoots,
  type Root,
} from "@aws-sdk/client-organizations";
import { AUTHORIZATION_POLICY_TYPES, MANAGEMENT_POLICY_TYPES, type PolicyType } from "../../catalogue/guardrails";
import { AWS_POLICY_TYPES } from "../../constructs/attached-policy";
import type { LiveAccount, LiveOrganization, LivePolicy, LiveUnit } from "../../reports/live-organization";

const POLICY_TYPES: readonly PolicyType[] = [...AUTHORIZATION_POLICY_TYPES, ...MANAGEMENT_POLICY_TYPES];

/** AWS's own policies that allow everything; attached everywhere and of no interest to a reader. */
const FULL_ACCESS: readonly string[] = ["p-FullAWSAccess", "p-RCPFullAWSAccess"];

/** Reads an organization with its units, accounts and attached policies of every type; every call is read-only. */
export async function readOrganization(client: OrganizationsClient): Promise<LiveOrganization> {
  const { Organization: organization } = await client.send(new DescribeOrganizationCommand({}));
  const [root] = await listRoots(client);
  const enabled = new Set<string | undefined>(
    root?.PolicyTypes?.filter(({ Status }) => Status === "ENABLED").map(({ Type }) => Type),
  );
  const reader = new OrganizationReader(
    client,
    POLICY_TYPES.filter((type) => enabled.has(AWS_POLICY_TYPES[type])),
  );
  return {
    id: required(organization?.Id),
    managementAccountId: required(organization?.MasterAccountId),
    root: await reader.unit(required(root?.Id), required(root?.Name)),
  };
}

async function listRoots(client: OrganizationsClient): Promise<readonly Root[]> {
  const found: Root[] = [];
  for await (const { Roots = [] } of paginateListRoots({ client }, {})) found.push(...Roots);
  return found;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

class OrganizationReader {
  private readonly client: OrganizationsClient;
  private readonly types: readonly PolicyType[];
  private readonly documents = new Map<string, Promise<string>>();

  /** @param types the policy types that are enabled; of any other AWS would list nothing */
  constructor(client: OrganizationsClient, types: readonly PolicyType[]) {
    this.client = client;
    this.types = types;
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
    const byType = await Promise.all(this.types.map((type) => this.policiesOf(target, type)));
    return byType.flat();
  }

  private async policiesOf(target: string, type: PolicyType): Promise<readonly LivePolicy[]> {
    const found: (Named & { readonly description: string })[] = [];
    const query = { TargetId: target, Filter: AWS_POLICY_TYPES[type] };
    for await (const { Policies = [] } of paginateListPoliciesForTarget({ client: this.client }, query)) {
      found.push(...Policies.map((policy) => ({ ...named(policy), description: policy.Description ?? "" })));
    }
    const own = found.filter(({ id }) => !FULL_ACCESS.includes(id));
    return Promise.all(own.map(async (policy) => ({ ...policy, type, document: await this.document(policy.id) })));
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
