import {
  type Account as AwsAccount,
  DescribeAccountCommand,
  type OrganizationsClient,
  paginateListCreateAccountStatus,
} from "@aws-sdk/client-organizations";
import type { Account } from "../../../model/landing-zone";
import { collect } from "../../preflight/gather-facts";
import { call, nameOf } from "../../preflight/observe";
import { accountByEmail } from "../account-by-email";
import type { StatusClients } from "./clients";
import type { AccountFacts, LiveMember } from "./facts";

/** Looks for the account, and where there is none, for its creation. */
export async function gatherAccount(
  { organizations }: Pick<StatusClients, "organizations">,
  account: Account,
): Promise<AccountFacts> {
  const member = await findMember({ organizations }, account);
  return member === undefined ? creationOf(organizations, account) : { kind: "found", member };
}

/** An account of the organization by the ledger's id, or while the ledger has none, by its address. */
export async function findMember(
  { organizations: client }: Pick<StatusClients, "organizations">,
  { accountId, email }: Account,
): Promise<LiveMember | undefined> {
  return accountId === undefined ? memberWithEmail(client, email) : memberWithId(client, accountId);
}

async function memberWithId(client: OrganizationsClient, id: string): Promise<LiveMember | undefined> {
  return call("organizations:DescribeAccount", async () => {
    try {
      const { Account: found } = await client.send(new DescribeAccountCommand({ AccountId: id }));
      return found === undefined ? undefined : memberOf(found);
    } catch (error) {
      if (nameOf(error) === "AccountNotFoundException") return undefined;
      throw error;
    }
  });
}

async function memberWithEmail(client: OrganizationsClient, email: string): Promise<LiveMember | undefined> {
  return call("organizations:ListAccounts", async () => {
    const found = await accountByEmail(client, email);
    return found === undefined ? undefined : memberOf(found);
  });
}

function memberOf({ Id = "", Name = "", State, Status, JoinedTimestamp }: AwsAccount): LiveMember {
  return { id: Id, name: Name, state: State ?? Status ?? "", joinedAt: JoinedTimestamp?.toISOString() };
}

/** A creation has no address, so it is told by the account's name; the latest counts. */
async function creationOf(client: OrganizationsClient, { name }: Account): Promise<AccountFacts> {
  const pages = await call("organizations:ListCreateAccountStatus", () =>
    collect(paginateListCreateAccountStatus({ client }, { States: ["IN_PROGRESS", "FAILED"] })),
  );
  const [latest] = pages
    .flatMap(({ CreateAccountStatuses = [] }) => CreateAccountStatuses)
    .filter(({ AccountName }) => AccountName === name)
    .sort((a, b) => (b.RequestedTimestamp?.getTime() ?? 0) - (a.RequestedTimestamp?.getTime() ?? 0));
  if (latest?.State === "IN_PROGRESS") return { kind: "creating" };
  return { kind: "absent", failure: latest?.FailureReason };
}
