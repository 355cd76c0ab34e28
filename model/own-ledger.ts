import type { Ledger } from "./ledger";
import type { ConfigFacts } from "./rule";

/** The ledger, when there is one and it is of this organization: of another's, only that is said. */
export function ownLedger({ config, ledger }: Pick<ConfigFacts, "config" | "ledger">): Ledger | undefined {
  return ledger?.managementAccountId === config.managementAccount.id ? ledger : undefined;
}
