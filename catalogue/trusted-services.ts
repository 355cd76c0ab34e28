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

/**
 * The AWS services that get trusted access once a detective service needs it, by the service's name in the configuration.
 *
 * Source: AWS Organizations user guide, pages on GuardDuty and AWS Config; AWS's managed policy IAMAccessAnalyzerFullAccess;
 * documentation of the Terraform AWS provider on Security Hub; all read 2026-11-22.
 */
export const DETECTIVE_TRUSTED_SERVICES = {
  externalAccess: ["access-analyzer.amazonaws.com"],
  unusedAccess: ["access-analyzer.amazonaws.com"],
  guardDuty: ["guardduty.amazonaws.com"],
  securityHub: ["securityhub.amazonaws.com"],
  config: ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"],
} as const;

/**
 * The service that scans volumes for GuardDuty's malware protection.
 *
 * Source: AWS Organizations user guide, "Amazon GuardDuty and AWS Organizations", read 2026-11-22.
 */
export const MALWARE_PROTECTION_SERVICE = "malware-protection.guardduty.amazonaws.com";
