import { nearest } from "../model/suggestion";
import { matchesPattern, wildcardPattern } from "./evaluator/wildcard";
import { serviceReference } from "./service-reference";

/** Whether an action such as `s3:GetObject` exists; upper and lower case are the same. */
export function actionExists(action: string): boolean {
  const { service, name } = partsOf(action);
  return serviceReference.actions(service).has(name.toLowerCase());
}

/** An action as AWS writes it, for example `s3:GetObject` for `s3:getobject`; unchanged when there is no such action. */
export function actionAsWritten(action: string): string {
  const { service, name } = partsOf(action);
  const written = serviceReference.actions(service).get(name.toLowerCase());
  return written === undefined ? action : `${service}:${written}`;
}

/** Whether a pattern such as `s3:Put*` matches an action that exists. */
export function matchesAnAction(pattern: string): boolean {
  if (/^\*+$/.test(pattern)) return true;
  const { service, name } = partsOf(pattern);
  const wanted = name.toLowerCase();
  if (!/[*?]/.test(service)) return hasMatch(serviceReference.actions(service), wanted);
  const services = wildcardPattern(service);
  return [...serviceReference.services()].some(
    (key) => matchesPattern(services, key) && hasMatch(serviceReference.actions(key), wanted),
  );
}

/** The action that may have been meant, or nothing when none is near. */
export function suggestAction(action: string): string | undefined {
  const { service, name } = partsOf(action);
  const { services, actions } = serviceReference;
  const known = services().has(service) ? service : nearest(service, services());
  if (known === undefined) return undefined;
  const meant = nearest(name, actions(known).values());
  return meant === undefined ? undefined : `${known}:${meant}`;
}

/**
 * The pattern that may have been meant by one that matches no action, or nothing when none is near.
 *
 * For `s3:GetObjcet*` it is `s3:GetObject*`: the part before the first wildcard is compared with as much of every name.
 */
export function suggestActionPattern(pattern: string): string | undefined {
  const { service, name } = partsOf(pattern);
  const wildcard = name.search(/[*?]/);
  if (wildcard < 0) return suggestAction(pattern);
  const { services, actions } = serviceReference;
  const known = services().has(service) ? service : nearest(service, services());
  if (known === undefined) return undefined;
  const corrected = (start: string) => `${known}:${start}${name.slice(wildcard)}`;
  const same = corrected(name.slice(0, wildcard));
  if (matchesAnAction(same)) return same;
  const starts = new Set([...actions(known).values()].map((action) => action.slice(0, wildcard)));
  const meant = nearest(name.slice(0, wildcard), starts);
  return meant !== undefined && matchesAnAction(corrected(meant)) ? corrected(meant) : undefined;
}

/** Every action that a pattern such as `s3:Put*` matches, by service and then as AWS lists them. */
export function actionsMatching(pattern: string): readonly string[] {
  const { service, name } = partsOf(pattern);
  const isWhole = pattern === "*";
  const ofServices = wildcardPattern(isWhole ? "*" : service);
  const ofNames = wildcardPattern(isWhole ? "*" : name.toLowerCase());
  const found: string[] = [];
  for (const key of serviceReference.services()) {
    if (!matchesPattern(ofServices, key)) continue;
    for (const [lower, action] of serviceReference.actions(key)) {
      if (matchesPattern(ofNames, lower)) found.push(`${key}:${action}`);
    }
  }
  return found;
}

function hasMatch(actions: ReadonlyMap<string, string>, name: string): boolean {
  if (!/[*?]/.test(name)) return actions.has(name);
  const pattern = wildcardPattern(name);
  for (const action of actions.keys()) if (matchesPattern(pattern, action)) return true;
  return false;
}

/** Services are written in lower case; the name keeps its case. */
function partsOf(action: string): { readonly service: string; readonly name: string } {
  const colon = action.indexOf(":");
  return colon < 0
    ? { service: action.toLowerCase(), name: "" }
    : { service: action.slice(0, colon).toLowerCase(), name: action.slice(colon + 1) };
}
