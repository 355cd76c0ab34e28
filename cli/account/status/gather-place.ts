import {
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { call } from "../../preflight/observe";
import type { StatusClients } from "./clients";
import type { LiveUnitName, Place } from "./facts";

/** Climbs from an account to the root. */
export async function gatherPlace(
  { organizations: client }: Pick<StatusClients, "organizations">,
  accountId: string,
): Promise<Place> {
  const units: LiveUnitName[] = [];
  let child = accountId;
  for (;;) {
    const { Parents: [parent] = [] } = await call("organizations:ListParents", () =>
      client.send(new ListParentsCommand({ ChildId: child })),
    );
    const id = parent?.Id ?? "";
    if (parent?.Type !== "ORGANIZATIONAL_UNIT") return { rootId: id, units };
    units.unshift({ id, name: await unitName(client, id) });
    child = id;
  }
}

async function unitName(client: OrganizationsClient, id: string): Promise<string> {
  const { OrganizationalUnit } = await call("organizations:DescribeOrganizationalUnit", () =>
    client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id })),
  );
  return OrganizationalUnit?.Name ?? "";
}
