import { isList, isValues, type Value } from "./stack-plan";

/** The same text for the same value, whatever the order of its keys. */
export function canonicalJson(value: Value): string {
  if (isList(value)) return `[${value.map(canonicalJson).join()}]`;
  if (!isValues(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join()}}`;
}
