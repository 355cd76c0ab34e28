import { ACCOUNT_STATES } from "../../catalogue/account-lifecycle";
import type { OrganizationChange, PartChange, SettingChange } from "./organization-change";
import type { NodeKey } from "./plan-facts";

/** Writes a name from a plan so that it cannot be taken for anything but text. */
export type Quote = (name: string) => string;

/** The headings of a report, in their order, with the kinds of change below each. */
export const CHANGE_GROUPS = [
  "Accounts",
  "Organizational units",
  "Guardrails",
  "Organization",
  "Alerting",
  "Trail and archive",
  "Identity",
  "Baselines",
  "Other",
] as const;

/** One of {@link CHANGE_GROUPS}. */
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

/** The heading that a change stands under. */
export function groupOf(change: OrganizationChange): ChangeGroup {
  switch (change.kind) {
    case "unit-created":
    case "unit-adopted":
    case "unit-renamed":
    case "unit-retagged":
    case "unit-released":
    case "unit-destroyed":
    case "unit-replaced":
      return "Organizational units";
    case "guardrail-attached":
    case "guardrail-detached":
    case "guardrail-changed":
      return "Guardrails";
    case "enabled":
    case "disabled":
    case "key-renamed":
      return "Organization";
    case "part":
      return PART_GROUPS[change.area];
    default:
      return "Accounts";
  }
}

const PART_GROUPS = {
  organization: "Organization",
  delegation: "Organization",
  trail: "Trail and archive",
  archive: "Trail and archive",
  alerting: "Alerting",
  identity: "Identity",
  baseline: "Baselines",
  other: "Other",
} as const satisfies Readonly<Record<PartChange["area"], ChangeGroup>>;

/** One sentence in the organization's language. */
export function describeChange(change: OrganizationChange, quote: Quote): string {
  switch (change.kind) {
    case "account-created": {
      const named = change.name === change.account ? "" : `, named ${quote(change.name)},`;
      return `Account ${quote(change.account)}${named} is created in ${node(change.unit, quote)}.`;
    }
    case "account-adopted":
      return `Account ${quote(change.account)}, which exists, is adopted in ${node(change.unit, quote)}.`;
    case "account-moved":
      return `Account ${quote(change.account)} moves from ${node(change.from, quote)} to ${node(change.to, quote)}.`;
    case "account-suspended":
      return `Account ${quote(change.account)} ${ACCOUNT_STATES.suspended.becomes}: it moves from ${node(change.from, quote)} to ${node(change.to, quote)}.`;
    case "account-renamed":
      return `Account ${quote(change.account)} is renamed from ${quote(change.from)} to ${quote(change.to)}.`;
    case "account-retagged":
      return `Account ${quote(change.account)} gets other tags: ${list(change.tags, quote)}.`;
    case "account-closing":
      return `Account ${quote(change.account)} ${ACCOUNT_STATES.closing.becomes}.`;
    case "account-released":
      return `Account ${quote(change.account)} ${ACCOUNT_STATES.released.becomes}.`;
    case "account-destroyed":
      return `Account ${quote(change.account)} is DESTROYED: it leaves the organization.`;
    case "account-replaced":
      return `Account ${quote(change.account)} is REPLACED: it leaves the organization, and another one is created.`;
    case "unit-created": {
      const named = change.name === change.unit ? "" : `, named ${quote(change.name)},`;
      return `Unit ${quote(change.unit)}${named} is created below ${node(change.parent, quote)}.`;
    }
    case "unit-adopted":
      return `Unit ${quote(change.unit)}, which exists, is adopted.`;
    case "unit-renamed":
      return `Unit ${quote(change.unit)} is renamed from ${quote(change.from)} to ${quote(change.to)}.`;
    case "unit-retagged":
      return `Unit ${quote(change.unit)} gets other tags: ${list(change.tags, quote)}.`;
    case "unit-released":
      return `Unit ${quote(change.unit)} is released: Terraform forgets it and leaves it as it is.`;
    case "unit-destroyed":
      return `Unit ${quote(change.unit)} is DELETED.`;
    case "unit-replaced":
      return `Unit ${quote(change.unit)} is REPLACED: it is deleted, and another one is created.`;
    case "guardrail-attached":
      return `Guardrail ${quote(change.guardrail)} is attached to ${nodes(change.nodes, quote)}: ${count(change.accounts, "account gains", "accounts gain")} it.`;
    case "guardrail-detached":
      return `Guardrail ${quote(change.guardrail)} is DETACHED from ${nodes(change.nodes, quote)}: ${count(change.accounts, "account loses", "accounts lose")} it there.`;
    case "guardrail-changed":
      return `Guardrail ${quote(change.guardrail)} changes on ${nodes(change.nodes, quote)}, over ${count(change.accounts, "account", "accounts")}.`;
    case "enabled":
      return `${FEATURES[change.feature]} ${quote(change.subject)} is enabled.`;
    case "disabled":
      return `${FEATURES[change.feature]} ${quote(change.subject)} is REMOVED.`;
    case "key-renamed":
      return `Key ${quote(change.from)} is renamed to ${quote(change.to)}; what it names stays what it is.`;
    case "contact-changed": {
      const fields = change.fields.length === 0 ? "" : ` (${change.fields.join(", ")})`;
      return `The ${change.contact} contact is ${change.action}${fields} in ${count(change.accounts, "account", "accounts")}.`;
    }
    case "part":
      return describePart(change, quote);
    default:
      return change satisfies never;
  }
}

