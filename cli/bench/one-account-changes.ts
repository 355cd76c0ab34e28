import type { AccountConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "../../model/config";
import { generatedConfig } from "./generated-config";

/** A change of a configuration that is planned and counted. */
export interface MeasuredChange {
  readonly name: string;
  readonly config: LandingZoneConfig;
}

/** What is changed. */
export interface ChangedAccount {
  readonly key: string;
  /** The key of its unit. */
  readonly unit: string;
  /** The key of a unit that it moves to. */
  readonly otherUnit: string;
}

const WORKLOADS = "workloads";
const GUARDRAIL = "deny-large";

/**
 * The generated configuration without alerts, trail and detection, whose stacks no change of one account touches, and
 * with a guardrail to attach.
 */
export function plannedConfig(accounts: number): LandingZoneConfig {
  return {
    ...generatedConfig(accounts),
    alerting: { mode: "off" },
    trail: { mode: "off" },
    detection: { externalAccess: { mode: "off" } },
    guardrails: {
      [GUARDRAIL]: {
        reason: "Nobody needs these.",
        statements: [
          {
            Sid: "DenyLarge",
            Effect: "Deny",
            Action: "ec2:RunInstances",
            Resource: "*",
            Condition: { StringLike: { "ec2:InstanceType": "*.48xlarge" } },
          },
        ],
      },
    },
  };
}

/** Changes of one account each, and one of a unit for comparison. */
export function measuredChanges(accounts: number, changed: ChangedAccount): readonly MeasuredChange[] {
  const base = plannedConfig(accounts);
  const units = base.organizationalUnits[WORKLOADS]?.organizationalUnits ?? {};
  const withUnits = (others: OrganizationalUnitsConfig): LandingZoneConfig => ({
    ...base,
    organizationalUnits: {
      ...base.organizationalUnits,
      [WORKLOADS]: { name: "Workloads", organizationalUnits: { ...units, ...others } },
    },
  });
  const { key, unit, otherUnit } = changed;
  const own = units[unit];
  const other = units[otherUnit];
  const account = own?.accounts?.[key];
  if (own === undefined || other === undefined || account === undefined) throw new Error(`there is no ${key}`);
  const { [key]: _, ...rest } = own.accounts ?? {};
  const withSettings = (settings: Partial<AccountConfig>): LandingZoneConfig =>
    withUnits({ [unit]: { ...own, accounts: { ...own.accounts, [key]: { ...account, ...settings } } } });
  const created: AccountConfig = { email: "aws+new@bench.example", owner: "team@bench.example" };
  return [
    { name: "renamed", config: withSettings({ name: "Renamed" }) },
    {
      name: "moved to another unit",
      config: withUnits({
        [unit]: { ...own, accounts: rest },
        [otherUnit]: { ...other, accounts: { ...other.accounts, [key]: account } },
      }),
    },
    { name: "another baseline", config: withSettings({ baseline: { passwordMaxAgeDays: 90 } }) },
    { name: "a guardrail of its own", config: withSettings({ guardrails: [GUARDRAIL] }) },
    {
      name: "created",
      config: withUnits({ [otherUnit]: { ...other, accounts: { ...other.accounts, "new-account": created } } }),
    },
    { name: "for comparison: its unit renamed", config: withUnits({ [unit]: { ...own, name: "Renamed" } }) },
  ];
}
