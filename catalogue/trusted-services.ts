/**
 * The AWS services that get trusted access to the organization, and what each is needed for.
 *
 * Source: AWS Organizations user guide, "AWS services that you can use with AWS Organizations", read 2026-06.
 */
export const TRUSTED_SERVICES = {
  "account.amazonaws.com": "contacts, names and e-mail addresses of accounts, set from the management account",
  "cloudtrail.amazonaws.com": "the organization trail",
  "iam.amazonaws.com": "central root access",
  "sso.amazonaws.com": "IAM Identity Center",
} as const;
