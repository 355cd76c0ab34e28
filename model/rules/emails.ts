import { ACCOUNT_STATES } from "../../catalogue/account-lifecycle";
import { FREE_MAIL_DOMAINS } from "../../catalogue/free-mail-domains";
import { type DepartedState, departedAccounts } from "../account-lifecycle";
import { canonicalEmail, parseEmailAddress } from "../email-address";
import { ownLedger } from "../own-ledger";
import { type ConfigPath, formatPath } from "../problem";
import { type Breach, type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

interface RootAddress {
  /** The key of the member account, or `undefined` of the management account. */
  readonly key: string | undefined;
  readonly text: string;
  readonly path: ConfigPath;
}

/** The root e-mail addresses of the management account and of every member. */
function rootAddresses({ config, tree }: ConfigFacts): readonly RootAddress[] {
  return [
    { key: undefined, text: config.managementAccount.email, path: ["managementAccount", "email"] },
    ...memberAddresses({ tree }),
  ];
}

function memberAddresses({ tree }: Pick<ConfigFacts, "tree">): readonly RootAddress[] {
  return tree.accounts.map(({ key, config: { email }, path }) => ({ key, text: email, path: [...path, "email"] }));
}

const MIN_LENGTH = 6;
const MAX_LENGTH = 64;

/** AWS Organizations API reference, CreateAccount, `Email`. */
export const accountEmailForm = defineRule<ConfigFacts>({
  id: "account-email-form",
  doc: "A root e-mail address has the form of one and 6 to 64 characters.",
  waivable: false,
  *breaches(facts) {
    for (const { text, path } of rootAddresses(facts)) {
      if (parseEmailAddress(text) === undefined) {
        yield {
          path,
          message: `"${text}" is not an e-mail address`,
          remedy: "Write an address that a group in your company receives, like aws+shop@example.com.",
        };
      } else if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) {
        yield {
          path,
          message: `the address has ${text.length} characters, and AWS accepts ${MIN_LENGTH} to ${MAX_LENGTH}`,
          remedy: "Use another plus tag or a mailbox with another name.",
        };
      }
    }
  },
});

/**
 * One address is one account's: AWS gives that of a closed account to no other.
 *
 * One that was changed away is free at AWS. But a change that was only written, and not made at AWS, leaves it in use;
 * and `apply` looks by the address for accounts that exist already, and would take the one account for the other.
 *
 * Source: AWS Account Management reference guide, Close an AWS account, as quoted by others in 2026-11.
 */
export const accountEmailUnique = defineRule<ConfigFacts>({
  id: "account-email-unique",
  doc: "Root e-mail addresses differ, without regard to case, from each other, from those of accounts that were closed or released, and from those that other accounts had before.",
  waivable: false,
  *breaches(facts) {
    const management = canonicalEmail(facts.config.managementAccount.email);
    const uses = usedUpAddresses(facts);
    const first = new Map<string, ConfigPath>();
    for (const { key, text, path } of rootAddresses(facts)) {
      const canonical = canonicalEmail(text);
      const earlier = first.get(canonical);
      const use = (uses.get(canonical) ?? []).find((other) => other.key !== key);
      if (key !== undefined && canonical === management) {
        yield {
          path,
          message: `"${text}" is the root e-mail address of the management account, which is not a member`,
          remedy: "Give the account an address of its own, or take it out: the management account is not listed here.",
        };
      } else if (earlier !== undefined) {
        yield {
          path,
          message: `"${text}" is already the root e-mail address at ${formatPath(earlier)}`,
          remedy: "Give each account an address of its own, for example with a plus tag.",
        };
      } else if (use !== undefined) yield { path, ...usedUp(text, use) };
      if (key !== undefined && earlier === undefined) first.set(canonical, path);
    }
  },
});

/** Where an address was used before. */
interface FormerUse {
  /** The key that its account has, or had last. */
  readonly key: string;
  /** What became of the account; `undefined` while it is in the configuration. */
  readonly state: DepartedState | undefined;
  /** Whether the account has another address now. */
  readonly isFormer: boolean;
}

/** Every address that is used up, by its canonical form: of accounts that are gone, and former ones of all accounts. */
function usedUpAddresses(facts: ConfigFacts): ReadonlyMap<string, readonly FormerUse[]> {
  const { config, tree } = facts;
  const ledger = ownLedger(facts);
  const uses = new Map<string, FormerUse[]>();
  const add = (email: string, use: FormerUse): void => {
    const canonical = canonicalEmail(email);
    uses.set(canonical, [...(uses.get(canonical) ?? []), use]);
  };
  const present = new Map(tree.accounts.map((account) => [account.key, canonicalEmail(account.config.email)]));
  const departed = new Map(departedAccounts(config, ledger).map((account) => [account.key, account.state]));
  for (const [known, { kind, state, email, formerEmails = [] }] of Object.entries(ledger?.identities ?? {})) {
    if (kind !== "account" || state === "moved") continue;
    const successor = config.moved?.find(({ from }) => from === known)?.to;
    const key = successor === undefined || present.has(known) ? known : successor;
    const gone = departed.get(known);
    for (const former of formerEmails) add(former, { key, state: gone, isFormer: true });
    if (email === undefined) continue;
    const now = present.get(key);
    if (gone !== undefined && ACCOUNT_STATES[gone].email === "used-up")
      add(email, { key, state: gone, isFormer: false });
    // What this change gives up is a former address from now on.
    else if (now !== undefined && now !== canonicalEmail(email)) add(email, { key, state: undefined, isFormer: true });
  }
  return uses;
}

