/** One AWS quota, with the day it was read and where. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  /** The day the figure was read, or came into force (ISO 8601). */
  readonly asOf: string;
}

const ORGANIZATIONS_QUOTAS = "AWS Organizations user guide, Quotas and service limits";

/**
 * The AWS quotas that a configuration is checked against.
 *
 * A configuration may override any of them with a reason: AWS raises some on request, and some change.
 */
export const QUOTAS = {
  "scp-size": { value: 10_240, unit: "characters", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "scp-attachments": { value: 10, unit: "policies on a node", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "rcp-size": { value: 5_120, unit: "characters", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "rcp-attachments": { value: 5, unit: "policies on a node", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "tag-size": { value: 10_000, unit: "characters", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "tag-attachments": { value: 10, unit: "policies on a node", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "ai-opt-out-size": { value: 2_500, unit: "characters", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "ai-opt-out-attachments": { value: 5, unit: "policies on a node", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "declarative-ec2-size": { value: 10_000, unit: "characters", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "declarative-ec2-attachments": {
    value: 10,
    unit: "policies on a node",
    source: ORGANIZATIONS_QUOTAS,
    asOf: "2026-05-15",
  },
  "organizational-unit-depth": { value: 5, unit: "levels", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "organizational-unit-count": { value: 2_000, unit: "units", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
  "tags-per-resource": { value: 50, unit: "tags", source: ORGANIZATIONS_QUOTAS, asOf: "2026-05-15" },
} as const satisfies Record<string, Quota>;

/** The id of a quota. */
export type QuotaId = keyof typeof QUOTAS;
