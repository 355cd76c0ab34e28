import type { PolicyTarget } from "../model/landing-zone";

/** The ids that AWS gives out and that policies contain: literals, or Terraform expressions that are known later. */
export interface PolicyIds {
  readonly organizationId: string;
  readonly rootId: string;
  unitId(key: string): string;
  accountId(key: string): string;
}

/**
 * Ids as long as AWS may make them.
 *
 * Source: AWS Organizations API reference, patterns `^o-[a-z0-9]{10,32}$`, `^r-[0-9a-z]{4,32}$`,
 * `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$` and `^\d{12}$`, read 2026-06.
 */
export const WORST_CASE_IDS: PolicyIds = {
  organizationId: `o-${"0".repeat(32)}`,
  rootId: `r-${"0".repeat(32)}`,
  unitId: () => `ou-${"0".repeat(32)}-${"0".repeat(32)}`,
  accountId: () => "0".repeat(12),
};

/** The id of the node that a policy is attached to. */
export function targetId(target: PolicyTarget, ids: PolicyIds): string {
  switch (target.kind) {
    case "root":
      return ids.rootId;
    case "organizational-unit":
      return ids.unitId(target.key);
    case "account":
      return ids.accountId(target.key);
    default:
      return target satisfies never;
  }
}
