import { type Account, type OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { canonicalEmail } from "../../model/email-address";

/** The account of the organization that has a root e-mail address; `undefined` when none has. */
export async function accountByEmail(client: OrganizationsClient, email: string): Promise<Account | undefined> {
  const wanted = canonicalEmail(email);
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    const found = Accounts.find(({ Email = "" }) => canonicalEmail(Email) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
