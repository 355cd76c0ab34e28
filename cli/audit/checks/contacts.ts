import type { ContactConfig } from "../../../model/config";
import type { AuditCheck } from "../check";
import type { LiveContact } from "../evidence";
import { Verdict } from "../finding";

const KINDS = ["billing", "operations", "security"] as const;

/** All three alternate contacts of every account are the declared ones: AWS warns and calls these people. */
export const judgeContacts: AuditCheck = ({ accounts }, { zone }) =>
  accounts.flatMap(({ key, contacts }) => {
    const verdict = new Verdict("contacts", zone, key);
    return verdict.observed(contacts, (live) =>
      KINDS.filter((kind) => !isDeclared(live[kind], zone.contacts[kind])).map((kind) =>
        verdict.problem(
          live[kind] === undefined
            ? `The ${kind} contact is not set`
            : `The ${kind} contact is ${live[kind].email}, not the declared ${zone.contacts[kind].email}, or differs in name or phone`,
          "Apply the stack that holds the account; when nobody changed it by mistake, follow the runbook.",
        ),
      ),
    );
  });

function isDeclared(live: LiveContact | undefined, { name, email, phone }: ContactConfig): boolean {
  return live !== undefined && live.name === name && live.email === email && live.phone === phone;
}
