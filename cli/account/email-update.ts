import {
  AcceptPrimaryEmailUpdateCommand,
  type AccountClient,
  StartPrimaryEmailUpdateCommand,
} from "@aws-sdk/client-account";
import { DescribeOrganizationCommand, type OrganizationsClient } from "@aws-sdk/client-organizations";
import { Failure } from "../failure";
import { accountByEmail } from "./account-by-email";
import type { Organization } from "./organization";

/** The AWS clients that a root e-mail address is changed with. */
export interface EmailClients {
  readonly account: AccountClient;
  readonly organizations: OrganizationsClient;
}

/**
 * The id of an account, from the ledger or, by its present address, from AWS.
 *
 * @throws Failure when the credentials are for another organization, or AWS does not know the account
 */
export async function accountIdOf(
  { organizations }: Pick<EmailClients, "organizations">,
  { config, ledger }: Organization,
  key: string,
  email: string,
): Promise<string> {
  const { Organization: live } = await organizations.send(new DescribeOrganizationCommand({}));
  const management = config.managementAccount.id;
  if (live?.MasterAccountId !== management) {
    throw new Failure(
      `The credentials belong to the organization of ${live?.MasterAccountId}, and the configuration is that of ${management}`,
      "Use credentials of the management account, or of the delegated administrator for account management.",
    );
  }
  const known = ledger?.identities[key]?.accountId;
  if (known !== undefined) return known;
  const found = await accountByEmail(organizations, email);
  if (found?.Id !== undefined) return found.Id;
  throw new Failure(
    `AWS knows no account with the address ${email}, which the configuration gives for "${key}"`,
    "Correct the address in the configuration to the one that the account has.",
  );
}

/** Asks AWS to send a one-time password to the new address. */
export async function startEmailUpdate({ account }: EmailClients, accountId: string, email: string): Promise<void> {
  await account.send(new StartPrimaryEmailUpdateCommand({ AccountId: accountId, PrimaryEmail: email }));
}

/** Gives AWS the one-time password; from then on the new address is the root user's. */
export async function acceptEmailUpdate(
  { account }: EmailClients,
  accountId: string,
  email: string,
  otp: string,
): Promise<void> {
  const { Status } = await account.send(
    new AcceptPrimaryEmailUpdateCommand({ AccountId: accountId, PrimaryEmail: email, Otp: otp }),
  );
  if (Status === "ACCEPTED") return;
  throw new Failure(
    `AWS did not accept the one-time password: the change is ${Status ?? "in no known state"}`,
    "Run the same command with the newest password; without --otp it has another one sent.",
  );
}
