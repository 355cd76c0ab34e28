import type { PriceId } from "../catalogue/prices";
import type { LandingZone } from "../model/landing-zone";
import { hasRecorder } from "../model/resolve-detection";

/** What the estimate of the detective services takes for granted, for each account and month. */
export interface DetectionUsage {
  /** Roles and users of one account, those of AWS services left out. */
  readonly rolesAndUsers: number;
  /** Gigabytes of VPC flow logs and DNS queries of one account, in all Regions. */
  readonly logGigabytes: number;
  /** S3 data events of one account. */
  readonly s3DataEvents: number;
  /** Configuration items of one account in one Region. */
  readonly configItems: number;
  /** Checks of one account in one Region for one standard. */
  readonly checksPerStandard: number;
  /** Evaluations of one rule in one account. */
  readonly evaluationsPerRule: number;
}

/** A quiet account: most of its resources stay as they are from day to day. */
export const DEFAULT_DETECTION_USAGE: DetectionUsage = {
  rolesAndUsers: 40,
  logGigabytes: 5,
  s3DataEvents: 1_000_000,
  configItems: 1_000,
  checksPerStandard: 3_000,
  evaluationsPerRule: 60,
};

/** A quantity of something that has a price. */
export interface PricedQuantity {
  readonly item: string;
  readonly quantity: number;
  readonly price: PriceId;
  readonly reason: string;
}

/** What the estimate of the whole landing zone assumes, as far as it matters here. */
interface Assumptions {
  readonly eventsPerAccount: number;
  readonly detection: DetectionUsage;
}

/** What the detective services that are on are billed for in a month; those of free ones are not listed. */
export function detectionQuantities(zone: LandingZone, usage: Assumptions): readonly PricedQuantity[] {
  return [
    ...unusedAccess(zone, usage.detection),
    ...guardDuty(zone, usage),
    ...securityHub(zone, usage.detection),
    ...config(zone, usage.detection),
  ];
}

function accountsOf(zone: LandingZone): number {
  return zone.accounts.length + 1;
}

function unusedAccess(zone: LandingZone, { rolesAndUsers }: DetectionUsage): readonly PricedQuantity[] {
  if (zone.detection.unusedAccess === undefined) return [];
  const accounts = accountsOf(zone);
  return [
    {
      item: "unused access, roles and users",
      quantity: accounts * rolesAndUsers,
      price: "unused-access-analysis",
      reason: `${accounts} accounts of ${rolesAndUsers} roles and users`,
    },
  ];
}

function guardDuty(zone: LandingZone, { eventsPerAccount, detection }: Assumptions): readonly PricedQuantity[] {
  const settings = zone.detection.guardDuty;
  if (settings === undefined) return [];
  const accounts = accountsOf(zone);
  const rest = settings.features.filter((feature) => feature !== "S3_DATA_EVENTS");
  const unpriced = rest.length === 0 ? "" : `; ${rest.join(", ")} cost extra, by use`;
  return [
    {
      item: "GuardDuty, management events",
      quantity: accounts * eventsPerAccount,
      price: "guardduty-management-event",
      reason: `${accounts} accounts of ${whole(eventsPerAccount)} management events${unpriced}`,
    },
    {
      item: "GuardDuty, flow and DNS logs (GB)",
      quantity: accounts * detection.logGigabytes,
      price: "guardduty-log-gigabyte",
      reason: `${accounts} accounts of ${detection.logGigabytes} GB`,
    },
    {
      item: "GuardDuty, S3 data events",
      quantity: settings.features.includes("S3_DATA_EVENTS") ? accounts * detection.s3DataEvents : 0,
      price: "guardduty-s3-data-event",
      reason: `${accounts} accounts of ${whole(detection.s3DataEvents)} S3 data events`,
    },
  ];
}

function securityHub(zone: LandingZone, { checksPerStandard }: DetectionUsage): readonly PricedQuantity[] {
  const settings = zone.detection.securityHub;
  if (settings === undefined) return [];
  const accounts = accountsOf(zone);
  const regions = zone.governedRegions.length;
  const standards = settings.standards.length;
  return [
    {
      item: "Security Hub, checks",
      quantity: accounts * regions * standards * checksPerStandard,
      price: "security-hub-check",
      reason: `${accounts} accounts in ${regions} Regions, ${standards} standards of ${whole(checksPerStandard)} checks`,
    },
  ];
}

function config(zone: LandingZone, { configItems, evaluationsPerRule }: DetectionUsage): readonly PricedQuantity[] {
  const settings = zone.detection.config;
  if (settings === undefined) return [];
  const { management, members } = zone.baselines;
  const accounts = [management, ...members.values()].filter((baseline) => hasRecorder(zone.detection, baseline)).length;
  const regions = zone.governedRegions.length;
  return [
    {
      item: "AWS Config, items",
      quantity: accounts * regions * configItems,
      price: "config-item",
      reason: `${accounts} recorded accounts in ${regions} Regions of ${whole(configItems)} items`,
    },
    {
      item: "AWS Config, evaluations",
      quantity: accounts * settings.rules.length * evaluationsPerRule,
      price: "config-evaluation",
      reason: `${accounts} recorded accounts, ${settings.rules.length} rules of ${evaluationsPerRule} evaluations`,
    },
  ];
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}