/** What stands before the name of a feature of the organization. */
export const FEATURES = {
  "trusted-access": "Trusted access of",
  "policy-type": "The policy type",
  "central-root-access": "The feature of central root access",
  "delegated-administrator": "The delegated administrator",
} as const;

const PART_VERBS = {
  create: "is created",
  update: "changes",
  replace: "is REPLACED",
  delete: "is DESTROYED",
  forget: "is forgotten by Terraform and stays as it is",
  import: "is adopted",
} as const satisfies Readonly<Record<PartChange["action"], string>>;

function describePart({ noun, name, action, account, alike = [], settings }: PartChange, quote: Quote): string {
  const others = alike.length === 0 ? "" : ` and ${count(alike, "account", "accounts")} like it`;
  const where = account === undefined ? "" : ` in ${quote(account)}${others}`;
  const subject = name === "" ? noun : `${noun} ${quote(name)}`;
  const details =
    settings.length === 0 ? "" : `: ${settings.map((setting) => describeSetting(setting, quote)).join(", ")}`;
  return `The ${subject}${where} ${PART_VERBS[action]}${details}.`;
}

/** A setting with what it was and what it is. */
export function describeSetting({ name, before, after }: SettingChange, quote: Quote): string {
  return `${quote(name)} from ${quote(before)} to ${quote(after)}`;
}

/** A node in a sentence. */
export function node(key: NodeKey, quote: Quote): string {
  return key === "root" ? "the root" : quote(key);
}

/** Nodes in a sentence, the first few of many. */
export function nodes(keys: readonly NodeKey[], quote: Quote): string {
  return shortened(keys.map((key) => node(key, quote)));
}

/** Names in a sentence, the first few of many. */
export function list(names: readonly string[], quote: Quote): string {
  return shortened(names.map(quote));
}

const LISTED = 10;

function shortened(texts: readonly string[]): string {
  const more = texts.length - LISTED;
  return more <= 0 ? texts.join(", ") : `${texts.slice(0, LISTED).join(", ")} and ${more} more`;
}

/** How many accounts, with the words for one and for several. */
export function count(accounts: readonly string[], one: string, many: string): string {
  return accounts.length === 1 ? `1 ${one}` : `${accounts.length} ${many}`;
}
