import { accountsStackName } from "../../../model/ledger";
import { contactFaults } from "../../audit/checks/contacts";
import type { LiveContacts } from "../../audit/evidence";
import type { Observation } from "../../preflight/facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("contacts");

/** The alternate contacts that the landing zone sets are the declared ones. */
export function judgeContacts(contacts: Observation<LiveContacts>, { zone, account }: Declared): StatusRow {
  const kinds = account.alternateContacts;
  if (kinds.length === 0) {
    return rows.notConfigured("the account was adopted with its contacts, and the landing zone sets none of them");
  }
  return rows.observed(contacts, (live) =>
    rows.unless(
      contactFaults(live, zone.contacts, kinds),
      `Apply the stack ${accountsStackName(account.shard)}; when nobody changed it by mistake, follow the runbook account-identity-change.`,
      `${kinds.join(", ")} as declared`,
    ),
  );
}
