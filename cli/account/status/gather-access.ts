import {
  DescribeGroupCommand,
  type IdentitystoreClient,
  paginateListGroupMemberships,
} from "@aws-sdk/client-identitystore";
import {
  DescribePermissionSetCommand,
  ListInstancesCommand,
  paginateListAccountAssignments,
  paginateListPermissionSetsProvisionedToAccount,
  type SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { LandingZone } from "../../../model/landing-zone";
import { inParallel } from "../../audit/in-parallel";
import { collect } from "../../preflight/gather-facts";
import { call, nameOf } from "../../preflight/observe";
import type { StatusClients } from "./clients";
import type { AccessFacts, LiveAssignment, PortalInstance } from "./facts";
import type { Subject } from "./subject";

/** Identity Center answers twenty calls a second for everybody together. */
const SETS_AT_ONCE = 2;

/** The instance of Identity Center that people sign in by; `undefined` when there is none. */
export async function gatherIdentityCenter(
  clients: Pick<StatusClients, "identityCenter">,
  { identity, homeRegion }: LandingZone,
): Promise<PortalInstance | undefined> {
  const client = clients.identityCenter(identity?.region ?? homeRegion);
  const { Instances: [instance] = [] } = await call("sso:ListInstances", () =>
    client.send(new ListInstancesCommand({})),
  );
  if (instance === undefined) return undefined;
  return { arn: instance.InstanceArn ?? "", identityStoreId: instance.IdentityStoreId ?? "" };
}

/** Who can sign in to the account, with which permission set. */
export async function gatherAccess({ clients, zone, member, identityCenter }: Subject): Promise<AccessFacts> {
  const instance = await identityCenter();
  if (instance === undefined) return undefined;
  const region = zone.identity?.region ?? zone.homeRegion;
  const client = clients.identityCenter(region);
  const store = clients.identityStore(region);
  const pages = await call("sso:ListPermissionSetsProvisionedToAccount", () =>
    collect(
      paginateListPermissionSetsProvisionedToAccount({ client }, { InstanceArn: instance.arn, AccountId: member.id }),
    ),
  );
  const sets = pages.flatMap(({ PermissionSets = [] }) => PermissionSets);
  const assignments = await inParallel(sets, SETS_AT_ONCE, (set) =>
    assignmentsOf({ client, store, instance }, member.id, set),
  );
  return assignments.flat();
}

interface Access {
  readonly client: SSOAdminClient;
  readonly store: IdentitystoreClient;
  readonly instance: PortalInstance;
}

async function assignmentsOf(
  { client, store, instance }: Access,
  AccountId: string,
  PermissionSetArn: string,
): Promise<readonly LiveAssignment[]> {
  const InstanceArn = instance.arn;
  const { PermissionSet } = await call("sso:DescribePermissionSet", () =>
    client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn })),
  );
  const pages = await call("sso:ListAccountAssignments", () =>
    collect(paginateListAccountAssignments({ client }, { InstanceArn, AccountId, PermissionSetArn })),
  );
  const assigned = pages.flatMap(({ AccountAssignments = [] }) => AccountAssignments);
  return inParallel(assigned, 1, async ({ PrincipalId = "", PrincipalType }) => ({
    permissionSet: PermissionSet?.Name ?? "",
    isGroup: PrincipalType === "GROUP",
    ...(PrincipalType === "GROUP"
      ? await describeGroup(store, instance.identityStoreId, PrincipalId)
      : { principal: PrincipalId, members: 1 }),
  }));
}

async function describeGroup(
  client: IdentitystoreClient,
  IdentityStoreId: string,
  GroupId: string,
): Promise<Pick<LiveAssignment, "principal" | "members">> {
  const name = await call("identitystore:DescribeGroup", async () => {
    try {
      return (await client.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }))).DisplayName;
    } catch (error) {
      // An assignment outlives its group.
      if (nameOf(error) === "ResourceNotFoundException") return undefined;
      throw error;
    }
  });
  if (name === undefined) return { principal: `a deleted group (${GroupId})`, members: 0 };
  const pages = await call("identitystore:ListGroupMemberships", () =>
    collect(paginateListGroupMemberships({ client }, { IdentityStoreId, GroupId })),
  );
  return { principal: name, members: pages.flatMap(({ GroupMemberships = [] }) => GroupMemberships).length };
}
