import type { ContactsConfig } from "../../model/config";
import type { Evidence, OrganizationChange } from "./organization-change";
import { nodeKeyOf, type PlanFacts } from "./plan-facts";
import { isTouched, type PlannedResource, textOf } from "./stack-plan";

export const CONTACT = "aws_account_alternate_contact";

/** How the management account's contact is named: the provider has no account id of it. */
export const MANAGEMENT = "management";

const KINDS = ["billing", "operations", "security"] as const satisfies readonly (keyof ContactsConfig)[];

const FIELDS: Readonly<Record<string, string>> = {
  email_address: "e-mail address",
  name: "name",
  phone_number: "phone number",
  title: "title",
};

/** What happens to the alternate contacts: one change for all accounts that share it. */
export function contactChanges(facts: PlanFacts): readonly OrganizationChange[] {
  const groups = new Map<string, ContactGroup>();
  const touched = facts.stacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type === CONTACT && isTouched(resource) && resource.previousAddress === undefined)
    // What Terraform forgets stays as it is.
    .filter(({ action }) => action !== "forget");
  for (const resource of touched) {
    const contact = kindOf(resource);
    if (contact === undefined) continue;
    const action = actionOf(resource);
    const fields = resource.changed.flatMap((name) => FIELDS[name] ?? []).sort();
    const group = groups.get(JSON.stringify([contact, action, fields])) ?? { contact, action, fields, members: [] };
    group.members.push({ account: accountOf(facts, resource), stack: resource.stack, address: resource.address });
    groups.set(JSON.stringify([contact, action, fields]), group);
  }
  return [...groups.values()].map(({ members, ...change }) => ({
    kind: "contact-changed",
    ...change,
    accounts: members.map(({ account }) => account).sort(),
    evidence: members.map(({ stack, address }): Evidence => ({ stack, address })),
  }));
}

interface ContactGroup {
  readonly contact: keyof ContactsConfig;
  readonly action: "set" | "changed" | "removed";
  readonly fields: readonly string[];
  readonly members: (Evidence & { readonly account: string })[];
}

function kindOf({ before, after }: PlannedResource): keyof ContactsConfig | undefined {
  const type = textOf(after ?? before, "alternate_contact_type")?.toLowerCase();
  return KINDS.find((kind) => kind === type);
}

function actionOf({ action }: PlannedResource): ContactGroup["action"] {
  if (action === "delete") return "removed";
  return action === "create" ? "set" : "changed";
}

/** A new account has no id yet: its contact bears its key before the kind. */
function accountOf(facts: PlanFacts, { address, before, after }: PlannedResource): string {
  const id = textOf(after ?? before, "account_id");
  if (id !== undefined && facts.nodes.has(id)) return nodeKeyOf(facts, id);
  return address.slice(address.indexOf(".") + 1).replace(/_(billing|operations|security)$/, "");
}
