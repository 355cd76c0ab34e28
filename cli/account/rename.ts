import type { LandingZoneConfig } from "../../model/config";
import type { ConfigPath, Problem } from "../../model/problem";
import { takenKey } from "./add";
import type { ConfigEdit } from "./config-edit";
import { NEXT_STEPS } from "./next-steps";
import { accountOf, accountsStack, isProblem, type Organization, type Worked } from "./organization";

/** The new names of an account: one of them, or both. */
export interface Renaming {
  readonly name: string | undefined;
  readonly key: string | undefined;
}

/**
 * Changes an account's name, its key, or both.
 *
 * With a new key, the name stays what it is, every reference follows, and a `moved` entry says what became of the old.
 */
export function renameAccount(organization: Organization, key: string, to: Renaming): Worked {
  const account = accountOf(organization, key);
  if (isProblem(account)) return { problems: [account] };
  const { path } = account;
  const present = account.config.name ?? key;
  const problems = [
    ...(to.key === undefined || to.key === key ? [] : takenKey(organization, to.key)),
    ...(to.key === key ? [unchanged(path, `the key is "${key}" already`)] : []),
    ...(to.name !== undefined && to.name === present ? [unchanged(path, `the name is "${present}" already`)] : []),
  ];
  if (problems.length > 0) return { problems };
  const name = to.name ?? present;
  const isWritten = account.config.name === undefined ? name !== (to.key ?? key) : name !== account.config.name;
  const named: readonly ConfigEdit[] = isWritten ? [{ kind: "set", path: [...path, "name"], value: name }] : [];
  return {
    title: titleOf(key, to),
    edits: [...named, ...(to.key === undefined ? [] : rekeyed(organization, path, key, to.key))],
    meaning: (after) => meaning(key, to, accountsStack(after, to.key ?? key)),
  };
}

function titleOf(key: string, to: Renaming): string {
  const parts = [
    ...(to.name === undefined ? [] : [`the name ${JSON.stringify(to.name)}`]),
    ...(to.key === undefined ? [] : [`the key ${to.key}`]),
  ];
  return `Give the account ${key} ${parts.join(" and ")}`;
}

function meaning(key: string, to: Renaming, stack: string): readonly string[] {
  const next = [NEXT_STEPS, `In ${stack} the plan must say 1 to change and nothing to destroy.`];
  if (to.key === undefined) return ["Terraform changes the name in place; the key stays.", ...next];
  return [
    `The account stays what it is. The old key ${key} is used up: nothing else can ever have it.`,
    "The moved entry stays in place until every state has been applied.",
    `The baseline's state has the key in its name: an administrator copies it from baseline-${key} to baseline-${to.key} before the plan, and before a pull request is opened (docs/how-to/rename-a-key.md).`,
    ...next,
  ];
}

/** References first: they have the paths of the configuration as it is. */
function rekeyed(organization: Organization, path: ConfigPath, from: string, to: string): readonly ConfigEdit[] {
  const references = referencesTo(organization.config, from).map(
    (at): ConfigEdit => ({ kind: "set", path: at, value: to }),
  );
  return [...references, ...movedEntry(organization, from, to), { kind: "rename-key", path, to }];
}

/** An earlier entry that leads to the old key leads on to the new one; once the ledger has it, it begins at the old key. */
function movedEntry({ config, ledger }: Organization, from: string, to: string): readonly ConfigEdit[] {
  const index = (config.moved ?? []).findIndex((entry) => entry.to === from);
  if (index === -1) return [{ kind: "append", path: ["moved"], value: { from, to } }];
  const isKnown = ledger?.identities[from]?.state === "active";
  return [
    ...(isKnown ? [{ kind: "set", path: ["moved", index, "from"], value: from } as const] : []),
    { kind: "set", path: ["moved", index, "to"], value: to },
  ];
}

/** Where else in the configuration an account is named. */
function referencesTo(config: LandingZoneConfig, key: string): readonly ConfigPath[] {
  const { services, recovery, proofs, identity } = config;
  return [
    ...(services.logArchive === key ? [["services", "logArchive"]] : []),
    ...(services.security === key ? [["services", "security"]] : []),
    ...indexes(recovery, (entry) => entry.account === key).map((index) => ["recovery", index, "account"]),
    ...indexes(proofs, (proof) => proof.account === key).map((index) => ["proofs", index, "account"]),
    ...(identity?.assignments ?? []).flatMap(({ accounts }, index) =>
      indexes(accounts, (account) => account === key).map((at) => ["identity", "assignments", index, "accounts", at]),
    ),
  ];
}

function indexes<T>(list: readonly T[] | undefined, isMeant: (element: T) => boolean): readonly number[] {
  return (list ?? []).flatMap((element, index) => (isMeant(element) ? [index] : []));
}

function unchanged(path: ConfigPath, message: string): Problem {
  return { rule: "account-renames", path, message, remedy: "Give another one." };
}
