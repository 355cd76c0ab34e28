import type { ContactKind } from "../../../model/adoption-config";
import type { ContactConfig, ContactsConfig } from "../../../model/config";
import type { AuditCheck } from "../check";
import type { LiveContact, LiveContacts } from "../evidence";
import { Verdict } from "../finding";

const KINDS = ["billing", "operations", "security"] as const;

/** All three alternate contacts of every account are the declared ones: AWS warns and calls these people. */
export const judgeContacts: AuditCheck = ({ accounts }, { zone }) =>
  accounts.flatMap(({ key, contacts }) => {
    const verdict = new Verdict("contacts", zone, key);
    return verdict.observed(contacts, (live) =>
      contactFaults(live, zone.contacts, KINDS).map((fault) =>
        verdict.problem(
          fault,
          "Apply the stack that holds the account; when nobody changed it by mistake, follow the runbook.",
        ),
      ),
    );
  });

/** What is wrong with contacts of some kinds, one sentence each. */
export function contactFaults(
  live: LiveContacts,
  declared: ContactsConfig,
  kinds: readonly ContactKind[],
): readonly string[] {
  return kinds
    .filter((kind) => !isDeclared(live[kind], declared[kind]))
    .map((kind) =>
      live[kind] === undefined
        ? `The ${kind} contact is not set`
        : `The ${kind} contact is ${live[kind].email}, not the declared ${declared[kind].email}, or differs in name or phone`,
    );
}

function isDeclared(live: LiveContact | undefined, { name, email, phone }: ContactConfig): boolean {
  return live !== undefined && live.name === name && live.email === email && live.phone === phone;
}
