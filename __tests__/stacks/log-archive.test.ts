import { describe, expect, test } from "@jest/globals";
import type { TrailConfig } from "../../model/config";
import { at, jsonAt } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, resourcesIn, synthesize } from "../support/synthesize";

const synthesized = synthesize(minimalConfig());
const stack = synthesized.stacks["log-archive"];

const ORGANIZATION = "${data.terraform_remote_state.organization.outputs.organization_id}";
const ACCOUNT = "${data.terraform_remote_state.accounts-1.outputs.account_id_log-archive}";
const TRAIL = "arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-organization-trail";
const ARCHIVE = "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1";
const ACCESS_LOGS = "arn:aws:s3:::acme-access-logs-111111111111-eu-central-1";
const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

const insecure = (bucket: string) => ({
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucket, `${bucket}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

describe("the archive bucket", () => {
  test("lets CloudTrail write for this trail, below the management account's and the organization's id, over TLS", () => {
    expect(jsonAt(resourceOf(stack, "aws_s3_bucket_policy", "archive_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AWSCloudTrailAclCheck20150319",
          Effect: "Allow",
          Principal: CLOUDTRAIL,
          Action: "s3:GetBucketAcl",
          Resource: ARCHIVE,
          Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
        },
        {
          Sid: "AWSCloudTrailWrite20150319",
          Effect: "Allow",
          Principal: CLOUDTRAIL,
          Action: "s3:PutObject",
          Resource: `${ARCHIVE}/AWSLogs/111111111111/*`,
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL } },
        },
        {
          Sid: "AWSCloudTrailOrganizationWrite20150319",
          Effect: "Allow",
          Principal: CLOUDTRAIL,
          Action: "s3:PutObject",
          Resource: `${ARCHIVE}/AWSLogs/${ORGANIZATION}/*`,
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL } },
        },
        insecure(ARCHIVE),
      ],
    });
  });

  test("is encrypted by the archive key, with a bucket key", () => {
    expect(
      at(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration", "archive_encryption"), "rule"),
    ).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.archive_key.arn}",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("logs accesses to the other bucket, once that lets S3 write", () => {
    expect(resourceOf(stack, "aws_s3_bucket_logging", "archive_logging")).toMatchObject({
      target_bucket: "${aws_s3_bucket.access_logs.bucket}",
      target_prefix: "acme-org-trail-111111111111-eu-central-1/",
      depends_on: ["aws_s3_bucket_policy.access_logs_policy"],
    });
  });

  test.each<[string, TrailConfig, unknown]>([
    ["in governance mode for a year", {}, { mode: "GOVERNANCE", days: 365 }],
    ["for as long as declared", { objectLock: { days: 30 } }, { mode: "GOVERNANCE", days: 30 }],
    [
      "in compliance mode when acknowledged",
      {
        objectLock: {
          mode: "compliance",
          days: 90,
          acknowledgement: "locked objects cannot be deleted by anyone, root included, until the lock runs out",
        },
      },
      { mode: "COMPLIANCE", days: 90 },
    ],
    ["not by default while only observed", { mode: "observe" }, undefined],
  ])("locks objects %s", (_case, trail, retention) => {
    const { stacks } = synthesize(minimalConfig({ trail }));
    const lock = stacks["log-archive"]?.resource?.aws_s3_bucket_object_lock_configuration?.archive_object_lock;
    expect(at(lock, "rule", "default_retention")).toEqual(retention);
    expect(at(stacks["log-archive"], "resource", "aws_s3_bucket", "archive", "object_lock_enabled")).toBe(true);
  });

  test("expires log files later than their lock", () => {
    expect(
      at(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "archive_lifecycle"), "rule", 0),
    ).toMatchObject({
      status: "Enabled",
      expiration: [{ days: 2555 }],
      noncurrent_version_expiration: [{ noncurrent_days: 365 }],
    });
  });
});

describe("the access-log bucket", () => {
  test("lets S3 write the archive's access logs only", () => {
    expect(jsonAt(resourceOf(stack, "aws_s3_bucket_policy", "access_logs_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "S3ServerAccessLogs",
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${ACCESS_LOGS}/acme-org-trail-111111111111-eu-central-1/*`,
          Condition: { ArnLike: { "aws:SourceArn": ARCHIVE }, StringEquals: { "aws:SourceAccount": ACCOUNT } },
        },
        insecure(ACCESS_LOGS),
      ],
    });
  });

  test("has no Object Lock, or S3 could not deliver, and no key of ours", () => {
    expect(at(resourceOf(stack, "aws_s3_bucket", "access_logs"), "object_lock_enabled")).toBe(false);
    expect(stack?.resource?.aws_s3_bucket_object_lock_configuration).not.toHaveProperty("access_logs_object_lock");
    expect(
      at(
        resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration", "access_logs_encryption"),
        "rule",
        0,
        "apply_server_side_encryption_by_default",
      ),
    ).toEqual({ sse_algorithm: "AES256" });
  });
});

describe.each(["archive", "access_logs"])("the bucket %s", (bucket) => {
  test("is versioned, closed to the public, without ACLs and not destroyed", () => {
    expect(at(resourceOf(stack, "aws_s3_bucket", bucket), "lifecycle")).toEqual({ prevent_destroy: true });
    expect(
      at(resourceOf(stack, "aws_s3_bucket_versioning", `${bucket}_versioning`), "versioning_configuration"),
    ).toEqual({
      status: "Enabled",
    });
    expect(at(resourceOf(stack, "aws_s3_bucket_ownership_controls", `${bucket}_ownership`), "rule")).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(resourceOf(stack, "aws_s3_bucket_public_access_block", `${bucket}_public_access_block`)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });
});

describe("the archive key", () => {
  const key = resourceOf(stack, "aws_kms_key", "archive_key");

  test("is rotated, published and not destroyed", () => {
    expect(key).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
    expect(at(stack, "output", "archive_key_arn", "value")).toBe("${aws_kms_key.archive_key.arn}");
  });

  test("has the alias that the guardrail on the archive names", () => {
    const alias = resourceOf(stack, "aws_kms_alias", "archive_key_alias");
    expect(synthesized.texts.guardrails).toContain(alias.name);
  });

  test("serves CloudTrail for this trail and readers for what it wrote, and nobody else", () => {
    const readers = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    const trails = "arn:aws:cloudtrail:*:111111111111:trail/*";
    const statement = (Sid: string, Principal: unknown, Action: unknown, Condition: unknown) => ({
      Sid,
      Effect: "Allow",
      Principal,
      Action,
      Condition,
      Resource: "*",
    });
    const policy = jsonAt(key, "policy");
    expect(at(policy, "Statement", 0)).toMatchObject({
      Sid: "AccountAdministration",
      Principal: readers,
      Resource: "*",
    });
    const administration = at(policy, "Statement", 0, "Action");
    expect(administration).toContain("kms:Put*");
    for (const action of ["kms:*", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"]) {
      expect(administration).not.toContain(action);
    }
    const statements = at(policy, "Statement");
    expect(Array.isArray(statements) ? statements.slice(1) : []).toEqual([
      statement("CloudTrailEncrypt", CLOUDTRAIL, "kms:GenerateDataKey*", {
        StringEquals: { "aws:SourceArn": TRAIL },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      }),
      statement("CloudTrailEncryptByBucketKey", CLOUDTRAIL, "kms:GenerateDataKey*", {
        StringEquals: { "aws:SourceArn": TRAIL, "kms:EncryptionContext:aws:s3:arn": ARCHIVE },
      }),
      statement("CloudTrailDecryptBucketKey", CLOUDTRAIL, "kms:Decrypt", { StringEquals: { "aws:SourceArn": TRAIL } }),
      statement("CloudTrailDescribe", CLOUDTRAIL, "kms:DescribeKey", { StringEquals: { "aws:SourceArn": TRAIL } }),
      statement("ReadTrail", readers, "kms:Decrypt", {
        Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      }),
      statement("ReadTrailByBucketKey", readers, "kms:Decrypt", {
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": ARCHIVE,
          "kms:ViaService": "s3.eu-central-1.amazonaws.com",
        },
      }),
    ]);
  });
});

describe("the stack log-archive", () => {
  test("acts in the log archive account only", () => {
    expect(at(stack, "provider", "aws")).toEqual([
      expect.objectContaining({
        allowed_account_ids: [ACCOUNT],
        assume_role: [{ role_arn: `arn:aws:iam::${ACCOUNT}:role/\${var.account_role}`, session_name: "rootstock" }],
      }),
    ]);
  });

  test("has a resource in its JSON for every one constructed", () => {
    expect(resourcesIn(stack ?? {})).toBe(synthesized.resourceConstructs["log-archive"]);
  });

  test("comes after the organization and the accounts", () => {
    expect([...(synthesized.manifest.stacks["log-archive"]?.dependencies ?? [])].sort()).toEqual([
      "accounts-1",
      "organization",
    ]);
  });

  test("loses its protection only to a declared teardown", () => {
    const torn = synthesize(
      minimalConfig({ teardown: { stacks: ["log-archive"], reason: "end of the trial", until: "2026-12-31" } }),
    );
    const bucket = resourceOf(torn.stacks["log-archive"], "aws_s3_bucket", "archive");
    expect(at(bucket, "lifecycle", "prevent_destroy")).toBe(false);
    expect(at(torn.stacks.monitoring, "resource", "aws_cloudtrail", "trail", "lifecycle", "prevent_destroy")).toBe(
      true,
    );
  });
});
