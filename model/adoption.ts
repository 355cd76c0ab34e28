import type { AdoptedPolicy, Adoption } from "./ledger";

/** What was adopted, under today's keys. */
export function renamedAdoption(
  adoption: Adoption,
  moved: readonly { readonly from: string; readonly to: string }[],
): Adoption {
  const today = new Map(moved.map(({ from, to }) => [from, to]));
  const name = (key: string): string => today.get(key) ?? key;
  const renamed = <V>(record: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [name(key), value]));
  const policies = Object.entries(renamed(adoption.policies)).map(([key, { id, targets }]): [string, AdoptedPolicy] => [
    key,
    { id, targets: targets.map(name) },
  ]);
  return {
    ...adoption,
    organizationalUnits: renamed(adoption.organizationalUnits),
    accounts: renamed(adoption.accounts),
    policies: Object.fromEntries(policies),
    contacts: renamed(adoption.contacts),
  };
}
