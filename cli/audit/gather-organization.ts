import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { ListOrganizationsFeaturesCommand } from "@aws-sdk/client-iam";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListRootsCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { AWS_POLICY_TYPES } from "../../constructs/attached-policy";
import type { LandingZone, OrganizationalUnit } from "../../model/landing-zone";
import { collect } from "../preflight/gather-facts";
import { call } from "../preflight/observe";
import { denyRootOf } from "./checks/deny-root";
import type { AuditClients } from "./clients";
import type { LivePolicy, LiveTree, PlacedAccount } from "./evidence";
import { inParallel } from "./in-parallel";

const SCP = AWS_POLICY_TYPES.scp;

/** AWS Organizations throttles callers that ask for many nodes at once. */
export const NODES_AT_ONCE = 4;

/** The features of central root access that are on. */
export async function listFeatures({ iam }: AuditClients): Promise<readonly string[]> {
  const { EnabledFeatures = [] } = await call("iam:ListOrganizationsFeatures", () =>
    iam.send(new ListOrganizationsFeaturesCommand({})),
  );
  return EnabledFeatures;
}

/** The whole organization: its units, and every account where it is. */
export async function gatherTree({ organizations }: AuditClients, zone: LandingZone): Promise<LiveTree> {
  const { Organization } = await call("organizations:DescribeOrganization", () =>
    organizations.send(new DescribeOrganizationCommand({})),
  );
  const { Roots = [] } = await call("organizations:ListRoots", () => organizations.send(new ListRootsCommand({})));
  const [root] = Roots;
  const rootId = root?.Id ?? "";
  const units = await unitsBelow(organizations, rootId);
  const parents = [rootId, ...units.map(({ id }) => id)];
  const accounts = await inParallel(parents, NODES_AT_ONCE, (parentId) => accountsIn(organizations, parentId));
  return {
    organizationId: Organization?.Id ?? "",
    rootId,
    isScpEnabled: (root?.PolicyTypes ?? []).some(({ Type, Status }) => Type === SCP && Status === "ENABLED"),
    unitIds: idsByKey(zone.organizationalUnits, units, rootId),
    accounts: accounts.flat(),
  };
}

/** One organizational unit as AWS lists it. */
export interface LiveUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

/** Every unit of the organization, parents before their children. */
export async function unitsBelow(client: OrganizationsClient, rootId: string): Promise<readonly LiveUnit[]> {
  const found: LiveUnit[] = [];
  let level: readonly string[] = [rootId];
  while (level.length > 0) {
    const children = await inParallel(level, NODES_AT_ONCE, (parentId) => unitsIn(client, parentId));
    found.push(...children.flat());
    level = children.flat().map(({ id }) => id);
  }
  return found;
}

async function unitsIn(client: OrganizationsClient, parentId: string): Promise<readonly LiveUnit[]> {
  const pages = await call("organizations:ListOrganizationalUnitsForParent", () =>
    collect(paginateListOrganizationalUnitsForParent({ client }, { ParentId: parentId })),
  );
  return pages
    .flatMap(({ OrganizationalUnits = [] }) => OrganizationalUnits)
    .map(({ Id = "", Name = "" }) => ({ id: Id, name: Name, parentId }));
}

/** The accounts directly below a root or unit. */
export async function accountsIn(client: OrganizationsClient, parentId: string): Promise<readonly PlacedAccount[]> {
  const pages = await call("organizations:ListAccountsForParent", () =>
    collect(paginateListAccountsForParent({ client }, { ParentId: parentId })),
  );
  return pages
    .flatMap(({ Accounts = [] }) => Accounts)
    .map(({ Id = "", Name = "", Email = "", State, Status }) => ({
      id: Id,
      name: Name,
      email: Email,
      state: State ?? Status ?? "",
      parentId,
    }));
}

/** Names are unique among siblings, and parents come before their children. */
function idsByKey(
  declared: readonly OrganizationalUnit[],
  live: readonly LiveUnit[],
  rootId: string,
): Readonly<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const { key, name, parent } of declared) {
    const parentId = parent === undefined ? rootId : ids[parent];
    const unit = live.find((candidate) => candidate.name === name && candidate.parentId === parentId);
    if (unit !== undefined) ids[key] = unit.id;
  }
  return ids;
}

/** The live deny-root policy with its attachments; `undefined` when there is none or none is declared. */
export async function findDenyRoot(clients: AuditClients, zone: LandingZone): Promise<LivePolicy | undefined> {
  const { organizations: client } = clients;
  const guardrail = denyRootOf(zone);
  const id = guardrail === undefined ? undefined : await findPolicy(client, guardrail.name);
  if (id === undefined) return undefined;
  const { Policy } = await call("organizations:DescribePolicy", () =>
    client.send(new DescribePolicyCommand({ PolicyId: id })),
  );
  const pages = await call("organizations:ListTargetsForPolicy", () =>
    collect(paginateListTargetsForPolicy({ client }, { PolicyId: id })),
  );
  const targetIds = pages.flatMap(({ Targets = [] }) => Targets).map(({ TargetId = "" }) => TargetId);
  return { content: Policy?.Content ?? "", targetIds };
}

/** The id of the service control policy of a name, which is unique. */
export async function findPolicy(client: OrganizationsClient, name: string): Promise<string | undefined> {
  const pages = await call("organizations:ListPolicies", () =>
    collect(paginateListPolicies({ client }, { Filter: SCP })),
  );
  return pages.flatMap(({ Policies = [] }) => Policies).find(({ Name }) => Name === name)?.Id;
}

/** When accounts were last moved into a unit, by account id; AWS remembers 90 days. */
export async function lookUpMoves(
  { globalEvents }: AuditClients,
  unitId: string,
): Promise<Readonly<Record<string, string>>> {
  const moves: Record<string, string> = {};
  let token: string | undefined;
  do {
    const { Events = [], NextToken } = await call("cloudtrail:LookupEvents", () =>
      globalEvents.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "MoveAccount" }],
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      ),
    );
    for (const { CloudTrailEvent, EventTime } of Events) {
      const { accountId, destinationParentId } = parametersOf(CloudTrailEvent);
      // The latest event comes first.
      if (destinationParentId === unitId && EventTime !== undefined) moves[accountId] ??= EventTime.toISOString();
    }
    token = NextToken;
  } while (token !== undefined);
  return moves;
}

function parametersOf(event = "{}"): { readonly accountId: string; readonly destinationParentId: string } {
  const parsed: unknown = JSON.parse(event);
  const parameters: unknown = Reflect.get(Object(parsed), "requestParameters");
  const text = (name: string): string => String(Reflect.get(Object(parameters), name));
  return { accountId: text("accountId"), destinationParentId: text("destinationParentId") };
}
