import type { Region } from "../catalogue/regions";

/** The Region that a provider's alias is named after, with underscores or hyphens; `undefined` for no Region in use. */
export function aliasRegion(alias: string, regions: readonly Region[]): Region | undefined {
  return regions.find((region) => region === alias || region === alias.replaceAll("_", "-"));
}
