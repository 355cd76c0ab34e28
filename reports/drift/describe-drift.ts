import { DRIFT_LOSSES } from "../../catalogue/drift";
import {
  count,
  describeChange,
  describeSetting,
  FEATURES,
  list,
  node,
  nodes,
  type Quote,
} from "../plan/describe-change";
import type { OrganizationChange, PartChange } from "../plan/organization-change";
import type { DriftFinding } from "./drift-finding";

/** One sentence on what happened outside, in the organization's language. */
export function describeDrift(change: DriftFinding["change"], quote: Quote): string {
  switch (change.kind) {
    case "loss":
      return `${quote(change.subject)} ${DRIFT_LOSSES[change.refusal]?.title ?? "is not as it was"}.`;
    case "account-email":
      return `Account ${quote(change.account)} has another e-mail address: ${quote(change.live)} instead of ${quote(change.declared)}.`;
    case "account-in-recovery":
      return `Account ${quote(change.account)} was moved to ${node(change.unit, quote)}, and no entry of recovery declares the stay.`;
    case "account-inactive":
      return `Account ${quote(change.account)} is not active: AWS says ${quote(change.state)}.`;
    case "account-unknown":
      return `Account ${quote(change.name)} (${quote(change.id)}) exists in ${node(change.unit, quote)}, and no configuration knows it.`;
    case "unit-unknown":
      return `Unit ${quote(change.name)} (${quote(change.id)}) exists below ${node(change.parent, quote)}, and no configuration knows it.`;
    case "policy-attached":
      return `Policy ${quote(change.policy)} (${quote(change.policyType)}) was attached to ${nodes(change.nodes, quote)}, and no configuration knows of it.`;
    case "trusted-service":
      return `${FEATURES["trusted-access"]} ${quote(change.service)} was enabled, and no configuration knows of it.`;
    case "delegation":
    case "root-delegated":
      return `Account ${quote(change.account)} was made delegated administrator of ${quote(change.service)}, and no configuration knows of it.`;
    default:
      return describeChanged(change, quote);
  }
}

/** What Terraform found changed; it never finds anything new, for that is in no state. */
function describeChanged(change: OrganizationChange, quote: Quote): string {
  switch (change.kind) {
    case "account-moved":
      return `Account ${quote(change.account)} was moved from ${node(change.from, quote)} to ${node(change.to, quote)}.`;
    case "account-suspended":
      return `Account ${quote(change.account)} was suspended: it was moved from ${node(change.from, quote)} to ${node(change.to, quote)}.`;
    case "account-renamed":
      return `Account ${quote(change.account)} was renamed from ${quote(change.from)} to ${quote(change.to)}.`;
    case "account-retagged":
      return `Account ${quote(change.account)} was given other tags: ${list(change.tags, quote)}.`;
    case "account-destroyed":
      return `Account ${quote(change.account)} is gone: it left the organization, or was closed.`;
    case "unit-renamed":
      return `Unit ${quote(change.unit)} was renamed from ${quote(change.from)} to ${quote(change.to)}.`;
    case "unit-retagged":
      return `Unit ${quote(change.unit)} was given other tags: ${list(change.tags, quote)}.`;
    case "unit-destroyed":
      return `Unit ${quote(change.unit)} was deleted.`;
    case "guardrail-attached":
      return `Guardrail ${quote(change.guardrail)} was attached to ${nodes(change.nodes, quote)}: ${count(change.accounts, "account gained", "accounts gained")} it.`;
    case "guardrail-detached":
      return `Guardrail ${quote(change.guardrail)} was detached from ${nodes(change.nodes, quote)}: ${count(change.accounts, "account lost", "accounts lost")} it there.`;
    case "guardrail-changed":
      return `Guardrail ${quote(change.guardrail)} was changed on ${nodes(change.nodes, quote)}, over ${count(change.accounts, "account", "accounts")}.`;
    case "enabled":
      return `${FEATURES[change.feature]} ${quote(change.subject)} was enabled.`;
    case "disabled":
      return `${FEATURES[change.feature]} ${quote(change.subject)} was removed.`;
    case "contact-changed": {
      const fields = change.fields.length === 0 ? "" : ` (${change.fields.join(", ")})`;
      return `The ${change.contact} contact was ${change.action}${fields} in ${count(change.accounts, "account", "accounts")}.`;
    }
    case "part":
      return describePart(change, quote);
    default:
      return describeChange(change, quote);
  }
}

function describePart({ noun, name, action, account, settings }: PartChange, quote: Quote): string {
  const where = account === undefined ? "" : ` in ${quote(account)}`;
  const subject = name === "" ? noun : `${noun} ${quote(name)}`;
  const happened = action === "delete" ? "was deleted" : "was changed";
  const details =
    settings.length === 0 ? "" : `: ${settings.map((setting) => describeSetting(setting, quote)).join(", ")}`;
  return `The ${subject}${where} ${happened}${details}.`;
}
