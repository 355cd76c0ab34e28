/** One AWS list price, and where it was found. */
export interface Price {
  /** US dollars, before tax and discounts, in us-east-1. */
  readonly usd: number;
  /** What the price is for, for example `key and month`. */
  readonly per: string;
  /** AWS's own page, to check the price against before you rely on it. */
  readonly page: string;
  /** What the price was read in; `undefined` for general knowledge that was read nowhere. */
  readonly source: PriceSource | undefined;
}

/** A text that states a price. */
export interface PriceSource {
  /** Whose text it is: AWS's own, as a stored copy that may be old, or somebody's article about AWS's page. */
  readonly kind: "copy-of-aws-page" | "article";
  readonly url: string;
  /** The day of the text (ISO 8601). @default it bears none */
  readonly dated?: string;
  /** The day the text was read (ISO 8601). */
  readonly readOn: string;
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

const READ_ON = "2026-11-22";

function copyOf(page: string): PriceSource {
  return { kind: "copy-of-aws-page", url: page, readOn: READ_ON };
}

function article(url: string, dated?: string): PriceSource {
  return { kind: "article", url, ...(dated === undefined ? {} : { dated }), readOn: READ_ON };
}

const ON_KMS = article("https://www.factualminds.com/blog/aws-kms-pricing-keys-requests-multi-region/");
const ON_METRICS = article("https://signoz.io/guides/cloudwatch-pricing", "2026-02-15");
const ON_LOGS = article(
  "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
  "2026-06-13",
);
const ON_S3 = article("https://devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples");
const ON_SNS = article(
  "https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/",
  "2026-06-13",
);
const ON_EVENTBRIDGE = article("https://cloudburn.io/blog/amazon-eventbridge-pricing", "2026-03-13");
const ON_SQS = article("https://cloudburn.io/blog/amazon-sqs-pricing", "2026-03-14");
const ON_UNUSED_ACCESS = article("https://www.geeksforgeeks.org/devops/activate-unused-access-analyzer/");
const ON_GUARDDUTY = article(
  "https://www.factualminds.com/blog/amazon-guardduty-pricing-data-sources-multi-account/",
  "2026-06-13",
);
/** Quotes the tables of AWS's pages on Security Hub and AWS Config. */
const ON_CHECKS = article(
  "https://aws-gcr-wwso-security.gitbook.io/an-quan-zui-jia-shi-jian/an-quan-chan-pin-cheng-ben-gu-suan/an-quan-he-gui-chi-xu-jian-ce-he-zi-dong-xiu-fu-fei-yong",
);

/**
 * The list prices of what Rootstock creates.
 *
 * They are those of us-east-1 without free tiers; other Regions differ by some percent. A bill is never computed from
 * them, only an estimate. AWS's live pages were not read: each price says what was.
 */
export const PRICES = {
  "kms-key": { usd: 1, per: "key and month, before its first rotation", page: KMS, source: copyOf(KMS) },
  "kms-request": { usd: 0.03 / 10_000, per: "request", page: KMS, source: ON_KMS },
  "cloudwatch-alarm": { usd: 0.1, per: "standard alarm metric and month", page: CLOUDWATCH, source: undefined },
  "cloudwatch-metric": { usd: 0.3, per: "custom metric and month", page: CLOUDWATCH, source: ON_METRICS },
  "logs-ingestion": { usd: 0.5, per: "GB ingested", page: CLOUDWATCH, source: ON_LOGS },
  "logs-storage": { usd: 0.03, per: "GB stored compressed and month", page: CLOUDWATCH, source: undefined },
  "trail-first-copy": { usd: 0, per: "management event", page: CLOUDTRAIL, source: copyOf(CLOUDTRAIL) },
  "trail-further-copy": { usd: 2 / 100_000, per: "management event", page: CLOUDTRAIL, source: copyOf(CLOUDTRAIL) },
  "s3-storage": { usd: 0.023, per: "GB and month", page: S3, source: ON_S3 },
  "s3-get": { usd: 0.0004 / 1_000, per: "GET request", page: S3, source: undefined },
  "s3-put": { usd: 0.005 / 1_000, per: "PUT request", page: S3, source: ON_S3 },
  "sns-email": { usd: 2 / 100_000, per: "e-mail notification", page: SNS, source: ON_SNS },
  "sns-https": { usd: 0.6 / 1_000_000, per: "HTTPS notification", page: SNS, source: ON_SNS },
  "eventbridge-service-event": {
    usd: 0,
    per: "event of an AWS service on the default bus",
    page: EVENTBRIDGE,
    source: ON_EVENTBRIDGE,
  },
  "eventbridge-forwarded-event": {
    usd: 1 / 1_000_000,
    per: "event sent to a bus in another account or Region",
    page: EVENTBRIDGE,
    source: ON_EVENTBRIDGE,
  },
  "athena-scan": { usd: 5, per: "TB of compressed files read", page: ATHENA, source: undefined },
  "glue-object": { usd: 1 / 100_000, per: "object in the catalogue and month", page: GLUE, source: undefined },
  "sqs-request": { usd: 0.4 / 1_000_000, per: "request", page: SQS, source: ON_SQS },
  "unused-access-analysis": {
    usd: 0.2,
    per: "IAM role or user and month",
    page: ACCESS_ANALYZER,
    source: ON_UNUSED_ACCESS,
  },
  "guardduty-management-event": {
    usd: 4 / 1_000_000,
    per: "management event analyzed",
    page: GUARDDUTY,
    source: ON_GUARDDUTY,
  },
  "guardduty-log-gigabyte": {
    usd: 1,
    per: "GB of VPC flow logs and DNS logs analyzed (lowest tier)",
    page: GUARDDUTY,
    source: ON_GUARDDUTY,
  },
  "guardduty-s3-data-event": {
    usd: 0.8 / 1_000_000,
    per: "S3 data event analyzed (lowest tier)",
    page: GUARDDUTY,
    source: undefined,
  },
  "security-hub-check": {
    usd: 0.001,
    per: "security check (first 100,000 of an account and Region)",
    page: SECURITY_HUB,
    source: ON_CHECKS,
  },
  "config-item": {
    usd: 0.003,
    per: "configuration item, recorded continuously",
    page: CONFIG,
    source: ON_CHECKS,
  },
  "config-evaluation": { usd: 0.001, per: "rule evaluation (first 100,000)", page: CONFIG, source: ON_CHECKS },
} as const satisfies Record<string, Price>;

/** The id of a price. */
export type PriceId = keyof typeof PRICES;
