import { managementAlertsIn } from "../alerts/forwarded-events";
import { EVENT_ALERT_IDS, METRIC_ALERT_IDS, SEVERITIES } from "../catalogue/alerts";
import { BUS_ALERT_IDS } from "../catalogue/bus-alerts";
import { PRICES, type PriceId } from "../catalogue/prices";
import type { Region } from "../catalogue/regions";
import { REVIEW_QUERY_IDS } from "../catalogue/review-queries";
import { findingAlerts } from "../model/finding-alerts";
import type { LandingZone } from "../model/landing-zone";
import { ownStateBucket } from "../model/state-bucket";
import { DEFAULT_DETECTION_USAGE, type DetectionUsage, detectionQuantities } from "./detection-cost";

/** What the estimate takes for granted about use; everything else is counted from the landing zone. */
export interface UsageAssumptions {
  /** Management events of one account in one month. */
  readonly eventsPerAccount: number;
  /** Bytes of one event as CloudTrail writes it into a log group. */
  readonly bytesPerEvent: number;
  /** How much smaller log files and stored log groups are than their events. */
  readonly compression: number;
  /** Log files that CloudTrail writes for one account in one month, in all Regions, digests included. */
  readonly filesPerAccount: number;
  /** Months of logs that have gathered; the archive grows until it expires them. */
  readonly monthsGathered: number;
  /** Alerts in one month. */
  readonly alerts: number;
  /** How often in a month each saved query is run over the archive, if it has queries, and over how many days. */
  readonly archiveReviews: { readonly count: number; readonly days: number };
  /** What the detective services look at; asked for only where one of them is on. */
  readonly detection: DetectionUsage;
}

/** A quiet organization a year after its first apply. */
export const DEFAULT_USAGE: UsageAssumptions = {
  eventsPerAccount: 150_000,
  bytesPerEvent: 1_500,
  compression: 10,
  filesPerAccount: 30_000,
  monthsGathered: 12,
  alerts: 200,
  archiveReviews: { count: 4, days: 7 },
  detection: DEFAULT_DETECTION_USAGE,
};

/** One line of the estimate. */
export interface CostLine {
  /** `fixed`: follows from the number of resources. `variable`: follows from an assumption about use. */
  readonly kind: "fixed" | "variable";
  readonly item: string;
  readonly quantity: number;
  readonly price: PriceId;
  /** US dollars a month. */
  readonly usd: number;
  /** Where the quantity comes from. */
  readonly reason: string;
}

/** What a landing zone costs in a month: an estimate from list prices, not an offer and not a bill. */
export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  readonly fixedUsd: number;
  readonly variableUsd: number;
  readonly usage: UsageAssumptions;
}

/** Estimates what a landing zone costs in a month; free tiers, taxes and discounts are left out. */
export function monthlyCost(zone: LandingZone, usage: UsageAssumptions = DEFAULT_USAGE): MonthlyCost {
  const lines = [...fixedLines(zone), ...variableLines(zone, usage)].filter(({ quantity }) => quantity > 0);
  const sum = (kind: CostLine["kind"]): number =>
    lines.filter((line) => line.kind === kind).reduce((total, { usd }) => total + usd, 0);
  return { lines, fixedUsd: sum("fixed"), variableUsd: sum("variable"), usage };
}

/**
 * How many KMS keys the stacks create: for the archive, the log group, each topic and, where asked for, the states and
 * the results of queries over the archive.
 */
export function countKeys(zone: LandingZone): number {
  const ofStates = ownStateBucket(zone.backend) === undefined ? 0 : 1;
  const ofQueries = hasArchiveQueries(zone) ? 1 : 0;
  return ofStates + ofQueries + (hasTrail(zone) ? 2 : 0) + countTopics(zone);
}

/** How many CloudWatch alarms the stacks create, on metrics of the trail and on the delivery of alerts. */
export function countAlarms(zone: LandingZone): number {
  if (!hasAlerts(zone)) return 0;
  const onTrail = hasTrail(zone) ? METRIC_ALERT_IDS.length : 0;
  const onRules =
    EVENT_ALERT_IDS.length +
    BUS_ALERT_IDS.length +
    findingAlerts(zone).length +
    sum(zone.governedRegions.map((region) => managementAlertsIn(region).length));
  return onTrail + countSeverityTopics(zone) + onRules + countQueues(zone);
}

/** How many custom metrics the metric filters publish. */
export function countMetrics(zone: LandingZone): number {
  return hasAlerts(zone) && hasTrail(zone) ? METRIC_ALERT_IDS.length : 0;
}

function countTopics(zone: LandingZone): number {
  return hasAlerts(zone) ? countSeverityTopics(zone) + awayRegions(zone).length : 0;
}

/** In the security account one for each severity and one for chat; without a trail, no `digest` in management. */
function countSeverityTopics(zone: LandingZone): number {
  const inSecurity = SEVERITIES.length + (zone.alerting.chat === undefined ? 0 : 1);
  return inSecurity + (hasTrail(zone) ? SEVERITIES.length : SEVERITIES.length - 1);
}

/** Each has an alarm: what topics and what rules cannot deliver, for each account and Region. */
function countQueues(zone: LandingZone): number {
  const ofTopics = 2 + awayRegions(zone).length;
  const ofRules = 1 + zone.governedRegions.length;
  return ofTopics + ofRules;
}

