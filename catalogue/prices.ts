/** One AWS list price, with the day it was read and where. */
export interface Price {
  /** US dollars, before tax and discounts, in us-east-1. */
  readonly usd: number;
  /** What the price is for, for example `key and month`. */
  readonly per: string;
  readonly source: string;
  /** The day the price was read (ISO 8601). */
  readonly asOf: string;
}

const ATHENA = "https://aws.amazon.com/athena/pricing/";
const ACCESS_ANALYZER = "https://aws.amazon.com/iam/access-analyzer/pricing/";
const CLOUDTRAIL = "https://aws.amazon.com/cloudtrail/pricing/";
const CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/";
const CONFIG = "https://aws.amazon.com/config/pricing/";
const EVENTBRIDGE = "https://aws.amazon.com/eventbridge/pricing/";
const GLUE = "https://aws.amazon.com/glue/pricing/";
const GUARDDUTY = "https://aws.amazon.com/guardduty/pricing/";
const KMS = "https://aws.amazon.com/kms/pricing/";
const S3 = "https://aws.amazon.com/s3/pricing/";
const SECURITY_HUB = "https://aws.amazon.com/security-hub/pricing/";
const SNS = "https://aws.amazon.com/sns/pricing/";
const SQS = "https://aws.amazon.com/sqs/pricing/";

/**
 * The list prices of what Rootstock creates.
 *
 * They are those of us-east-1 without free tiers; other Regions differ by some percent. A bill is never computed from
 * them, only an estimate.
 */
export const PRICES = {
  "kms-key": { usd: 1, per: "key and month", source: KMS, asOf: "2026-06-15" },
  "kms-request": { usd: 0.03 / 10_000, per: "request", source: KMS, asOf: "2026-06-15" },
  "cloudwatch-alarm": { usd: 0.1, per: "standard alarm metric and month", source: CLOUDWATCH, asOf: "2026-06-15" },
  "cloudwatch-metric": { usd: 0.3, per: "custom metric and month", source: CLOUDWATCH, asOf: "2026-06-15" },
  "logs-ingestion": { usd: 0.5, per: "GB ingested", source: CLOUDWATCH, asOf: "2026-06-15" },
  "logs-storage": { usd: 0.03, per: "GB stored compressed and month", source: CLOUDWATCH, asOf: "2026-06-15" },
  "trail-first-copy": { usd: 0, per: "management event", source: CLOUDTRAIL, asOf: "2026-06-15" },
  "trail-further-copy": { usd: 2 / 100_000, per: "management event", source: CLOUDTRAIL, asOf: "2026-06-15" },
  "s3-storage": { usd: 0.023, per: "GB and month", source: S3, asOf: "2026-06-15" },
  "s3-get": { usd: 0.0004 / 1_000, per: "GET request", source: S3, asOf: "2026-06-15" },
  "s3-put": { usd: 0.005 / 1_000, per: "PUT request", source: S3, asOf: "2026-06-15" },
  "sns-email": { usd: 2 / 100_000, per: "e-mail notification", source: SNS, asOf: "2026-06-15" },
  "sns-https": { usd: 0.6 / 1_000_000, per: "HTTPS notification", source: SNS, asOf: "2026-06-15" },
  "eventbridge-service-event": {
    usd: 0,
    per: "event of an AWS service on the default bus",
    source: EVENTBRIDGE,
    asOf: "2026-06-15",
  },
  "eventbridge-forwarded-event": {
    usd: 1 / 1_000_000,
    per: "event sent to a bus in another account or Region",
    source: EVENTBRIDGE,
    asOf: "2026-06-15",
  },
  "athena-scan": { usd: 5, per: "TB of compressed files read", source: ATHENA, asOf: "2026-06-15" },
  "glue-object": { usd: 1 / 100_000, per: "object in the catalogue and month", source: GLUE, asOf: "2026-06-15" },
  "sqs-request": { usd: 0.4 / 1_000_000, per: "request", source: SQS, asOf: "2026-06-15" },
  "unused-access-analysis": {
    usd: 0.2,
    per: "IAM role or user and month",
    source: ACCESS_ANALYZER,
    asOf: "2026-06-15",
  },
  "guardduty-management-event": {
    usd: 4 / 1_000_000,
    per: "management event analyzed",
    source: GUARDDUTY,
    asOf: "2026-10-07",
  },
  "guardduty-log-gigabyte": {
    usd: 1,
    per: "GB of VPC flow logs and DNS logs analyzed (first 500 GB)",
    source: GUARDDUTY,
    asOf: "2026-10-07",
  },
  "guardduty-s3-data-event": {
    usd: 0.8 / 1_000_000,
    per: "S3 data event analyzed (first 500 million)",
    source: GUARDDUTY,
    asOf: "2026-10-07",
  },
  "security-hub-check": {
    usd: 0.001,
    per: "security check (first 100,000 of an account and Region)",
    source: SECURITY_HUB,
    asOf: "2026-06-15",
  },
  "config-item": { usd: 0.003, per: "configuration item, recorded continuously", source: CONFIG, asOf: "2026-06-15" },
  "config-evaluation": { usd: 0.001, per: "rule evaluation (first 100,000)", source: CONFIG, asOf: "2026-06-15" },
} as const satisfies Record<string, Price>;

/** The id of a price. */
export type PriceId = keyof typeof PRICES;
