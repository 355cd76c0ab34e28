import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { protectedLifecycle } from "./protection";
import { denyInsecureTransport, type ResourceStatement, resourcePolicy } from "./resource-policy";

/** For how long objects cannot be deleted unless a writer says otherwise. */
export interface DefaultRetention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly days: number;
}

/** What a bucket is called, how it is encrypted and for how long it keeps what. */
export interface SecureBucketProps {
  readonly provider: AwsProvider;
  readonly name: string;
  /** The key of objects without one of their own. @default keys that S3 manages */
  readonly kmsKeyArn?: string;
  /** Whether objects can be locked: a bucket that receives server access logs cannot have it. */
  readonly objectLock: boolean;
  /** @default none */
  readonly defaultRetention?: DefaultRetention;
  /** @default objects do not expire */
  readonly expireAfterDays?: number;
  /** For how long a replaced or deleted version is kept. */
  readonly noncurrentDays: number;
  /** Beside the denial of connections without TLS. */
  readonly statements: readonly ResourceStatement[];
  /** The bucket that gets the server access logs. @default none */
  readonly accessLogs?: SecureBucket;
  /** Whether Terraform may destroy it with all that is in it. @default false */
  readonly disposable?: boolean;
}

const UNFINISHED_UPLOAD_DAYS = 7;

/** A bucket that is versioned, encrypted, closed to the public, without ACLs, for TLS only and, unless disposable, not destroyed. */
export class SecureBucket extends Construct {
  readonly bucketName: string;
  private readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    const { provider, name, objectLock, statements, disposable = false } = props;
    const { zone } = stackOf(this);
    const bucket = new S3Bucket(this, MAIN_CHILD, {
      provider,
      bucket: name,
      objectLockEnabled: objectLock,
      ...(disposable ? { forceDestroy: true } : { lifecycle: protectedLifecycle(this) }),
    });
    this.bucketName = bucket.bucket;
    new S3BucketPublicAccessBlock(this, "public_access_block", {
      provider,
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      provider,
      bucket: bucket.bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      provider,
      bucket: bucket.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    this.encrypt(props);
    const arn = `arn:${zone.partition}:s3:::${name}`;
    this.policy = new S3BucketPolicy(this, "policy", {
      provider,
      bucket: bucket.bucket,
      policy: resourcePolicy([...statements, denyInsecureTransport("s3:*", [arn, `${arn}/*`])]),
    });
    this.expire(props, versioning);
    this.lock(props, versioning);
    this.log(props);
  }

  private encrypt({ provider, kmsKeyArn }: SecureBucketProps): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      provider,
      bucket: this.bucketName,
      rule: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private expire(
    { provider, expireAfterDays, noncurrentDays }: SecureBucketProps,
    versioning: S3BucketVersioningA,
  ): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      provider,
      bucket: this.bucketName,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          ...(expireAfterDays === undefined ? {} : { expiration: [{ days: expireAfterDays }] }),
          noncurrentVersionExpiration: [{ noncurrentDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_UPLOAD_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
  }

  private lock({ provider, defaultRetention }: SecureBucketProps, versioning: S3BucketVersioningA): void {
    if (defaultRetention === undefined) return;
    new S3BucketObjectLockConfigurationA(this, "object_lock", {
      provider,
      bucket: this.bucketName,
      rule: { defaultRetention: { ...defaultRetention } },
      dependsOn: [versioning],
    });
  }

  private log({ provider, name, accessLogs }: SecureBucketProps): void {
    if (accessLogs === undefined) return;
    new S3BucketLoggingA(this, "logging", {
      provider,
      bucket: this.bucketName,
      targetBucket: accessLogs.bucketName,
      targetPrefix: `${name}/`,
      dependsOn: [accessLogs.policy],
    });
  }
}
