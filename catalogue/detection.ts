/** One protection plan of GuardDuty beside what it always looks at. */
export interface GuardDutyFeatureEntry {
  readonly title: string;
}

/**
 * The protection plans of GuardDuty that need no agent, by AWS's own names.
 *
 * A detector that is made by the API has them on, so those that nobody asked for are switched off by name. Runtime
 * monitoring is missing: it needs agents in the accounts, and is off until somebody switches it on.
 *
 * Source: AWS's model of the GuardDuty API (botocore 1.43.11), DetectorFeature and CreateDetector, read 2026-11-22.
 */
export const GUARDDUTY_FEATURES = {
  S3_DATA_EVENTS: { title: "S3 protection" },
  EKS_AUDIT_LOGS: { title: "EKS audit log monitoring" },
  EBS_MALWARE_PROTECTION: { title: "Malware protection for EC2" },
  RDS_LOGIN_EVENTS: { title: "RDS protection" },
  LAMBDA_NETWORK_LOGS: { title: "Lambda protection" },
} as const satisfies Record<string, GuardDutyFeatureEntry>;

/** The id of a protection plan of GuardDuty. */
export type GuardDutyFeature = keyof typeof GUARDDUTY_FEATURES;

/** The ids of the protection plans, in the order written. */
export const GUARDDUTY_FEATURE_IDS = Object.keys(GUARDDUTY_FEATURES) as readonly GuardDutyFeature[]; // Its keys are known, but typed as string.

/**
 * How soon GuardDuty publishes that a known finding occurred again.
 *
 * Source: AWS's model of the GuardDuty API (botocore 1.43.11), FindingPublishingFrequency, read 2026-11-22.
 */
export const FINDING_FREQUENCIES = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] as const;

/** One of {@link FINDING_FREQUENCIES}. */
export type FindingFrequency = (typeof FINDING_FREQUENCIES)[number];

/** One security standard of Security Hub. */
export interface SecurityStandardEntry {
  readonly title: string;
  /** The end of its ARN. */
  readonly path: string;
}

/**
 * The security standards that Security Hub checks.
 *
 * Source: documentation of the Terraform AWS provider, `aws_securityhub_standards_subscription`, read 2026-11-22; it does
 * not list CIS v5.0.0, whose ARN is that of several public modules and tests (none of them AWS's own).
 */
export const SECURITY_STANDARDS = {
  "foundational-best-practices": {
    title: "AWS Foundational Security Best Practices v1.0.0",
    path: "standards/aws-foundational-security-best-practices/v/1.0.0",
  },
  "cis-1.4.0": {
    title: "CIS AWS Foundations Benchmark v1.4.0",
    path: "standards/cis-aws-foundations-benchmark/v/1.4.0",
  },
  "cis-3.0.0": {
    title: "CIS AWS Foundations Benchmark v3.0.0",
    path: "standards/cis-aws-foundations-benchmark/v/3.0.0",
  },
  "cis-5.0.0": {
    title: "CIS AWS Foundations Benchmark v5.0.0",
    path: "standards/cis-aws-foundations-benchmark/v/5.0.0",
  },
  "nist-800-53": { title: "NIST Special Publication 800-53 Revision 5", path: "standards/nist-800-53/v/5.0.0" },
  "nist-800-171": { title: "NIST Special Publication 800-171 Revision 2", path: "standards/nist-800-171/v/2.0.0" },
  "pci-dss": { title: "PCI DSS v4.0.1", path: "standards/pci-dss/v/4.0.1" },
} as const satisfies Record<string, SecurityStandardEntry>;

/** The id of a security standard. */
export type SecurityStandardId = keyof typeof SECURITY_STANDARDS;

/** The ids of the security standards, in the order written. */
export const SECURITY_STANDARD_IDS = Object.keys(SECURITY_STANDARDS) as readonly SecurityStandardId[]; // Its keys are known, but typed as string.

/** One managed rule of AWS Config that is evaluated in every account with a recorder. */
export interface ConfigRuleEntry {
  readonly title: string;
  /** The identifier of the managed rule. */
  readonly identifier: string;
  /** Parameters of the managed rule. @default its own */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Whether it is in force where the configuration does not say which rules are. */
  readonly isDefault: boolean;
}

/**
 * The managed rules of AWS Config on root users and IAM.
 *
 * The two on the root user's MFA are no default: the IAM user guide says in one place that they are not applicable to an
 * account whose root user has no credentials, and in another that they return noncompliant. Nor is the one on passwords:
 * it demands an expiry of 90 days where no other is given, and the baseline, which sets the policy, lets none expire.
 *
 * Source: AWS Config developer guide, the page of each rule, in AWS's public repository as of 2023, read 2026-11-22.
 * There the security contact is checked in every Region but Hyderabad, Melbourne, Spain, Zurich, China and GovCloud, and
 * the root user's access key in every Region but Osaka: look at the live page before one of them becomes home Region.
 * Figures of the CIS AWS Foundations Benchmark (passwords 1.8 and 1.9, unused credentials 1.12, rotation 1.14) are
 * general knowledge.
 */
export const CONFIG_RULES = {
  "root-access-key": {
    title: "The root user has no access key",
    identifier: "IAM_ROOT_ACCESS_KEY_CHECK",
    isDefault: true,
  },
  "root-mfa": {
    title: "The root user has MFA",
    identifier: "ROOT_ACCOUNT_MFA_ENABLED",
    isDefault: false,
  },
  "root-hardware-mfa": {
    title: "The root user has hardware MFA",
    identifier: "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
    isDefault: false,
  },
  "security-contact": {
    title: "The account has a security contact",
    identifier: "SECURITY_ACCOUNT_INFORMATION_PROVIDED",
    isDefault: true,
  },
  "password-policy": {
    title: "IAM users' passwords are long, mixed and not used twice",
    identifier: "IAM_PASSWORD_POLICY",
    parameters: {
      MinimumPasswordLength: "14",
      PasswordReusePrevention: "24",
      RequireLowercaseCharacters: "true",
      RequireNumbers: "true",
      RequireSymbols: "true",
      RequireUppercaseCharacters: "true",
    },
    isDefault: false,
  },
  "user-mfa": { title: "IAM users have MFA", identifier: "IAM_USER_MFA_ENABLED", isDefault: true },
  "unused-credentials": {
    title: "Credentials of IAM users are used, or gone after 45 days",
    identifier: "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    parameters: { maxCredentialUsageAge: "45" },
    isDefault: true,
  },
  "access-keys-rotated": {
    title: "Access keys are replaced every 90 days",
    identifier: "ACCESS_KEYS_ROTATED",
    parameters: { maxAccessKeyAge: "90" },
    isDefault: true,
  },
  "no-admin-policies": {
    title: "No customer-managed policy allows everything",
    identifier: "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    isDefault: true,
  },
} as const satisfies Record<string, ConfigRuleEntry>;

/** The id of a managed rule. */
export type ConfigRuleId = keyof typeof CONFIG_RULES;

/** The ids of the managed rules, in the order written. */
export const CONFIG_RULE_IDS = Object.keys(CONFIG_RULES) as readonly ConfigRuleId[]; // Its keys are known, but typed as string.
