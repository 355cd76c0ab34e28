import { ROOT_MECHANISM_IDS, ROOT_MECHANISMS, type RootMechanismId } from "../catalogue/root-mechanisms";
import type { Account, LandingZone } from "../model/landing-zone";
import { accountsStackName } from "../model/ledger";
import { targetKey } from "../model/policy-target";
import { policyOfGuardrail } from "../policies/guardrail-policies";
import { rootNotDenied } from "../policies/proofs/built-in-proofs";

/** The resources of one stack's Terraform JSON: by type and name. */
export interface EmittedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The Terraform JSON of every stack, by its name. */
export type EmittedStacks = Readonly<Record<string, EmittedStack>>;

/**
 * Whether a mechanism is answered for an account.
 *
 * `not-bound-by-scp`: what prevents elsewhere does not bind here, and the evidence is of what compensates for it.
 * `spared`: the account is declared in the Recovery OU. `not-configured`: evidence is missing.
 */
export type PostureStatus = "answered" | "not-bound-by-scp" | "spared" | "not-configured";

/** What answers one mechanism for one account. */
export interface PostureAnswer {
  readonly mechanism: RootMechanismId;
  /** The key of the account; `undefined` for the management account. */
  readonly account: string | undefined;
  readonly status: PostureStatus;
  /** Terraform addresses with their stack, for example `guardrails: aws_organizations_policy.deny-root`. */
  readonly evidence: readonly string[];
  /** What is missing, in the same form, or as a setting of the configuration. @default nothing */
  readonly missing: readonly string[];
  /** What to do about what is missing; empty when nothing is. */
  readonly todo: string;
}

/** Something that must be in the emitted JSON, or in the configuration. */
interface Requirement {
  readonly what: string;
  readonly isMet: boolean;
}

/** What a mechanism needs for one account. */
interface Demand {
  readonly requirements: readonly Requirement[];
  /** @default "answered" */
  readonly status?: Exclude<PostureStatus, "not-configured">;
  readonly todo: string;
}

/** A subject of the report: a member account, or the management account. */
type Subject = { readonly isManagement: true } | { readonly isManagement: false; readonly account: Account };

function baselineStack(subject: Subject): string {
  return subject.isManagement ? "baseline-management" : `baseline-${subject.account.key}`;
}

/** What answers each of the twelve mechanisms, for the management account first and then for every member by key. */
export function posture(zone: LandingZone, stacks: EmittedStacks): readonly PostureAnswer[] {
  const subjects: readonly Subject[] = [
    { isManagement: true },
    ...zone.accounts.map((account) => ({ isManagement: false, account }) as const),
  ];
  const look = new Evidence(stacks, zone);
  return subjects.flatMap((subject) =>
    ROOT_MECHANISM_IDS.map((mechanism) => answer(mechanism, subject, demand(mechanism, subject, zone, look))),
  );
}

/** The posture as Markdown: a line for each mechanism, with the accounts that differ from the others. */
export function renderPosture(answers: readonly PostureAnswer[]): string {
  const lines = [
    "# Posture",
    "",
    "What answers each mechanism in the emitted Terraform JSON; nothing live was read.",
    "",
  ];
  for (const [index, mechanism] of ROOT_MECHANISM_IDS.entries()) {
    lines.push(`## ${index + 1}. ${ROOT_MECHANISMS[mechanism]}`, "");
    const ofMechanism = answers.filter((candidate) => candidate.mechanism === mechanism);
    for (const words of new Set(ofMechanism.map(inWords))) {
      const members = ofMechanism.filter((candidate) => inWords(candidate) === words);
      const names = members.map(({ account }) => account ?? "management account").join(", ");
      lines.push(`- **${words}** (${names})`);
      for (const item of [...new Set(members.flatMap(({ evidence }) => evidence))]) lines.push(`  - ${item}`);
      for (const item of [...new Set(members.flatMap(({ missing }) => missing))]) lines.push(`  - missing: ${item}`);
    }
    lines.push("");
  }
  return lines.join("\n");
}

function inWords({ status, todo }: PostureAnswer): string {
  return todo === "" ? WORDS[status] : `${WORDS[status]}: ${todo}`;
}

const WORDS: Readonly<Record<PostureStatus, string>> = {
  answered: "answered",
  "not-bound-by-scp": "not bound by SCP; instead",
  spared: "spared in the Recovery OU, as declared",
  "not-configured": "not configured",
};

