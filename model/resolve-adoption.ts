import type { ContactKind } from "./adoption-config";
import type { LandingZoneConfig } from "./config";
import { configTree } from "./config-tree";
import type { ExternalPolicy, PolicyTarget } from "./landing-zone";
import { compareKeys } from "./next-ledger";
import { ROOT_NODE } from "./root-node";

const ALL_CONTACTS: readonly ContactKind[] = ["billing", "operations", "security"];

/** The alternate contacts that Terraform sets on an account, sorted. */
export function contactsOf(
  account: Pick<LandingZoneConfig, "alternateContacts">,
  organization: Pick<LandingZoneConfig, "alternateContacts">,
): readonly ContactKind[] {
  const kinds = account.alternateContacts ?? organization.alternateContacts ?? ALL_CONTACTS;
  return ALL_CONTACTS.filter((kind) => kinds.includes(kind));
}

/** The policies that others manage, by key. */
export function resolveExternalPolicies(config: LandingZoneConfig): readonly ExternalPolicy[] {
  const declared = Object.entries(config.externalPolicies ?? {}).sort(([a], [b]) => compareKeys(a, b));
  if (declared.length === 0) return [];
  const units = new Set(configTree(config).units.map(({ key }) => key));
  const target = (key: string): PolicyTarget => {
    if (key === ROOT_NODE) return { kind: "root" };
    return units.has(key) ? { kind: "organizational-unit", key } : { kind: "account", key };
  };
  return declared.map(([key, { name, owner, policyType, attachedTo, content }]) => ({
    key,
    name,
    owner,
    policyType,
    targets: [...attachedTo].sort(compareKeys).map(target),
    content,
  }));
}
