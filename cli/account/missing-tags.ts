import type { AccountMetadataConfig } from "../../model/account-metadata-config";
import { EXPIRY_TAG } from "../../model/account-tags";
import type { KindNode, UnitNode } from "../../model/config-tree";
import type { Organization } from "./organization";

/** A tag that an account has to bring along. */
export interface MissingTag {
  readonly key: string;
  /** What is said of it in `accountMetadata`. @default only `requiredAccountTags` names it */
  readonly metadata: AccountMetadataConfig | undefined;
}

/** The tags that are made of settings of the account, so that nobody writes them as tags. */
export const SETTING_TAGS: readonly string[] = ["owner", EXPIRY_TAG];

/** The tags that an account in a unit must bring along, because nothing above it has them, nor has its kind. */
export function missingTags(
  { config }: Organization,
  { lineage }: UnitNode,
  kind: KindNode | undefined,
): readonly MissingTag[] {
  const above = [config.tags ?? {}, ...lineage.map((unit) => unit.config.tags ?? {}), kind?.config.tags ?? {}];
  const present = new Set(above.flatMap(Object.keys));
  const metadata = new Map(Object.entries(config.accountMetadata ?? {}));
  const described = [...metadata].filter(([, { optional }]) => optional !== true).map(([key]) => key);
  return [...new Set([...(config.requiredAccountTags ?? []), ...described])]
    .filter((key) => !present.has(key))
    .map((key) => ({ key, metadata: metadata.get(key) }));
}
