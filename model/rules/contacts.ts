import type { ContactConfig } from "../config";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

const KINDS = ["security", "operations", "billing"] as const;

function contactsOf({ config }: ConfigFacts): readonly (ContactConfig & { readonly path: ConfigPath })[] {
  return KINDS.map((kind) => ({ ...config.contacts[kind], path: ["contacts", kind] }));
}

function isBetween(text: string, most: number): boolean {
  return text.trim() !== "" && text.length <= most;
}

/** AWS Account Management API reference, PutAlternateContact, `Name` and `Title`. */
export const contactForm = defineRule<ConfigFacts>({
  id: "contact-form",
  doc: "A contact has a name of 1 to 64 characters and a title of 1 to 50.",
  waivable: false,
  *breaches(facts) {
    for (const { name, title, path } of contactsOf(facts)) {
      if (!isBetween(name, 64)) {
        yield {
          path: [...path, "name"],
          message: `the name has ${name.length} characters, and AWS accepts 1 to 64`,
          remedy: "Name a group, for example the team on call.",
        };
      }
      if (!isBetween(title, 50)) {
        yield {
          path: [...path, "title"],
          message: `the title has ${title.length} characters, and AWS accepts 1 to 50`,
          remedy: "Name the group's function in a few words.",
        };
      }
    }
  },
});

/** AWS Account Management API reference, PutAlternateContact, `EmailAddress`. */
export const contactEmailForm = defineRule<ConfigFacts>({
  id: "contact-email-form",
  doc: "A contact's e-mail address has the form that AWS accepts for contacts, and at most 254 characters.",
  waivable: false,
  *breaches(facts) {
    for (const { email, path } of contactsOf(facts)) {
      if (/^[\w+=.#!&-]+@[\w.-]+\.\w+$/.test(email) && email.length <= 254) continue;
      yield {
        path: [...path, "email"],
        message: `AWS does not accept "${email}" as the e-mail address of a contact`,
        remedy: "Write an address of letters, digits and +=.#!&-, at most 254 characters.",
      };
    }
  },
});

/** AWS Account Management API reference, PutAlternateContact, `PhoneNumber`. */
export const contactPhoneForm = defineRule<ConfigFacts>({
  id: "contact-phone-form",
  doc: "A contact's phone number has 1 to 25 digits, spaces and +()-.",
  waivable: false,
  *breaches(facts) {
    for (const { phone, path } of contactsOf(facts)) {
      if (/^[\s0-9()+-]{1,25}$/.test(phone) && /\d/.test(phone)) continue;
      yield {
        path: [...path, "phone"],
        message: `"${phone}" is not a phone number that AWS accepts`,
        remedy: "Write it like +49 30 1234 100: digits, spaces and +()-, at most 25.",
      };
    }
  },
});

/** Three contacts that are one person are one contact. */
export const contactsDistinct = defineRule<ConfigFacts>({
  id: "contacts-distinct",
  doc: "The three contacts differ in name, e-mail address and phone number.",
  waivable: true,
  *breaches(facts) {
    for (const field of ["name", "email", "phone"] as const) {
      const first = new Map<string, ConfigPath>();
      for (const contact of contactsOf(facts)) {
        const value = field === "phone" ? contact.phone.replace(/\D/g, "") : contact[field].trim().toLowerCase();
        const earlier = first.get(value);
        if (value === "") continue;
        if (earlier === undefined) first.set(value, contact.path);
        else {
          yield {
            path: [...contact.path, field],
            message: `the ${NOUNS[field]} is that of the ${earlier.at(-1)} contact, too`,
            remedy: "Name three different groups: when one is not reached, AWS tries another.",
          };
        }
      }
    }
  },
});

const NOUNS = { name: "name", email: "e-mail address", phone: "phone number" } as const;
