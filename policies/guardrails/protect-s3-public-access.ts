import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles } from "./principals";

/**
 * Keeps the public-access block of the account as the landing zone sets it, and denies public access lists.
 *
 * The block of a single bucket stays the team's: most modules set it, and nothing is public while the account's is on.
 */
export const protectS3PublicAccess: GuardrailBody = (zone) => [
  {
    Sid: "ProtectAccountPublicAccessBlock",
    Effect: "Deny",
    Action: "s3:PutAccountPublicAccessBlock",
    Resource: "*",
    Condition: allButDeployingRoles(zone),
  },
  {
    Sid: "DenyPublicAccessLists",
    Effect: "Deny",
    Action: ["s3:CreateBucket", "s3:PutBucketAcl", "s3:PutObject", "s3:PutObjectAcl"],
    Resource: "*",
    Condition: {
      ...allButDeployingRoles(zone),
      StringEquals: { "s3:x-amz-acl": ["authenticated-read", "public-read", "public-read-write"] },
    },
  },
];
