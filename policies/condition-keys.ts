import { nearest } from "../model/suggestion";
import { matches } from "./pattern";
import { type ConditionKeyEntry, serviceReference } from "./service-reference";

/** Whether a condition key such as `aws:PrincipalArn` or `aws:RequestTag/owner` exists; case does not count. */
export function conditionKeyExists(key: string): boolean {
  return isFederationKey(key) || conditionKeyEntry(key) !== undefined;
}

/**
 * What AWS documents of a condition key; `undefined` for keys that it does not list and for those of federation.
 *
 * @param key may have a part that people choose, such as `aws:PrincipalTag/team`; case does not count
 */
export function conditionKeyEntry(key: string): ConditionKeyEntry | undefined {
  const name = key.toLowerCase();
  const known = entryIn(serviceReference.globalConditionKeys(), name);
  if (known !== undefined) return known;
  for (const service of servicesKnowing(name)) {
    const entry = entryIn(keysOfService(service), name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/**
 * A condition key as AWS writes it, for example `aws:PrincipalArn` for `aws:principalarn`; unchanged when AWS lists none.
 *
 * The part that people choose stays as it is given.
 */
export function conditionKeyAsWritten(key: string): string {
  const written = conditionKeyEntry(key)?.key;
  if (written === undefined) return key;
  const fixed = written.split(CHOSEN, 1)[0] ?? "";
  return `${fixed}${key.slice(fixed.length)}`;
}

/** Whether requests to a service may carry a condition key, as far as AWS documents it. */
export function isKeyOfService(key: string, service: string): boolean {
  const name = key.toLowerCase();
  return (
    isFederationKey(name) ||
    entryIn(serviceReference.globalConditionKeys(), name) !== undefined ||
    entryIn(keysOfService(service), name) !== undefined
  );
}

/** The condition key that may have been meant, or nothing when none is near. */
export function suggestConditionKey(key: string, services: Iterable<string> = []): string | undefined {
  const candidates = [...servicesKnowing(key.toLowerCase()), ...services].flatMap((service) => [
    ...keysOfService(service).values(),
  ]);
  return nearest(
    key,
    [...serviceReference.globalConditionKeys().values(), ...candidates].map((entry) => entry.key),
  );
}

/**
 * Whether a key is a claim that an identity provider made: it is named after the provider, and sessions keep it.
 *
 * Source: IAM user guide, "Available keys for AWS web identity federation" and "Available keys for SAML-based AWS STS
 * federation", read 2026-11.
 */
function isFederationKey(key: string): boolean {
  const provider = key.slice(0, Math.max(0, key.lastIndexOf(":")));
  return provider.includes(".") || provider.toLowerCase() === "saml";
}

function keysOfService(service: string): ReadonlyMap<string, ConditionKeyEntry> {
  return serviceReference.conditionKeys(service);
}

/** The services whose condition keys begin like this one, in lower case. */
function servicesKnowing(key: string): readonly string[] {
  const colon = key.indexOf(":");
  const prefix = colon < 0 ? "" : key.slice(0, colon);
  return serviceReference.servicesOfKeyPrefix().get(prefix) ?? [prefix];
}

/** A part that people choose is written `${TagKey}`, `<key>` or `tag-key`. */
const CHOSEN = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g;

function entryIn(entries: ReadonlyMap<string, ConditionKeyEntry>, name: string): ConditionKeyEntry | undefined {
  const exact = entries.get(name);
  if (exact !== undefined) return exact;
  for (const [template, entry] of entries) {
    const pattern = template.replace(CHOSEN, "?*");
    if (pattern !== template && matches(pattern, name)) return entry;
  }
  return undefined;
}
