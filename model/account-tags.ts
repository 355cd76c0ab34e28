import type { AccountConfig, LandingZoneConfig } from "./config";
import type { AccountNode } from "./config-tree";
import type { ConfigPath } from "./problem";

/** One tag of an account with the place that it is written at. */
export interface PlacedTag {
  readonly value: string;
  readonly path: ConfigPath;
}

/** The tag that says until when an account is meant to exist. */
export const EXPIRY_TAG = "expires";

/** The tags that an account's own settings become. */
export function settingTags({ owner, expires }: AccountConfig): Readonly<Record<string, string>> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(expires === undefined ? {} : { [EXPIRY_TAG]: expires }),
  };
}

/** The tags that people gave an account, its own and inherited ones: the most specific wins. */
export function tagsOfAccount(
  { tags = {} }: Pick<LandingZoneConfig, "tags">,
  { config, path, lineage, kind }: AccountNode,
): ReadonlyMap<string, PlacedTag> {
  const placed = new Map<string, PlacedTag>();
  const put = (values: Readonly<Record<string, string>>, at: ConfigPath): void => {
    for (const [key, value] of Object.entries(values)) placed.set(key, { value, path: [...at, key] });
  };
  put(tags, ["tags"]);
  for (const unit of lineage) put(unit.config.tags ?? {}, [...unit.path, "tags"]);
  if (kind !== undefined) put(kind.config.tags ?? {}, [...kind.path, "tags"]);
  put(settingTags(config), path);
  put(config.tags ?? {}, [...path, "tags"]);
  return placed;
}
