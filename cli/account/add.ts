import { isSuspended } from "../../model/account-lifecycle";
import { EXPIRY_TAG } from "../../model/account-tags";
import type { TagsConfig } from "../../model/config";
import type { UnitNode } from "../../model/config-tree";
import type { LandingZone } from "../../model/landing-zone";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import type { Problem } from "../../model/problem";
import { accessTo } from "./access-changes";
import { NEXT_STEPS } from "./next-steps";
import { accountsStack, isProblem, type Organization, unitOf, type Worked } from "./organization";

/** An account that somebody asks for. */
export interface AccountRequest {
  readonly name: string;
  /** The key of its unit. */
  readonly unit: string;
  /** @default derived from the name */
  readonly key: string | undefined;
  /** @default the first mailbox of `rootEmail`, with the key as its plus tag */
  readonly email: string | undefined;
  /** @default none */
  readonly owner: string | undefined;
  /** The key of its kind. @default none */
  readonly kind: string | undefined;
  /** Its last day, `YYYY-MM-DD`. @default none */
  readonly expires: string | undefined;
  readonly tags: TagsConfig;
}

/** Adds an account to a unit. */
export function addAccount(organization: Organization, request: AccountRequest): Worked {
  const { name, owner, kind, expires, tags } = request;
  const unit = unitOf(organization, request.unit);
  const key = request.key ?? derivedKey(organization, name);
  const email = request.email ?? derivedEmail(organization, key);
  const problems = [
    ...(isProblem(unit) ? [unit] : isSuspended(unit) ? [forLeaving(unit)] : []),
    ...(request.key === undefined ? [] : takenKey(organization, key)),
    ...(email === undefined ? [NO_MAILBOX] : []),
    ...Object.keys(tags).filter(isInherent).map(tagProblem),
    ...(Object.hasOwn(tags, EXPIRY_TAG) ? [LAST_DAY_AS_TAG] : []),
  ];
  if (isProblem(unit) || email === undefined || problems.length > 0) return { problems };
  const account = {
    ...(name === key ? {} : { name }),
    email,
    ...(owner === undefined ? {} : { owner }),
    ...(kind === undefined ? {} : { kind }),
    ...(expires === undefined ? {} : { expires }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
  return {
    title: `Add the account ${key} to the unit ${unit.key}`,
    edits: [{ kind: "set", path: [...unit.path, "accounts", key], value: account }],
    meaning: (after) => [
      `Its root e-mail address will be ${email}: mail to it must reach a group, and no other account can ever have it.`,
      `The key ${key} is its identity for ever. The name and the unit can be changed later.`,
      ...accessOnceThere(after.zone, key),
      NEXT_STEPS,
      `The account is made in ${accountsStack(after, key)}; baseline-${key} waits until AWS lends the role in it.`,
      `Once it is applied: npm run account -- status ${key} waits until it is ready, and hands it over.`,
    ],
  };
}

/** A key that follows from a name, and that nothing has or ever had. */
export function derivedKey(organization: Organization, name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const base = /^[a-z]/.test(words) ? words : `account-${words}`.replace(/-$/, "");
  const used = usedKeys(organization);
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** The first declared mailbox with the key as its plus tag; `undefined` without a mailbox. */
export function derivedEmail({ config }: Organization, key: string): string | undefined {
  const [mailbox] = config.rootEmail.mailboxes;
  const at = mailbox?.lastIndexOf("@") ?? -1;
  return mailbox === undefined || at < 1 ? undefined : `${mailbox.slice(0, at)}+${key}${mailbox.slice(at)}`;
}

function accessOnceThere(zone: LandingZone | undefined, key: string): readonly string[] {
  const access = zone === undefined ? [] : accessTo(zone, key);
  return access.length === 0 ? [] : [`Access to it begins with the stack identity: ${access.join(", ")}.`];
}

function usedKeys({ config, tree, ledger }: Organization): ReadonlySet<string> {
  return new Set([
    ...presentKeys({ config, tree }),
    ...Object.keys(ledger?.identities ?? {}),
    ...(config.moved ?? []).map(({ from }) => from),
    ...[...(config.closing ?? []), ...(config.released ?? [])].map(({ key }) => key),
    ...BUILT_IN_GUARDRAIL_IDS,
    ...RESERVED,
  ]);
}

function presentKeys({ config, tree }: Pick<Organization, "config" | "tree">): readonly string[] {
  return [...tree.units, ...tree.accounts].map(({ key }) => key).concat(Object.keys(config.guardrails ?? {}));
}

/** What every object of JavaScript has under that name. */
function isInherent(key: string): boolean {
  return key in {};
}

const RESERVED = ["root", "management", "constructor"];

/** What is there would be overwritten; the rules find every other fault of a key. */
export function takenKey(organization: Organization, key: string): readonly Problem[] {
  const path = ["organizationalUnits"];
  if (isInherent(key)) {
    return [{ rule: "key-form", path, message: `"${key}" cannot be a key`, remedy: "Choose another key." }];
  }
  if (!presentKeys(organization).includes(key)) return [];
  return [
    {
      rule: "key-unique",
      path,
      message: `the key "${key}" is already taken`,
      remedy: "Choose another key; names need not differ from it.",
    },
  ];
}

function tagProblem(tag: string): Problem {
  return {
    rule: "tag-form",
    path: ["tags"],
    message: `"${tag}" cannot be the key of a tag`,
    remedy: "Use another key.",
  };
}

function forLeaving({ key, path }: UnitNode): Problem {
  return {
    rule: "account-adds",
    path,
    message: `the unit "${key}" is for accounts on their way out`,
    remedy: "Give the unit that the account is to work in; npm run account -- suspend moves it out later.",
  };
}

/** A tag says until when people mean to have it; the rules and the notices look at the setting. */
const LAST_DAY_AS_TAG: Problem = {
  rule: "tag-form",
  path: ["tags"],
  message: `the last day of an account is no tag: the tag "${EXPIRY_TAG}" follows from it`,
  remedy: "Give --expires YYYY-MM-DD, or answer the form's question for it.",
};

const NO_MAILBOX: Problem = {
  rule: "account-email-mailbox",
  path: ["rootEmail", "mailboxes"],
  message: "there is no mailbox from which the account's e-mail address could follow",
  remedy: "Give --email, or declare a group's mailbox in rootEmail.mailboxes.",
};
