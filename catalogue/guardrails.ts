/** Where a built-in guardrail is attached unless the configuration says otherwise. */
export type DefaultAttachment = "root" | "suspended" | "log-archive-account";

/** The kinds of authorization policy that AWS Organizations evaluates. */
export type PolicyType = "scp" | "rcp";

/** One built-in guardrail, without its body: that is in `policies/guardrails/`. */
export interface GuardrailEntry {
  readonly title: string;
  /** What would go wrong without it, in one sentence. */
  readonly reason: string;
  readonly policyType: PolicyType;
  /** A critical guardrail may not be destroyed by a change of configuration. */
  readonly critical: boolean;
  readonly attachTo: DefaultAttachment;
  readonly source: string;
}

const SCP_EXAMPLES = "AWS Organizations user guide, service control policy examples";

/** The guardrails that Rootstock ships, by id. */
export const GUARDRAILS = {
  "deny-root": {
    title: "Deny long-term root",
    reason:
      "Whoever gains a member account's root credentials would hold every permission in it; only 15-minute root sessions and accounts in the Recovery OU are spared.",
    policyType: "scp",
    critical: true,
    attachTo: "root",
    source: "IAM user guide, centrally manage root access; Control Tower control GRRESTRICTROOTUSER",
  },
  "deny-leave-organization": {
    title: "Deny leaving the organization",
    reason: "An account that leaves is bound by no guardrail, sends no logs to the archive and pays its own bill.",
    policyType: "scp",
    critical: true,
    attachTo: "root",
    source: SCP_EXAMPLES,
  },
  "protect-trail": {
    title: "Protect the organization trail",
    reason: "An intruder's first step is to stop the trail that would show the second.",
    policyType: "scp",
    critical: true,
    attachTo: "root",
    source: "CloudTrail user guide, security best practices; Control Tower control GRCLOUDTRAILCHANGEPROHIBITED",
  },
  "protect-archive": {
    title: "Protect the log archive",
    reason: "Evidence that the archive account's own administrators can delete is no evidence.",
    policyType: "scp",
    critical: true,
    attachTo: "log-archive-account",
    source: "Control Tower mandatory controls for the log archive",
  },
  "protect-alerting": {
    title: "Protect the alert path",
    reason: "A rule, bus, topic or dead-letter queue that anyone may change is an alarm that anyone may silence.",
    policyType: "scp",
    critical: true,
    attachTo: "root",
    source: "Control Tower controls for EventBridge and SNS set up by Control Tower",
  },
  "protect-root-settings": {
    title: "Protect root settings, contacts and Regions",
    reason:
      "Central root access, the security contact and the set of Regions belong to the organization, not to a member.",
    policyType: "scp",
    critical: false,
    attachTo: "root",
    source: "AWS Account Management reference guide, alternate contacts and Regions",
  },
  "deny-root-access-keys": {
    title: "Deny root access keys",
    reason: "A root access key is a password without a second factor that works from anywhere.",
    policyType: "scp",
    critical: false,
    attachTo: "root",
    source: "Control Tower control GRRESTRICTROOTUSERACCESSKEYS; Security Hub IAM.4",
  },
  "protect-landing-zone-roles": {
    title: "Protect the landing zone's roles",
    reason:
      "The other guardrails spare the deployment roles by name, so nobody else may create or change a role of that name.",
    policyType: "scp",
    critical: true,
    attachTo: "root",
    source: "aws-samples/service-control-policy-examples, Deny-modifications-to-specific-IAM-roles",
  },
  "restrict-suspended": {
    title: "Restrict suspended accounts",
    reason: "An account on its way out should run nothing and change nothing but what the landing zone does.",
    policyType: "scp",
    critical: true,
    attachTo: "suspended",
    source: SCP_EXAMPLES,
  },
} as const satisfies Record<string, GuardrailEntry>;

/** The id of a built-in guardrail. */
export type BuiltInGuardrailId = keyof typeof GUARDRAILS;

/** The id of a built-in guardrail other than deny-root, which has a setting of its own. */
export type CompanionGuardrailId = Exclude<BuiltInGuardrailId, "deny-root">;