function answer(mechanism: RootMechanismId, subject: Subject, { requirements, status, todo }: Demand): PostureAnswer {
  const named = (isMet: boolean): readonly string[] =>
    requirements.filter((requirement) => requirement.isMet === isMet).map(({ what }) => what);
  const missing = named(false);
  return {
    mechanism,
    account: subject.isManagement ? undefined : subject.account.key,
    status: missing.length > 0 ? "not-configured" : (status ?? "answered"),
    evidence: named(true),
    missing,
    todo: missing.length > 0 ? todo : "",
  };
}

const DENY_ROOT = "Enforce deny-root, at the organization root or on a unit above the account.";

function demand(mechanism: RootMechanismId, subject: Subject, zone: LandingZone, look: Evidence): Demand {
  switch (mechanism) {
    case "mfa":
      return subject.isManagement
        ? {
            status: "not-bound-by-scp",
            requirements: [look.managementRule("root-credential-change"), look.alarm("root-usage")],
            todo: "Switch trail and alerting on: only alarms tell of a lost MFA device there; audit reads the device.",
          }
        : { requirements: [look.centralRootAccess("RootCredentialsManagement")], todo: CENTRAL_ROOT_ACCESS };
    case "routine-identities":
      return {
        requirements: [look.any("identity", "aws_ssoadmin_account_assignment"), look.alarm("root-usage")],
        todo: "Enable an Identity Center instance by hand, then declare groups and assignments.",
      };
    case "least-privilege":
      return {
        requirements: [
          look.any("identity", "aws_ssoadmin_permission_set"),
          // The organization's analyzers look at every account; one of the account's own does where they are off.
          look.any(
            zone.detection.externalAccess === undefined ? baselineStack(subject) : "detection",
            "aws_accessanalyzer_analyzer",
          ),
        ],
        todo: "Declare permission sets, and leave the organization's analyzers on (detection.externalAccess).",
      };
    case "access-keys":
      return subject.isManagement
        ? {
            status: "not-bound-by-scp",
            requirements: [look.managementRule("root-credential-change")],
            todo: "Switch alerting on: only an alarm tells of a new key there; audit reads the keys.",
          }
        : {
            requirements: [
              ...look.guardrail("deny-root-access-keys", subject.account, zone),
              look.centralRootAccess("RootCredentialsManagement"),
            ],
            todo: "Enforce the guardrail deny-root-access-keys and central root access.",
          };
    case "just-in-time":
      return subject.isManagement
        ? {
            status: "not-bound-by-scp",
            requirements: [look.managementRule("assume-root"), look.managementRule("root-sign-in")],
            todo: "Switch alerting on: root sessions start in the management account, and none can be opened in it.",
          }
        : {
            requirements: [look.centralRootAccess("RootSessions"), look.alarm("assume-root")],
            todo: CENTRAL_ROOT_ACCESS,
          };
    case "scp":
      return subject.isManagement
        ? {
            status: "not-bound-by-scp",
            requirements: [look.managementRule("root-sign-in"), look.alarm("root-usage")],
            todo: "Switch trail and alerting on: no policy binds the management account, and only alarms are left.",
          }
        : zone.recovery.some(({ account }) => account.key === subject.account.key)
          ? { status: "spared", requirements: look.guardrail("deny-root", subject.account, zone), todo: DENY_ROOT }
          : {
              requirements: [
                ...look.guardrail("deny-root", subject.account, zone),
                look.proofOfDenyRoot(subject.account),
              ],
              todo: DENY_ROOT,
            };
    case "passwords":
      return {
        requirements: [look.any(baselineStack(subject), "aws_iam_account_password_policy")],
        todo: "Switch the baseline on, whose password policy holds for IAM users; root's own rules are fixed by AWS.",
      };
    case "review":
      return {
        requirements: [
          look.any("monitoring", "aws_cloudwatch_query_definition"),
          look.one("security", "aws_cloudwatch_event_rule", "weekly-review"),
        ],
        todo: "Switch the parts of `review` on, and with them trail and alerting.",
      };
    case "alerting":
      return {
        requirements: [
          look.one("monitoring", "aws_cloudtrail", "trail"),
          look.one("log-archive", "aws_s3_bucket_object_lock_configuration", "archive_object_lock"),
          look.alarm("root-usage"),
          look.one("security", "aws_cloudwatch_event_rule", "root-sign-in"),
        ],
        todo: "Enforce trail and alerting.",
      };
    case "limited-usage":
      return {
        requirements: [look.alarm("root-usage"), look.one("security", "aws_cloudwatch_event_rule", "root-api-use")],
        todo: "Switch trail and alerting on; `recover --tasks` lists today's way around each root-only task.",
      };
    case "organization":
      return {
        requirements: [
          subject.isManagement
            ? look.one("organization", "aws_organizations_organization", "organization")
            : look.one(accountsStackName(subject.account.shard), "aws_organizations_account", subject.account.key),
          look.alarm("organizations-changes"),
        ],
        todo: "Switch trail and alerting on, so that changes to the organization are noticed.",
      };
    case "recovery":
      return recoveryDemand(subject, zone, look);
    default:
      return mechanism satisfies never;
  }
}