/** Governed Regions besides the home Region: each has a topic of its own for delivery failures. */
function awayRegions({ governedRegions, homeRegion }: LandingZone): readonly Region[] {
  return governedRegions.filter((region) => region !== homeRegion);
}

function hasTrail({ trail }: LandingZone): boolean {
  return trail.mode !== "off";
}

function hasArchiveQueries(zone: LandingZone): boolean {
  return hasTrail(zone) && zone.review.athena !== undefined;
}

function hasAlerts({ alerting }: LandingZone): boolean {
  return alerting.mode !== "off";
}

function fixedLines(zone: LandingZone): readonly CostLine[] {
  const topics = countTopics(zone);
  return [
    line(
      "fixed",
      "KMS keys",
      countKeys(zone),
      "kms-key",
      `one for the archive, one for the log group, one for each of ${topics} alert topics${hasArchiveQueries(zone) ? ", one for query results" : ""}; a rotated key costs more`,
    ),
    line(
      "fixed",
      "CloudWatch alarms",
      countAlarms(zone),
      "cloudwatch-alarm",
      "one for each metric filter, and those that watch the delivery of alerts",
    ),
    line("fixed", "CloudWatch metrics", countMetrics(zone), "cloudwatch-metric", "one for each metric filter"),
    ...(hasArchiveQueries(zone)
      ? [line("fixed", "Glue catalogue, objects", 2, "glue-object", "a database and a table over the archive")]
      : []),
  ];
}

function variableLines(zone: LandingZone, usage: UsageAssumptions): readonly CostLine[] {
  return [
    ...(hasTrail(zone) ? trailLines(zone, usage) : []),
    ...(hasArchiveQueries(zone) ? archiveQueryLines(zone, usage) : []),
    ...(hasAlerts(zone) ? alertLines(usage) : []),
    ...detectionQuantities(zone, usage).map(({ item, quantity, price, reason }) =>
      line("variable", item, quantity, price, reason),
    ),
  ];
}

const GIGABYTE = 1_000_000_000;
const TERABYTE = 1_000_000_000_000;
const DAYS_PER_MONTH = 30;

function trailLines(zone: LandingZone, usage: UsageAssumptions): readonly CostLine[] {
  const accounts = zone.accounts.length + 1;
  const events = accounts * usage.eventsPerAccount;
  const files = accounts * usage.filesPerAccount;
  const ingested = (events * usage.bytesPerEvent) / GIGABYTE;
  const compressed = ingested / usage.compression;
  const inLogGroup = Math.min(zone.trail.logGroupRetentionDays / DAYS_PER_MONTH, usage.monthsGathered);
  const inArchive = Math.min(zone.trail.expireAfterDays / DAYS_PER_MONTH, usage.monthsGathered);
  const each = `${accounts} accounts of ${whole(usage.eventsPerAccount)} management events`;
  return [
    line("variable", "trail events", events, "trail-first-copy", `${each}; the first copy is free`),
    line(
      "variable",
      "log group, ingestion (GB)",
      ingested,
      "logs-ingestion",
      `${each} of ${whole(usage.bytesPerEvent)} bytes`,
    ),
    line(
      "variable",
      "log group, storage (GB)",
      compressed * inLogGroup,
      "logs-storage",
      `kept for ${zone.trail.logGroupRetentionDays} days, compressed ${usage.compression} times`,
    ),
    line("variable", "archive, storage (GB)", compressed * inArchive, "s3-storage", `${inArchive} months of log files`),
    line(
      "variable",
      "archive, log files",
      files,
      "s3-put",
      `${accounts} accounts of ${whole(usage.filesPerAccount)} log and digest files`,
    ),
    line("variable", "archive, key requests", files, "kms-request", "one for each log file at most"),
  ];
}

/** Athena bills the files that it reads, S3 each of them; a bucket key leaves few requests to KMS. */
function archiveQueryLines(zone: LandingZone, usage: UsageAssumptions): readonly CostLine[] {
  const accounts = zone.accounts.length + 1;
  const { count, days } = usage.archiveReviews;
  const share = (REVIEW_QUERY_IDS.length * count * days) / DAYS_PER_MONTH;
  const bytes = (accounts * usage.eventsPerAccount * usage.bytesPerEvent) / usage.compression;
  const reason = `${REVIEW_QUERY_IDS.length} saved queries, each run ${count} times over ${days} days`;
  return [
    line("variable", "archive queries (TB)", (share * bytes) / TERABYTE, "athena-scan", reason),
    line("variable", "archive queries, files read", share * accounts * usage.filesPerAccount, "s3-get", reason),
  ];
}

function alertLines({ alerts }: UsageAssumptions): readonly CostLine[] {
  const reason = `${alerts} alerts`;
  return [
    line("variable", "forwarded events", alerts, "eventbridge-forwarded-event", reason),
    line("variable", "alert e-mails", alerts, "sns-email", reason),
  ];
}

function line(kind: CostLine["kind"], item: string, quantity: number, price: PriceId, reason: string): CostLine {
  return { kind, item, quantity, price, usd: quantity * PRICES[price].usd, reason };
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
