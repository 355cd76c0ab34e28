import type { ContactKind } from "../../model/adoption-config";
import type { ContactsConfig } from "../../model/config";
import { compareKeys } from "../../model/next-ledger";
import { groupBy } from "./group-by";
import type { LiveContact, LiveOrganization } from "./live-organization";

const KINDS: readonly ContactKind[] = ["billing", "operations", "security"];

/** The contacts of an organization as a configuration has them: one of a kind, and where it is set. */
export interface AdoptedContacts {
  readonly contacts: ContactsConfig;
  /** The kinds that are nowhere set, so that `contacts` names somebody who has to be replaced. */
  readonly invented: readonly ContactKind[];
  /** The kinds that most accounts have. */
  readonly usual: readonly ContactKind[];
  /** By account id: the kinds that are set to exactly what `contacts` says. */
  readonly set: ReadonlyMap<string, readonly ContactKind[]>;
  /** By account id: the kinds that are set to somebody else, and are left alone. */
  readonly differing: ReadonlyMap<string, readonly ContactKind[]>;
}

/**
 * The organization's contacts: the management account's, or else those that most accounts have.
 *
 * Where a kind is set nowhere, the management account's address stands in for it, and Terraform sets it nowhere.
 */
export function adoptContacts(live: LiveOrganization): AdoptedContacts {
  const chosen = new Map(KINDS.map((kind) => [kind, liveContact(live, kind)]));
  const contactOf = (kind: ContactKind): LiveContact => chosen.get(kind) ?? standIn(live, kind);
  const accounts = [live.managementAccount, ...live.accounts.filter(({ state }) => state === "ACTIVE")];
  const kindsWhere = (
    id: string,
    holds: (contact: LiveContact, kind: ContactKind) => boolean,
  ): readonly ContactKind[] =>
    KINDS.filter((kind) => {
      const contact = live.contacts[id]?.[kind];
      return contact !== undefined && holds(contact, kind);
    });
  const set = new Map(
    accounts.map(({ id }) => [id, kindsWhere(id, (contact, kind) => isSame(contact, contactOf(kind)))]),
  );
  return {
    contacts: { security: contactOf("security"), operations: contactOf("operations"), billing: contactOf("billing") },
    invented: KINDS.filter((kind) => chosen.get(kind) === undefined),
    usual: usualOf([...set.values()]),
    set,
    differing: new Map(
      accounts.map(({ id }) => [id, kindsWhere(id, (contact, kind) => !isSame(contact, contactOf(kind)))]),
    ),
  };
}

function liveContact({ managementAccount, contacts }: LiveOrganization, kind: ContactKind): LiveContact | undefined {
  const own = contacts[managementAccount.id]?.[kind];
  if (own !== undefined) return own;
  const all = Object.values(contacts).flatMap((contact) => contact[kind] ?? []);
  return mostFrequent(all);
}

function standIn({ managementAccount }: LiveOrganization, kind: ContactKind): LiveContact {
  return { name: `Nobody named yet (${kind})`, title: "To be named", email: managementAccount.email, phone: "+0" };
}

function isSame(a: LiveContact, b: LiveContact): boolean {
  return a.name === b.name && a.title === b.title && a.email === b.email && a.phone === b.phone;
}

function usualOf(sets: readonly (readonly ContactKind[])[]): readonly ContactKind[] {
  return mostFrequent(sets) ?? [];
}

/** The value that occurs most often; of several, the first by its text. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const groups = [...groupBy(values, (value) => JSON.stringify(value))];
  const [first] = groups.sort(([a, some], [b, others]) => others.length - some.length || compareKeys(a, b));
  return first?.[1][0];
}
