import { isList, isValues, SENSITIVE, UNKNOWN, type Value } from "./stack-plan";

// Bounded, because a name of any length is searched: 64 characters are the longest that stand before an @ (RFC 5321).
const EMAIL = /[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g;
const URL_BEHIND_HOST = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'@]*@)?([^\s/?#"'\\]+)[^\s"'\\]*/gi;

/** Whether e-mail addresses are shown whole. */
export interface MaskOptions {
  /** @default false */
  readonly showsEmails?: boolean;
}

/**
 * A text fit for a public log: of an e-mail address its domain is left, of a web address its host.
 *
 * The path of an alert target's address is its password.
 */
export function masked(text: string, { showsEmails = false }: MaskOptions = {}): string {
  const withoutPaths = text.replace(URL_BEHIND_HOST, (_, scheme: string, host: string) => `${scheme}${host}/…`);
  return showsEmails ? withoutPaths : withoutPaths.replace(EMAIL, (_, domain: string) => `…@${domain}`);
}

const LONGEST = 160;

/** A value of a plan in a few words, masked. */
export function shownValue(value: Value | undefined, options: MaskOptions = {}): string {
  const text = masked(plainText(value), options);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function plainText(value: Value | undefined): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (isList(value)) return value.length === 0 ? "nothing" : JSON.stringify(value);
  if (isValues(value)) return JSON.stringify(value);
  return value === SENSITIVE || value === UNKNOWN ? value : String(value);
}
