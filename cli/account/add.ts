import type { TagsConfig } from "../../model/config";
import type { UnitNode } from "../../model/config-tree";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import type { Problem } from "../../model/problem";
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
  readonly tags: TagsConfig;
}

/** Adds an account to a unit. */
export function addAccount(organization: Organization, request: AccountRequest): Worked {
  const { name, owner, tags } = request;
  const unit = unitOf(organization, request.unit);
  const key = request.key ?? derivedKey(organization, name);
  const email = request.email ?? derivedEmail(organization, key);
  const problems = [
    ...(isProblem(unit) ? [unit] : []),
    ...(request.key === undefined ? [] : takenKey(organization, key)),
    ...(email === undefined ? [NO_MAILBOX] : []),
    ...Object.keys(tags).filter(isInherent).map(tagProblem),
  ];
  if (isProblem(unit) || email === undefined || problems.length > 0) return { problems };
  const account = {
    ...(name === key ? {} : { name }),
    email,
    ...(owner === undefined ? {} : { owner }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
  return {
    title: `Add the account ${key} to the unit ${unit.key}`,
    edits: [{ kind: "set", path: [...unit.path, "accounts", key], value: account }],
    meaning: (after) => [
      `Its root e-mail address will be ${email}: mail to it must reach a group, and AWS never frees it again.`,
      `The key ${key} is its identity for ever. The name and the unit can be changed later.`,
      `Next: npm run synth, which writes the ledger; then plan and apply ${accountsStack(after, key)}, and baseline-${key} once the account exists.`,
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

/** The tags that an account in a unit must bring along, because neither the unit nor anything above has them. */
export function missingTags({ config }: Organization, { lineage }: UnitNode): readonly string[] {
  const present = new Set([config.tags ?? {}, ...lineage.map((unit) => unit.config.tags ?? {})].flatMap(Object.keys));
  return (config.requiredAccountTags ?? []).filter((tag) => !present.has(tag) && tag !== "owner");
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

const NO_MAILBOX: Problem = {
  rule: "account-email-mailbox",
  path: ["rootEmail", "mailboxes"],
  message: "there is no mailbox from which the account's e-mail address could follow",
  remedy: "Give --email, or declare a group's mailbox in rootEmail.mailboxes.",
};
