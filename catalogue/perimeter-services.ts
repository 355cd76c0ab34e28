/**
 * The services whose resources the shipped resource control policies cover.
 *
 * AWS supports more every year; these five are those of AWS's own examples, and hold data, keys, secrets and roles.
 *
 * Source: AWS Organizations user guide, "AWS services that support RCPs" and RCP examples, read 2026-06.
 */
export const PERIMETER_SERVICES = ["s3", "sqs", "kms", "secretsmanager", "sts"] as const;

/**
 * The STS actions that only identities of AWS accounts use.
 *
 * Missing are those of federation (`AssumeRoleWithSAML`, `AssumeRoleWithWebIdentity`), whose callers belong to no
 * organization, with `SetSourceIdentity` and `TagSession`, which go along with them, and `GetCallerIdentity`, which
 * needs no permission.
 *
 * Source: aws-samples/data-perimeter-policy-examples, identity_perimeter_rcp.json and its explanation, read 2026-11.
 */
export const ACCOUNT_IDENTITY_STS_ACTIONS = [
  "sts:AssumeRole",
  "sts:DecodeAuthorizationMessage",
  "sts:GetAccessKeyInfo",
  "sts:GetFederationToken",
  "sts:GetServiceBearerToken",
  "sts:GetSessionToken",
  "sts:SetContext",
] as const;
