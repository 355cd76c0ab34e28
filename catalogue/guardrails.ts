/**
 * Where a built-in guardrail is attached unless the configuration says otherwise.
 *
 * `top-level-units` is every unit directly below the root but Recovery and Suspended; `detective-services` is the root
 * where a detective service runs in every account, and the security account where only analyzers run there; `declared`
 * is nowhere: whoever switches it on has to say where.
 */
export type DefaultAttachment =
  | "root"
  | "suspended"
  | "log-archive-account"
  | "detective-services"
  | "top-level-units"
  | "declared";

/** The policies that deny actions, in statements. */
export const AUTHORIZATION_POLICY_TYPES = ["scp", "rcp"] as const;

/** The policies that set how accounts and services behave, inherited key by key. */
export const MANAGEMENT_POLICY_TYPES = ["tag", "ai-opt-out", "declarative-ec2"] as const;

/** One of {@link AUTHORIZATION_POLICY_TYPES}. */
export type AuthorizationPolicyType = (typeof AUTHORIZATION_POLICY_TYPES)[number];

/** One of {@link MANAGEMENT_POLICY_TYPES}. */
export type ManagementPolicyType = (typeof MANAGEMENT_POLICY_TYPES)[number];

/** The kinds of policy of AWS Organizations that guardrails are made of. */
export type PolicyType = AuthorizationPolicyType | ManagementPolicyType;

/** One built-in guardrail, without its body: that is in `policies/guardrails/`. */
export interface GuardrailEntry {
  readonly title: string;
  /** What would go wrong without it, in one sentence. */
  readonly reason: string;
  readonly policyType: PolicyType;
  /** Whether it is in force where the configuration says nothing of it; what is `off` is opt-in. */
  readonly default: "enforce" | "off";
  /** A critical guardrail may not be destroyed by a change of configuration. */
  readonly critical: boolean;
  readonly attachTo: DefaultAttachment;
  readonly source: string;
}

const PERIMETER_EXAMPLES = "aws-samples/data-perimeter-policy-examples, resource control policies";
const SCP_EXAMPLES = "AWS Organizations user guide, service control policy examples";

