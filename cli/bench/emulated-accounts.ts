import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import type { Account } from "../../model/landing-zone";
import { inParallel } from "../audit/in-parallel";

const AT_ONCE = 8;

/**
 * Creates accounts by the API alone, in the units that they belong to, for an organization to be of some size.
 *
 * @param unitIds the ids of units by their keys
 */
export async function createAccounts(
  organizations: Pick<OrganizationsClient, "send">,
  accounts: readonly Account[],
  unitIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { Roots: [root] = [] } = await organizations.send(new ListRootsCommand({}));
  await inParallel(accounts, AT_ONCE, async ({ name, email, organizationalUnit }) => {
    const { CreateAccountStatus: begun } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: email }),
    );
    const { CreateAccountStatus: created } = await organizations.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: begun?.Id }),
    );
    if (created?.AccountId === undefined) throw new Error(`the account ${name} was not created: ${created?.State}`);
    const place = { SourceParentId: root?.Id, DestinationParentId: unitIds.get(organizationalUnit) };
    await organizations.send(new MoveAccountCommand({ AccountId: created.AccountId, ...place }));
  });
}
