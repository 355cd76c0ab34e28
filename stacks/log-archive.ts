import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { ArchiveReview } from "../constructs/archive-review";
import { EncryptionKey } from "../constructs/encryption-key";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { PublishedValues } from "../constructs/published-values";
import type { Principal, ResourceStatement } from "../constructs/resource-policy";
import { SecureBucket } from "../constructs/secure-bucket";
import { consequence } from "../model/account-lifecycle";
import type { Detection } from "../model/detection";
import type { LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";

/** The states that the log archive reads. */
export interface LogArchiveUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
}

const ACCESS_LOG_DAYS = 365;
const ACCESS_LOG_NONCURRENT_DAYS = 30;
const CONFIG_NONCURRENT_DAYS = 30;

/** The archive of the organization trail, in the log archive account. */
export class LogArchiveStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: LogArchiveUpstream) {
    super(scope, "log-archive", zone);
    const names = namesOf(zone);
    const accountIds = new AccountIds(this, accounts);
    const accountId = accountIds.of(zone.logArchive);
    const organizationId = new PublishedValues(this, organization).get("organization_id");
    const provider = new AccountProviders(this, { accountId, isMember: true }).home;
    const key = new EncryptionKey(this, "archive_key", {
      provider,
      accountId,
      alias: names.keyAlias("trail-archive"),
      description: `Encrypts the log files of the trail ${names.trail}`,
      users: archiveKeyUsers(zone, accountId),
      usableByAccount: false,
    });
    const accessLogs = new SecureBucket(this, "access_logs", {
      provider,
      name: names.accessLogsBucket,
      objectLock: false,
      expireAfterDays: ACCESS_LOG_DAYS,
      noncurrentDays: ACCESS_LOG_NONCURRENT_DAYS,
      statements: accessLogsBucketStatements(zone, accountId),
    });
    const { mode, objectLock, expireAfterDays } = zone.trail;
    new SecureBucket(this, "archive", {
      provider,
      name: names.archiveBucket,
      kmsKeyArn: key.arn,
      objectLock: true,
      ...(mode === "enforce"
        ? {
            defaultRetention: {
              mode: objectLock.mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE",
              days: objectLock.days,
            },
          }
        : {}),
      expireAfterDays,
      // A log file deleted on its first day can be had back for as long as one that was locked.
      noncurrentDays: objectLock.days,
      statements: archiveBucketStatements(zone, organizationId),
      accessLogs,
    });
    const { config } = zone.detection;
    if (config !== undefined) this.configHistory(provider, config, organizationId, accessLogs);
    this.publish("archive_key_arn", key.arn);
    if (zone.review.athena !== undefined) {
      new ArchiveReview(this, "review", {
        provider,
        accountId,
        organizationId,
        accountIds: archivedAccountIds(zone, accountIds),
        archiveKeyArn: key.arn,
        limits: zone.review.athena,
      });
    }
  }

  /** A bucket of its own: AWS Config cannot deliver where Object Lock retains objects by default. */
  private configHistory(
    provider: AwsProvider,
    { expireAfterDays }: NonNullable<Detection["config"]>,
    organizationId: string,
    accessLogs: SecureBucket,
  ): void {
    new SecureBucket(this, "config_history", {
      provider,
      name: namesOf(this.zone).configBucket,
      objectLock: false,
      expireAfterDays,
      noncurrentDays: CONFIG_NONCURRENT_DAYS,
      statements: configBucketStatements(this.zone, organizationId),
      accessLogs,
    });
  }
}

/** Whose log files the archive holds: also those of accounts that are gone, as far as the ledger knows their ids. */
function archivedAccountIds(zone: LandingZone, accountIds: AccountIds): readonly string[] {
  const present = zone.accounts.filter(({ state }) => consequence(state, "log-archive") === "listed");
  const gone = zone.departedAccounts
    .filter(({ state }) => consequence(state, "log-archive") === "kept")
    .flatMap(({ identity }) => identity.accountId ?? []);
  return [zone.managementAccount.id, ...present.map((account) => accountIds.of(account)), ...gone];
}

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

/**
 * What CloudTrail needs on the bucket of an organization trail.
 *
 * Source: CloudTrail user guide, S3 bucket policy for organization trails. The trail's ARN bears the management account
 * whoever made the trail. Everything goes below the organization's id; the management account's own is for the case that
 * the trail is changed into one of that account alone.
 */