const CENTRAL_ROOT_ACCESS = "Enforce central root access, and switch trail and alerting on.";

function recoveryDemand(subject: Subject, zone: LandingZone, look: Evidence): Demand {
  const [stack, key] = subject.isManagement
    ? ["organization", "management"]
    : [accountsStackName(subject.account.shard), subject.account.key];
  return {
    requirements: [
      ...["billing", "operations", "security"].map((kind) =>
        look.one(stack, "aws_account_alternate_contact", `${key}_${kind}`),
      ),
      look.one("security", "aws_cloudwatch_event_rule", "password-recovery"),
      ...(subject.isManagement
        ? [{ what: "configuration: custody", isMet: zone.custody !== undefined }]
        : [
            look.one("organization", "aws_organizations_organizational_unit", zone.recoveryUnit?.key ?? "recovery"),
            look.one("security", "aws_cloudwatch_event_rule", "recovery-move"),
          ]),
    ],
    todo: "Switch alerting on, and declare `custody`: who holds mailbox, phone, password and MFA devices.",
  };
}

/** Looks for resources in the emitted JSON, and for what the policies in it prove. */
class Evidence {
  private readonly withoutProof: ReadonlySet<string>;

  constructor(
    private readonly stacks: EmittedStacks,
    zone: LandingZone,
  ) {
    this.withoutProof = new Set(rootNotDenied(zone).flatMap(({ accounts }) => accounts.map(({ key }) => key)));
  }

  one(stack: string, type: string, name: string): Requirement {
    return { what: `${stack}: ${type}.${name}`, isMet: this.block(stack, type, name) !== undefined };
  }

  any(stack: string, type: string): Requirement {
    const count = Object.keys(this.stacks[stack]?.resource?.[type] ?? {}).length;
    return { what: count > 1 ? `${stack}: ${type} (${count})` : `${stack}: ${type}`, isMet: count > 0 };
  }

  alarm(id: string): Requirement {
    return this.one("monitoring", "aws_cloudwatch_metric_alarm", `alarm_${id}`);
  }

  /** A rule in us-east-1, where what the root user does to itself is recorded. */
  managementRule(alert: string): Requirement {
    return this.one("monitoring", "aws_cloudwatch_event_rule", `us-east-1_${alert}`);
  }

  centralRootAccess(feature: string): Requirement {
    const enabled = this.block("organization", "aws_iam_organizations_features", "central_root_access");
    const features: unknown = enabled?.enabled_features;
    return {
      what: `organization: aws_iam_organizations_features.central_root_access (${feature})`,
      isMet: Array.isArray(features) && features.includes(feature),
    };
  }

  proofOfDenyRoot({ key }: Account): Requirement {
    return {
      what: "proof: the policies deny long-term root every action, whatever else a request carries",
      isMet: !this.withoutProof.has(key),
    };
  }

  /** The policy that a guardrail is in, and one attachment of it that covers an account. */
  guardrail(key: string, { key: accountKey, organizationalUnit }: Account, zone: LandingZone): readonly Requirement[] {
    const unit = zone.organizationalUnits.find((candidate) => candidate.key === organizationalUnit);
    const covering = new Set(["root", ...(unit?.lineage ?? []), accountKey]);
    const { id, attachments } = policyOfGuardrail(zone, key) ?? { id: key, attachments: [] };
    const target = attachments.map((attachment) => targetKey(attachment.target)).find((node) => covering.has(node));
    return [
      this.one("guardrails", "aws_organizations_policy", id),
      this.one("guardrails", "aws_organizations_policy_attachment", `${id}_${target ?? "root"}`),
    ];
  }

  private block(stack: string, type: string, name: string): Readonly<Record<string, unknown>> | undefined {
    return this.stacks[stack]?.resource?.[type]?.[name];
  }
}
