import type { Account } from "./landing-zone";

/** What of an account a text can name. */
export type AccountValues = Pick<Account, "key" | "name" | "email" | "owner" | "tags">;

const NAMES = ["id", "key", "name", "email", "owner"] as const;

/** `$${account.id}`: what a text may name of the account that it is for. */
const REFERENCE = /\$\{account\.([^}]*)\}/g;

/** The references to accounts in a value that name nothing that there is, whatever the account. */
export function unknownReferences(value: unknown): readonly string[] {
  return referencesIn(value).filter((name) => !NAMES.some((known) => known === name) && !/^tags\../.test(name));
}

/** The references in a value that an account has no value for. */
export function missingReferences(value: unknown, account: AccountValues): readonly string[] {
  const known = new Set(referencesIn(value));
  return [...known].filter((name) => name !== "id" && accountValue(name, account) === undefined);
}

/**
 * A value with references replaced by what the account has, as Terraform's JSON syntax has to be given it.
 *
 * Whatever else Terraform would take for a template is escaped, in texts and in keys.
 *
 * @param accountId a literal, or an expression of Terraform
 * @throws Error for a reference that the account has no value for
 */
export function forTerraform(value: unknown, account: AccountValues, accountId: string): unknown {
  if (typeof value === "string") return replaced(value, account, accountId);
  if (Array.isArray(value)) return value.map((element) => forTerraform(element, account, accountId));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== undefined)
      .map(([key, below]) => [replaced(key, account, accountId), forTerraform(below, account, accountId)]),
  );
}

function replaced(text: string, account: AccountValues, accountId: string): string {
  const literals = text.split(ID).map((part) => escaped(withValues(part, account)));
  return literals
    .map((literal, index) => (index === literals.length - 1 ? literal : beforeExpression(literal)))
    .join(accountId);
}

const ID = "${account.id}";

/** Not escaped yet: a value and the text around it may meet in what looks like a template. */
function withValues(text: string, account: AccountValues): string {
  return text.replaceAll(REFERENCE, (_, name: string) => {
    const value = accountValue(name, account);
    if (value === undefined) throw new Error(`the account ${account.key} has no ${name}`);
    return value;
  });
}

/** In a replacement that is a text, `$$` would stand for one dollar sign. */
function escaped(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** A dollar sign in front of an expression would make the expression a text. */
function beforeExpression(text: string): string {
  return text.replace(/\$+$/, (signs) => `\${"${signs}"}`);
}

function accountValue(name: string, account: AccountValues): string | undefined {
  const tag = /^tags\.(.+)$/s.exec(name)?.[1];
  if (tag !== undefined) return Object.hasOwn(account.tags, tag) ? account.tags[tag] : undefined;
  switch (name) {
    case "key":
    case "name":
    case "email":
    case "owner":
      return account[name];
    default:
      return undefined;
  }
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return Array.from(value.matchAll(REFERENCE), ([, name = ""]) => name);
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [...referencesIn(key), ...referencesIn(below)]);
}
