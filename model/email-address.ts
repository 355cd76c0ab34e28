const FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The parts of an e-mail address, lower case: AWS compares addresses without regard to case. */
export interface EmailAddress {
  /** What two spellings of one address have in common. */
  readonly canonical: string;
  readonly domain: string;
  /** The address without its plus tag; `undefined` when it has none. */
  readonly untagged: string | undefined;
}

/** Reads an e-mail address; `undefined` when it does not have the form of one. */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  if (!FORM.test(text)) return undefined;
  const canonical = text.toLowerCase();
  const [local = "", domain = ""] = canonical.split("@");
  const plus = local.indexOf("+");
  return { canonical, domain, untagged: plus < 0 ? undefined : `${local.slice(0, plus)}@${domain}` };
}
