import { IdentitystoreGroup } from "@cdktf/provider-aws/lib/identitystore-group";
import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { BreakGlass, breakGlassSharedAddresses, breakGlassUserAddresses } from "../constructs/break-glass";
import { IdentityCenter } from "../constructs/identity-center";
import { LandingZoneStack, MAIN_CHILD } from "../constructs/landing-zone-stack";
import { ProvisionedPermissionSet, permissionSetResources } from "../constructs/permission-set";
import { PublishedValues } from "../constructs/published-values";
import {
  declareForgotten,
  declareMoved,
  type RenamedResource,
  type ResourceAddress,
} from "../constructs/state-changes";
import {
  BREAK_GLASS_FAMILY,
  familyKey,
  familyMember,
  GROUP_FAMILY,
  PERMISSION_SET_FAMILY,
} from "../model/foundation-families";
import type { LandingZone } from "../model/landing-zone";
import { formerKeys } from "../model/renames";
import { assignmentId } from "../model/resolve-identity";
import { type Assignment, MANAGEMENT_ACCOUNT_KEY, type WorkforceIdentity } from "../model/workforce-identity";
import { ORGANIZATION_ID_OUTPUT } from "./organization";

/** The stacks that must be there first. */
export interface IdentityUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
}

const BREAK_GLASS = "break_glass";

/** How people get at accounts: groups, permission sets and assignments, and the ways in for an emergency. */
export class IdentityStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: IdentityUpstream) {
    super(scope, "identity", zone);
    const { identity } = zone;
    if (identity === undefined) throw new Error("no identities are configured");
    const providers = new AccountProviders(this, { accountId: zone.managementAccount.id });
    // Nothing of it is needed but the order: trusted access comes before Identity Center.
    new PublishedValues(this, organization).get(ORGANIZATION_ID_OUTPUT);
    if (identity.groups.length + identity.permissionSets.length > 0) {
      this.createWorkforce(identity, providers, new AccountIds(this, accounts));
    }
    if (identity.breakGlassUsers.length > 0) {
      new BreakGlass(this, BREAK_GLASS, { provider: providers.home, users: identity.breakGlassUsers });
    }
    declareMoved(this, renamedResources(zone, identity));
    declareForgotten(this, forgottenResources(zone, identity));
  }

  private createWorkforce(identity: WorkforceIdentity, providers: AccountProviders, accountIds: AccountIds): void {
    const provider = providers.in(identity.region);
    const { instanceArn, identityStoreId } = new IdentityCenter(this, "identity_center", provider, identity.region);
    const groupsScope = new Construct(this, "group");
    const groupIds = new Map(
      identity.groups.map(({ key, name, description }) => {
        const group = new IdentitystoreGroup(groupsScope, key, {
          provider,
          identityStoreId,
          displayName: name,
          ...(description === undefined ? {} : { description }),
        });
        return [key, group.groupId];
      }),
    );
    // A scope without a name of its own: addresses are keys.
    const main = new Construct(this, MAIN_CHILD);
    const permissionSets = new Map(
      identity.permissionSets.map((permissionSet) => [
        permissionSet.key,
        new ProvisionedPermissionSet(main, permissionSet.key, { provider, instanceArn, permissionSet }),
      ]),
    );
    for (const assignment of identity.assignments) {
      const set = known(permissionSets, assignment.permissionSet);
      new SsoadminAccountAssignment(main, assignmentId(assignment), {
        provider,
        instanceArn,
        permissionSetArn: set.arn,
        principalType: "GROUP",
        principalId: known(groupIds, assignment.group),
        targetType: "AWS_ACCOUNT",
        targetId: this.accountId(assignment.account, accountIds),
        dependsOn: [set.complete],
      });
    }
  }

  private accountId(key: string, accountIds: AccountIds): string {
    if (key === MANAGEMENT_ACCOUNT_KEY) return this.zone.managementAccount.id;
    const account = this.zone.accounts.find((candidate) => candidate.key === key);
    if (account === undefined) throw new Error(`no account ${key}`);
    return accountIds.of(account);
  }
}

function known<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no ${key}`);
  return value;
}

/** What a renamed group, permission set or account takes along, so that nobody loses access. */
function renamedResources(zone: LandingZone, identity: WorkforceIdentity): readonly RenamedResource[] {
  return [
    ...identity.groups.map(({ key }) => ({
      type: IdentitystoreGroup.tfResourceType,
      names: formerMembers(zone, GROUP_FAMILY, key).map((former) => `group_${former}`),
    })),
    ...identity.permissionSets.flatMap((permissionSet) => {
      const keys = formerMembers(zone, PERMISSION_SET_FAMILY, permissionSet.key);
      return permissionSetResources(zone, permissionSet).map(({ type, nameOf }) => ({ type, names: keys.map(nameOf) }));
    }),
    ...identity.assignments.map((assignment) => ({
      type: SsoadminAccountAssignment.tfResourceType,
      names: formerAssignments(zone, assignment).map(assignmentId),
    })),
  ];
}

/** Terraform follows one way from name to name: the group's renames come first, then the permission set's. */
function formerAssignments(zone: LandingZone, present: Assignment): readonly Assignment[] {
  const groups = formerMembers(zone, GROUP_FAMILY, present.group);
  const permissionSets = formerMembers(zone, PERMISSION_SET_FAMILY, present.permissionSet);
  const accounts = formerKeys(zone, present.account);
  const [permissionSet = present.permissionSet, ...laterSets] = permissionSets;
  const [account = present.account, ...laterAccounts] = accounts;
  return [
    ...groups.map((group) => ({ ...present, group, permissionSet, account })),
    ...laterSets.map((later) => ({ ...present, permissionSet: later, account })),
    ...laterAccounts.map((later) => ({ ...present, account: later })),
  ];
}

/** Every key that a member of a family had, from the oldest to the given one. */
function formerMembers(zone: LandingZone, family: string, member: string): readonly string[] {
  return formerKeys(zone, familyKey(family, member)).map((key) => familyMember(key)?.member ?? member);
}

/** The role and the group are forgotten with the last user, and only then. */
function forgottenResources(zone: LandingZone, identity: WorkforceIdentity): readonly ResourceAddress[] {
  const users = zone.forgotten.flatMap(({ key }) => {
    const named = familyMember(key);
    return named?.name === BREAK_GLASS_FAMILY ? [named.member] : [];
  });
  return [
    ...users.flatMap((user) => breakGlassUserAddresses(BREAK_GLASS, user)),
    ...(users.length > 0 && identity.breakGlassUsers.length === 0 ? breakGlassSharedAddresses(BREAK_GLASS) : []),
  ];
}