const BECAME: Readonly<Record<DepartedState, string>> = {
  closing: "which is being closed, and AWS gives it to no other account",
  closed: "which was closed, and AWS gives it to no other account",
  released: "which was released",
};

function usedUp(text: string, { key, state, isFormer }: FormerUse): Omit<Breach, "path"> {
  const whose = `"${text}" was the root e-mail address of "${key}"`;
  const remedy = "Use an address that no account ever had";
  if (isFormer || state === undefined) {
    return {
      message: `${whose} before that got another one`,
      remedy: state === undefined ? `${remedy}; only "${key}" may take this one back.` : `${remedy}.`,
    };
  }
  return { message: `${whose}, ${BECAME[state]}`, remedy: `${remedy}.` };
}

/** Whoever holds a domain can reset the root passwords of the addresses in it. */
export const accountEmailDomain = defineRule<ConfigFacts>({
  id: "account-email-domain",
  doc: "A root e-mail address is in one of the domains in rootEmail.domains.",
  waivable: true,
  *breaches(facts) {
    const domains = facts.config.rootEmail.domains.map((domain) => domain.toLowerCase());
    for (const { text, path } of rootAddresses(facts)) {
      const address = parseEmailAddress(text);
      if (address === undefined || domains.includes(address.domain)) continue;
      yield {
        path,
        message: `the domain "${address.domain}" is not one of the company's (rootEmail.domains)`,
        remedy: suggestion(address.domain, domains, "Use an address in one of those domains, or add the domain."),
      };
    }
  },
});

/** An address with a plus tag that nobody reads looks like one that a group reads. */
export const accountEmailMailbox = defineRule<ConfigFacts>({
  id: "account-email-mailbox",
  doc: "A root e-mail address with a plus tag has one of the mailboxes in rootEmail.mailboxes as its base.",
  waivable: true,
  *breaches(facts) {
    const mailboxes = facts.config.rootEmail.mailboxes.map((mailbox) => mailbox.toLowerCase());
    for (const { text, path } of rootAddresses(facts)) {
      const base = parseEmailAddress(text)?.untagged;
      if (base === undefined || mailboxes.includes(base)) continue;
      yield {
        path,
        message: `mail to "${text}" is delivered to "${base}", which is no declared group mailbox (rootEmail.mailboxes)`,
        remedy: suggestion(base, mailboxes, "Use the base of a declared mailbox, or declare this one."),
      };
    }
  },
});

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** The list that every root e-mail address is checked against must be in order itself. */
export const rootDomainForm = defineRule<ConfigFacts>({
  id: "root-domain-form",
  doc: "rootEmail.domains names at least one domain, each in lower case.",
  waivable: false,
  *breaches({ config: { rootEmail } }) {
    if (rootEmail.domains.length === 0) {
      yield {
        path: ["rootEmail", "domains"],
        message: "no domain may have root e-mail addresses",
        remedy: "Name the domains that the company owns.",
      };
    }
    for (const [index, domain] of rootEmail.domains.entries()) {
      if (DOMAIN.test(domain)) continue;
      yield {
        path: ["rootEmail", "domains", index],
        message: `"${domain}" is not a domain in lower case`,
        remedy: "Write it like example.com, without @ and without capitals.",
      };
    }
  },
});

/** A root user whose mailbox is a private one leaves with its owner. */
export const rootDomainOwned = defineRule<ConfigFacts>({
  id: "root-domain-owned",
  doc: "No domain in rootEmail.domains is a free-mail domain.",
  waivable: true,
  *breaches({ config: { rootEmail } }) {
    for (const [index, domain] of rootEmail.domains.entries()) {
      if (!FREE_MAIL_DOMAINS.includes(domain.toLowerCase())) continue;
      yield {
        path: ["rootEmail", "domains", index],
        message: `anyone can open a mailbox at "${domain}", and the company cannot take one back`,
        remedy: "Use a domain that the company owns.",
      };
    }
  },
});

/** A mailbox outside the domains would let a plus tag go round the list of domains. */
export const rootMailboxForm = defineRule<ConfigFacts>({
  id: "root-mailbox-form",
  doc: "Each of rootEmail.mailboxes is an address without a plus tag in one of rootEmail.domains.",
  waivable: false,
  *breaches({ config: { rootEmail } }) {
    const domains = rootEmail.domains.map((domain) => domain.toLowerCase());
    for (const [index, mailbox] of rootEmail.mailboxes.entries()) {
      const path: ConfigPath = ["rootEmail", "mailboxes", index];
      const address = parseEmailAddress(mailbox);
      if (address === undefined || address.untagged !== undefined) {
        yield {
          path,
          message: `"${mailbox}" is not the address of a mailbox`,
          remedy: "Write an e-mail address without a plus tag.",
        };
      } else if (!domains.includes(address.domain)) {
        yield {
          path,
          message: `the mailbox "${mailbox}" is in none of the company's domains (rootEmail.domains)`,
          remedy: suggestion(address.domain, domains, "Use a mailbox in one of those domains, or add the domain."),
        };
      }
    }
  },
});
