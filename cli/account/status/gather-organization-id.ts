import { DescribeOrganizationCommand } from "@aws-sdk/client-organizations";
import { call } from "../../preflight/observe";
import type { StatusClients } from "./clients";

/** The id of the organization that the caller is in. */
export async function gatherOrganizationId({ organizations }: Pick<StatusClients, "organizations">): Promise<string> {
  const { Organization } = await call("organizations:DescribeOrganization", () =>
    organizations.send(new DescribeOrganizationCommand({})),
  );
  return Organization?.Id ?? "";
}