function archiveBucketStatements(zone: LandingZone, organizationId: string): readonly ResourceStatement[] {
  const { archiveBucketArn, trailArn } = namesOf(zone);
  const write = (sid: string, prefix: string): ResourceStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "s3:PutObject",
    Resource: `${archiveBucketArn}/AWSLogs/${prefix}/*`,
    Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn } },
  });
  return [
    {
      Sid: "AWSCloudTrailAclCheck20150319",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: archiveBucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    write("AWSCloudTrailWrite20150319", zone.managementAccount.id),
    write("AWSCloudTrailOrganizationWrite20150319", organizationId),
  ];
}

/**
 * What recorders of the organization's accounts need on the bucket of their history.
 *
 * Source: AWS Config developer guide, permissions for the S3 bucket for the delivery channel, with
 * `aws:SourceOrgID` in the place of a list of accounts, as Control Tower has it: on `s3:PutObject`, and no condition on
 * the check before (Control Tower user guide, "Amazon S3 bucket policy in the audit account"); read 2026-11-22.
 */
function configBucketStatements(zone: LandingZone, organizationId: string): readonly ResourceStatement[] {
  const { configBucketArn } = namesOf(zone);
  const allow = (
    Sid: string,
    rest: Pick<ResourceStatement, "Action" | "Resource" | "Condition">,
  ): ResourceStatement => ({ Sid, Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, ...rest });
  return [
    allow("AWSConfigBucketCheck", { Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: configBucketArn }),
    allow("AWSConfigBucketDelivery", {
      Action: "s3:PutObject",
      Resource: `${configBucketArn}/AWSLogs/*/Config/*`,
      Condition: { StringEquals: { "aws:SourceOrgID": organizationId, "s3:x-amz-acl": "bucket-owner-full-control" } },
    }),
  ];
}

/** What S3 needs to deliver the archive's server access logs; source: S3 user guide, server access log delivery. */
function accessLogsBucketStatements(zone: LandingZone, accountId: string): readonly ResourceStatement[] {
  const names = namesOf(zone);
  const allow = (Sid: string, bucket: string, bucketArn: string): ResourceStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${names.accessLogsBucketArn}/${bucket}/*`,
    Condition: {
      ArnLike: { "aws:SourceArn": bucketArn },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  });
  return [
    allow("S3ServerAccessLogs", names.archiveBucket, names.archiveBucketArn),
    ...(zone.detection.config === undefined
      ? []
      : [allow("S3ServerAccessLogsOfConfig", names.configBucket, names.configBucketArn)]),
  ];
}

/**
 * Who may use the archive's key: CloudTrail for this trail, and readers in the account for what the trail wrote.
 *
 * Source: CloudTrail user guide, KMS key policies for CloudTrail. A bucket key is made and opened in the bucket's
 * encryption context and not in the trail's, so that context is allowed as well, through S3 only.
 */
function archiveKeyUsers(zone: LandingZone, accountId: string): readonly ResourceStatement[] {
  const { archiveBucketArn, trailArn } = namesOf(zone);
  const { partition, managementAccount, homeRegion } = zone;
  const trails = `arn:${partition}:cloudtrail:*:${managementAccount.id}:trail/*`;
  const use = (
    Sid: string,
    Principal: Principal,
    rest: Pick<ResourceStatement, "Action" | "Condition">,
  ): ResourceStatement => ({ Sid, Effect: "Allow", Principal, ...rest, Resource: "*" });
  const readers = { AWS: `arn:${partition}:iam::${accountId}:root` };
  return [
    use("CloudTrailEncrypt", CLOUDTRAIL, {
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      },
    }),
    use("CloudTrailEncryptByBucketKey", CLOUDTRAIL, {
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:s3:arn": archiveBucketArn },
      },
    }),
    use("CloudTrailDecryptBucketKey", CLOUDTRAIL, {
      Action: "kms:Decrypt",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    }),
    use("CloudTrailDescribe", CLOUDTRAIL, {
      Action: "kms:DescribeKey",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    }),
    use("ReadTrail", readers, {
      Action: "kms:Decrypt",
      Condition: {
        Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      },
    }),
    use("ReadTrailByBucketKey", readers, {
      Action: "kms:Decrypt",
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": archiveBucketArn,
          "kms:ViaService": `s3.${homeRegion}.amazonaws.com`,
        },
      },
    }),
  ];
}
