import type { LandingZone } from "../../model/landing-zone";
import { Failure } from "../failure";
import type { Clients } from "./clients";
import { gatherCaller } from "./gather-facts";

/** Makes sure that the credentials are those of the declared management account. @throws Failure when they are not */
export async function requireManagementAccount(
  clients: Pick<Clients, "sts">,
  { managementAccount }: Pick<LandingZone, "managementAccount">,
): Promise<void> {
  const { accountId } = await gatherCaller(clients);
  if (accountId === managementAccount.id) return;
  throw new Failure(
    `The credentials belong to account ${accountId}, but the configuration declares ${managementAccount.id} as the management account`,
    "Use credentials of the management account, or correct managementAccount.id.",
  );
}
