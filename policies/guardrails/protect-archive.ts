import { archiveBuckets } from "../../model/archive-buckets";
import { namesOf } from "../../model/names";
import type { GuardrailBody } from "./guardrail-body";
import { denyKeyChanges } from "./key-changes";
import { allButDeployingRoles } from "./principals";

/**
 * Keeps the log archive as it is: buckets and key are changed by the landing zone alone, objects by nobody.
 *
 * CloudTrail, AWS Config, server access logging and the lifecycle act as AWS services, which no service control policy
 * binds. A root
 * session with the task policy S3UnlockBucketPolicy is denied here on purpose: these buckets are declared protected.
 */
export const protectArchive: GuardrailBody = (zone) => {
  const names = namesOf(zone);
  const buckets = archiveBuckets(zone).map((bucket) => `arn:*:s3:::${bucket}`);
  return [
    {
      Sid: "ProtectArchiveBuckets",
      Effect: "Deny",
      Action: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketAcl",
        "s3:PutBucketLogging",
        "s3:PutBucketNotification",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      Resource: buckets,
      Condition: allButDeployingRoles(zone),
    },
    {
      Sid: "ProtectArchivePublicAccessBlock",
      Effect: "Deny",
      Action: "s3:PutAccountPublicAccessBlock",
      Resource: "*",
      Condition: allButDeployingRoles(zone),
    },
    {
      Sid: "ProtectArchiveObjects",
      Effect: "Deny",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
        "s3:PutObjectVersionAcl",
        "s3:ReplicateDelete",
      ],
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
    ...denyKeyChanges(zone, "ProtectArchiveKey", names.keyAlias("trail-archive")),
  ];
};
