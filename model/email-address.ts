const FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What two spellings of one address have in common: AWS compares addresses without regard to case. */
export function canonicalEmail(text: string): string {
  return text.toLowerCase();
}

/** The parts of an e-mail address, in their canonical form. */
export interface EmailAddress {
  readonly canonical: string;
  readonly domain: string;
  /** The address without its plus tag; `undefined` when it has none. */
  readonly untagged: string | undefined;
}

/** Reads an e-mail address; `undefined` when it does not have the form of one. */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  if (!FORM.test(text)) return undefined;
  const canonical = canonicalEmail(text);
  const [local = "", domain = ""] = canonical.split("@");
  const plus = local.indexOf("+");
  return { canonical, domain, untagged: plus < 0 ? undefined : `${local.slice(0, plus)}@${domain}` };
}