/** The guardrails that Rootstock ships, by id. */
export const GUARDRAILS = {
  "deny-root": {
    title: "Deny long-term root",
    reason:
      "Whoever gains a member account's root credentials would hold every permission in it; only 15-minute root sessions and accounts in the Recovery OU are spared.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "root",
    source: "IAM user guide, centrally manage root access; Control Tower control GRRESTRICTROOTUSER",
  },
  "deny-leave-organization": {
    title: "Deny leaving the organization",
    reason: "An account that leaves is bound by no guardrail, sends no logs to the archive and pays its own bill.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "root",
    source: SCP_EXAMPLES,
  },
  "protect-trail": {
    title: "Protect the organization trail",
    reason: "An intruder's first step is to stop the trail that would show the second.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "root",
    source: "CloudTrail user guide, security best practices; Control Tower control GRCLOUDTRAILCHANGEPROHIBITED",
  },
  "protect-archive": {
    title: "Protect the log archive",
    reason: "Evidence that the archive account's own administrators can delete is no evidence.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "log-archive-account",
    source: "Control Tower mandatory controls for the log archive",
  },
  "protect-alerting": {
    title: "Protect the alert path",
    reason: "A rule, bus, topic or dead-letter queue that anyone may change is an alarm that anyone may silence.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "root",
    source: "Control Tower controls for EventBridge and SNS set up by Control Tower",
  },
  "protect-root-settings": {
    title: "Protect root settings, contacts and Regions",
    reason:
      "Central root access, the security contact and the set of Regions belong to the organization, not to a member.",
    policyType: "scp",
    default: "enforce",
    critical: false,
    attachTo: "root",
    source: "AWS Account Management reference guide, alternate contacts and Regions",
  },
  "deny-root-access-keys": {
    title: "Deny root access keys",
    reason: "A root access key is a password without a second factor that works from anywhere.",
    policyType: "scp",
    default: "enforce",
    critical: false,
    attachTo: "root",
    source: "Control Tower control GRRESTRICTROOTUSERACCESSKEYS; Security Hub IAM.4",
  },
  "protect-landing-zone-roles": {
    title: "Protect the landing zone's roles",
    reason:
      "The other guardrails spare the deployment roles by name, so nobody else may create or change a role of that name.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "root",
    source: "aws-samples/service-control-policy-examples, Deny-modifications-to-specific-IAM-roles",
  },
  "restrict-suspended": {
    title: "Restrict suspended accounts",
    reason: "An account on its way out should run nothing and change nothing but what the landing zone does.",
    policyType: "scp",
    default: "enforce",
    critical: true,
    attachTo: "suspended",
    source: SCP_EXAMPLES,
  },
  "protect-detection": {
    title: "Protect the detective services",
    reason: "Who may switch off what would report them is reported by nobody.",
    policyType: "scp",
    default: "enforce",
    critical: false,
    attachTo: "detective-services",
    source: "GuardDuty and Security Hub user guides; Control Tower controls for AWS Config; SCP examples",
  },
  "region-restriction": {
    title: "Restrict Regions",
    reason: "What runs in a Region that nobody governs is watched by nobody: no rule forwards its events.",
    policyType: "scp",
    default: "off",
    critical: false,
    attachTo: "top-level-units",
    source:
      "Control Tower control GRREGIONDENY; AWS Organizations user guide, deny access based on the requested Region",
  },
  "deny-iam-users": {
    title: "Deny IAM users and long-lived keys",
    reason: "A key that never expires is found in a repository years later; people and programs use roles.",
    policyType: "scp",
    default: "off",
    critical: false,
    attachTo: "top-level-units",
    source: "aws-samples/service-control-policy-examples, Deny-critical-IAM-user-actions; CIS 1.20",
  },
  "require-imdsv2": {
    title: "Require IMDSv2",
    reason:
      "With version 1 of the metadata service, one forged request to a web server hands out its role's credentials.",
    policyType: "scp",
    default: "off",
    critical: false,
    attachTo: "top-level-units",
    source: "EC2 user guide, example policies for the instance metadata service; Security Hub EC2.8",
  },
  "require-ebs-encryption": {
    title: "Require encrypted volumes",
    reason: "A volume that was created in clear stays in clear, and so does every snapshot and copy of it.",
    policyType: "scp",
    default: "off",
    critical: false,
    attachTo: "top-level-units",
    source: "EBS user guide, encryption by default; Security Hub EC2.7",
  },
  "protect-s3-public-access": {
    title: "Protect the S3 public-access block",
    reason: "The block of the whole account is the last thing between a slip in one bucket policy and a data leak.",
    policyType: "scp",
    default: "off",
    critical: false,
    attachTo: "top-level-units",
    source: "S3 user guide, blocking public access; Control Tower controls for S3; Security Hub S3.1",
  },
  "rcp-require-tls": {
    title: "Require TLS",
    reason: "A request in clear can be read and repeated by whoever sits on the way, signature included.",
    policyType: "rcp",
    default: "off",
    critical: false,
    attachTo: "declared",
    source: "AWS Organizations user guide, RCP examples, restrict access to only HTTPS connections",
  },
  "rcp-confused-deputy": {
    title: "Deny AWS services that act for strangers",
    reason: "An AWS service that may write here can be made to do so from any account in the world.",
    policyType: "rcp",
    default: "off",
    critical: false,
    attachTo: "declared",
    source: PERIMETER_EXAMPLES,
  },
  "rcp-identity-perimeter": {
    title: "Deny identities of strangers",
    reason:
      "One resource policy with a wrong account id or a star opens data or a role to people outside the organization.",
    policyType: "rcp",
    default: "off",
    critical: false,
    attachTo: "declared",
    source: PERIMETER_EXAMPLES,
  },
  "tag-policy": {
    title: "Standardize tags",
    reason: "Costs and owners are found by tags, and only as long as everybody spells them the same way.",
    policyType: "tag",
    default: "off",
    critical: false,
    attachTo: "root",
    source: "AWS Organizations user guide, tag policy syntax",
  },
  "ai-opt-out": {
    title: "Opt out of AI services' use of content",
    reason: "Some AI services of AWS may store what they process, elsewhere too, to improve themselves.",
    policyType: "ai-opt-out",
    default: "off",
    critical: false,
    attachTo: "root",
    source:
      "AWS Organizations user guide, AI services opt-out policy examples, opt out of all and forbid child policies",
  },
  "declarative-ec2": {
    title: "Set EC2 defaults",
    reason:
      "Metadata version 1, public images and snapshots and the serial console are off by the service itself, whatever API is used.",
    policyType: "declarative-ec2",
    default: "off",
    critical: false,
    attachTo: "root",
    source: "AWS Organizations user guide, declarative policy syntax",
  },
} as const satisfies Record<string, GuardrailEntry>;

/** The id of a built-in guardrail. */
export type BuiltInGuardrailId = keyof typeof GUARDRAILS;

/** The id of a built-in guardrail other than deny-root, which has a setting of its own. */
export type CompanionGuardrailId = Exclude<BuiltInGuardrailId, "deny-root">;

/** The id of a built-in guardrail that is a policy of statements. */
export type AuthorizationGuardrailId = IdOf<AuthorizationPolicyType>;

/** The id of a built-in guardrail that is a management policy. */
export type ManagementGuardrailId = IdOf<ManagementPolicyType>;

type IdOf<T extends PolicyType> = {
  [K in BuiltInGuardrailId]: (typeof GUARDRAILS)[K]["policyType"] extends T ? K : never;
}[BuiltInGuardrailId];
