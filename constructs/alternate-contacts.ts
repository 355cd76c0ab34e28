import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import type { Construct } from "constructs";
import type { ContactKind } from "../model/adoption-config";
import type { ContactsConfig } from "../model/config";
import { importExisting } from "./existing-resource";
import type { Lanes } from "./lanes";

/** The kinds of alternate contact, in the order in which they are written; the ids of their constructs. */
export const CONTACT_KINDS = ["billing", "operations", "security"] as const satisfies readonly (keyof ContactsConfig)[];

/** Whose contacts, and which. */
export interface AlternateContactsProps {
  /** The key of the account. */
  readonly key: string;
  /** The id of a member account; AWS refuses the id of the caller's own. @default the caller's account */
  readonly accountId?: string;
  readonly contacts: ContactsConfig;
  /** Which of them are set. */
  readonly kinds: readonly ContactKind[];
  /** Which of them exist already. @default none */
  readonly existing?: readonly ContactKind[];
  /** What their type comes after in the id that Terraform imports. @default nothing: the caller's account */
  readonly importPrefix?: string;
  /** AWS Account Management throttles early, so all accounts of a stack share lanes. */
  readonly lanes: Lanes;
}

/** Sets the alternate contacts of one account. */
export function setAlternateContacts(
  scope: Construct,
  { key, accountId, contacts, kinds, existing = [], importPrefix = "", lanes }: AlternateContactsProps,
): void {
  for (const kind of CONTACT_KINDS.filter((candidate) => kinds.includes(candidate))) {
    const { name, title, email, phone } = contacts[kind];
    const resource = lanes.append(
      key,
      (order) =>
        new AccountAlternateContact(scope, kind, {
          ...(accountId === undefined ? {} : { accountId }),
          alternateContactType: kind.toUpperCase(),
          name,
          title,
          emailAddress: email,
          phoneNumber: phone,
          ...order,
        }),
    );
    importExisting(resource, existing.includes(kind) ? `${importPrefix}${kind.toUpperCase()}` : undefined);
  }
}
