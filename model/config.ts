import type { Severity } from "../catalogue/alerts";
import type { CompanionGuardrailId, PolicyType } from "../catalogue/guardrails";
import type { QuotaId } from "../catalogue/quotas";
import type { Region } from "../catalogue/regions";
import type { AccountKindConfig } from "./account-kinds-config";
import type { AccountMetadataConfig } from "./account-metadata-config";
import type {
  ContactKind,
  DeferredConfig,
  ExternalPolicyConfig,
  PolicyContentConfig,
  TaggingConfig,
} from "./adoption-config";
import type { ApprovalConfig, PlanLimitsConfig } from "./approvals-config";
import type { BaselineConfig, OrganizationBaselineConfig } from "./baseline-config";
import type { CustodyConfig } from "./custody-config";
import type { DetectionConfig } from "./detection-config";
import type { PerimeterConfig, RegionExemptionConfig, TagRuleConfig } from "./guardrail-options-config";
import type { IdentityConfig } from "./identity-config";
import type { Mode } from "./mode";
import type { ModulesConfig } from "./modules-config";
import type { PipelineRolesConfig } from "./pipeline-config";
import type { PolicyStatementConfig } from "./policy-statement-config";
import type { ProofConfig } from "./proofs-config";
import type { ReviewConfig } from "./review-config";
import type { RolloutConfig } from "./rollout-config";

export type { PolicyStatementConfig } from "./policy-statement-config";

/** The management account of the organization: it exists before anything here is applied. */
export interface ManagementAccountConfig {
  /** Its 12-digit account id. */
  readonly id: string;
  /** Its name in the organization. */
  readonly name: string;
  /** The e-mail address of its root user. */
  readonly email: string;
  /** Which alternate contacts Terraform sets on it. @default the organization's `alternateContacts` */
  readonly alternateContacts?: readonly ContactKind[];
  /** What differs from the baseline of every account. @default nothing */
  readonly baseline?: BaselineConfig;
}

/** Which e-mail addresses may be root e-mail addresses. */
export interface RootEmailConfig {
  /** Domains that the company owns, lower case. */
  readonly domains: readonly string[];
  /** Group mailboxes that receive root e-mail; an address with a plus tag must have one of them as its base. */
  readonly mailboxes: readonly string[];
}

/** One alternate contact, set on every account of the organization. */
export interface ContactConfig {
  /** A person's or, better, a group's name, 1 to 64 characters. */
  readonly name: string;
  /** Their function, 1 to 50 characters. */
  readonly title: string;
  /** Best a group's mailbox. */
  readonly email: string;
  /** Digits, spaces and `+()-`, 1 to 25 characters. */
  readonly phone: string;
}

/** The three alternate contacts that AWS uses when it cannot reach an account's owner (CIS 1.1 and 1.2). */
export interface ContactsConfig {
  readonly security: ContactConfig;
  readonly operations: ContactConfig;
  readonly billing: ContactConfig;
}

/** Lifts one rule on one node until a day. */
export interface WaiverConfig {
  /** The id of the rule, as `validate` prints it. */
  readonly rule: string;
  /** Why, for the people who review it. */
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`; later it is an error. */
  readonly until: string;
}

/** Tags: key to value. */
export type TagsConfig = Readonly<Record<string, string>>;

/** One member account. Its record key is its identity and never changes; its name and place may. */
export interface AccountConfig {
  /**
   * The account's name in the organization, 1 to 50 printable ASCII characters.
   *
   * @default the record key
   */
  readonly name?: string;
  /** The e-mail address of its root user: unique in all of AWS, forever. */
  readonly email: string;
  /** The e-mail address of the team that answers for it; becomes the tag `owner`. */
  readonly owner?: string;
  /** The key of the kind it is of: what accounts of that kind have in common. @default none */
  readonly kind?: string;
  /**
   * The last day on which it is meant to be in use, `YYYY-MM-DD`; becomes the tag `expires`.
   *
   * @default it stays
   */
  readonly expires?: string;
  /**
   * Opt-in Regions that are enabled in it beside the governed ones. Enabled once, a Region stays enabled.
   *
   * @default what its units say
   */
  readonly optInRegions?: readonly Region[];
  /**
   * The keys of guardrails of your own attached to this account.
   *
   * @default none beyond what its units carry
   */
  readonly guardrails?: readonly string[];
  /** Tags on this account; they win over inherited ones. @default none beyond the organization's and its units' */
  readonly tags?: TagsConfig;
  /** Which alternate contacts Terraform sets on it. @default the organization's `alternateContacts` */
  readonly alternateContacts?: readonly ContactKind[];
  /** What differs from the baseline of its unit and kind. @default nothing */
  readonly baseline?: BaselineConfig;
  /** Terraform modules for this account, by a key of your own. @default those of its units and kind */
  readonly modules?: ModulesConfig;
  /** @default none */
  readonly waivers?: readonly WaiverConfig[];
}

/** An organizational unit with a function that Rootstock relies on. */
export type UnitPurpose = "recovery" | "suspended";

/**
 * One organizational unit. Its record key is its identity and never changes; its name may.
 *
 * @typeParam G the keys of guardrails of your own
 * @typeParam N the keys of the kinds of accounts
 */
export interface OrganizationalUnitConfig<G extends string = string, N extends string = string> {
  /** The unit's name, 1 to 128 characters, unique among its siblings. */
  readonly name: string;
  /**
   * `recovery`: the one unit that deny-root spares, empty by default. `suspended`: accounts on their way out.
   *
   * @default an ordinary unit
   */
  readonly purpose?: UnitPurpose;
  /**
   * The keys of guardrails of your own attached to this unit.
   *
   * @default none
   */
  readonly guardrails?: readonly G[];
  /** The accounts in this unit, by key. @default none */
  readonly accounts?: Readonly<
    Record<string, AccountConfig & { readonly guardrails?: readonly G[]; readonly kind?: N }>
  >;
  /** The units below this one, by key. @default none */
  readonly organizationalUnits?: OrganizationalUnitsConfig<G, N>;
  /**
   * How many days ahead the last day of an account in this unit or below may be; with it, each must have one.
   *
   * @default the limit of the unit above; without one, accounts stay
   */
  readonly accountsExpireWithinDays?: number;
  /** Opt-in Regions that are enabled in every account in this unit and below. @default none beside the governed ones */
  readonly optInRegions?: readonly Region[];
  /** Tags on this unit, inherited by the accounts and units below. @default none beyond the organization's */
  readonly tags?: TagsConfig;
  /** What differs from the baseline above, for all accounts in this unit and below. @default nothing */
  readonly baseline?: BaselineConfig;
  /** Terraform modules for all accounts in this unit and below, by a key of your own. @default those from above */
  readonly modules?: ModulesConfig;
  /** @default none */
  readonly waivers?: readonly WaiverConfig[];
  /**
   * Policy slots on this unit that somebody else's policies take, for example Control Tower's.
   *
   * @default the organization's `reservedPolicySlots`
   */
  readonly reservedPolicySlots?: ReservedPolicySlotsConfig;
}

/** Organizational units by key. */
export interface OrganizationalUnitsConfig<G extends string = string, N extends string = string> {
  readonly [key: string]: OrganizationalUnitConfig<G, N>;
}

/** Policy slots on a node that are not Rootstock's to use, beside AWS's own full-access policy. */
export interface ReservedPolicySlotsConfig {
  /** Service control policies. @default 0 */
  readonly scp?: number;
  /** Resource control policies. @default 0 */
  readonly rcp?: number;
}

/** A guardrail of your own. */
export interface CustomGuardrailConfig {
  /**
   * The name of the guardrail's policy in the organization; with it, the guardrail shares its policy with no other.
   *
   * @default the organization's name and the policy's id
   */
  readonly name?: string;
  /** What would go wrong without it, in one sentence; becomes the policy's description. */
  readonly reason: string;
  /**
   * The description of its policy, where that is not the reason; may be empty.
   *
   * @default the reason
   */
  readonly description?: string;
  /** A type other than `scp` and `rcp` needs `content`. @default "scp" */
  readonly policyType?: PolicyType;
  /**
   * A critical guardrail is alone in its policy, which is protected against destruction by Terraform.
   *
   * @default false
   */
  readonly critical?: boolean;
  /**
   * What it denies; a statement that selects the root user must spare root sessions.
   *
   * @default none: then there is `content`
   */
  readonly statements?: readonly PolicyStatementConfig[];
  /**
   * The whole policy as AWS holds it, kept as it is: for a policy that was adopted. It needs a `name`, and has a policy
   * of its own.
   *
   * @default none: then there are `statements`
   */
  readonly content?: PolicyContentConfig;
}

/**
 * How a built-in guardrail is applied.
 *
 * @typeParam U the keys of the organizational units
 */
export interface BuiltInGuardrailConfig<U extends string = string> {
  /** How far it goes; naming a guardrail that is opt-in switches it on. @default "enforce" */
  readonly mode?: Mode;
  /**
   * `root` is every account, also one that was just invited. A list of units is for a rollout.
   *
   * @default the attachment in the guardrail catalogue
   */
  readonly attachTo?: "root" | readonly U[];
}

/** Central root access: member accounts without root credentials, and 15-minute root sessions. */
export interface RootAccessConfig {
  /** @default "enforce" */
  readonly mode?: Mode;
  /** Whether root sessions may be started from the security account, too. @default false */
  readonly delegateToSecurityAccount?: boolean;
}

/** Object Lock of the log archive. */
export interface ObjectLockConfig {
  /**
   * `governance` may be lifted by whoever holds s3:BypassGovernanceRetention; `compliance` by nobody, root included.
   *
   * @default "governance"
   */
  readonly mode?: "governance" | "compliance";
  /**
   * Days for which a log file cannot be deleted.
   *
   * @default 365
   */
  readonly days?: number;
  /** Required for `compliance`: the bucket cannot be deleted or the days shortened before every lock has run out. */
  readonly acknowledgement?: "locked objects cannot be deleted by anyone, root included, until the lock runs out";
}

/** The organization trail and its archive. */
export interface TrailConfig {
  /** @default "enforce" */
  readonly mode?: Mode;
  /** @default Object Lock in governance mode for 365 days */
  readonly objectLock?: ObjectLockConfig;
  /**
   * Days after which log files expire; must be more than the lock's.
   *
   * @default 2555 (seven years)
   */
  readonly expireAfterDays?: number;
  /**
   * Days for which the trail's log group, which feeds the metric alarms, keeps events: a value CloudWatch Logs knows.
   *
   * @default 90
   */
  readonly logGroupRetentionDays?: number;
  /**
   * Whether the security account is CloudTrail's delegated administrator, which may stop the organization trail.
   *
   * @default false
   */
  readonly delegatedAdministrator?: boolean;
}

/** Who is told: an e-mail address, or the name of a place that holds an HTTPS address, which is a credential. */
export type RecipientConfig =
  | {
      /** A mailbox; somebody must confirm the subscription there once. */
      readonly email: string;
    }
  | {
      /** The name of an SSM parameter (SecureString) with the HTTPS address, in the account of the topic. */
      readonly httpsFromParameter: string;
    }
  | {
      /** The name of the Terraform variable (environment variable `TF_VAR_<name>`) with the HTTPS address. */
      readonly httpsFromVariable: string;
    };

/** A Slack channel that gets alerts through Amazon Q Developer in chat applications. */
export interface ChatConfig {
  /** The workspace, authorized once by hand in the security account. */
  readonly slackWorkspaceId: string;
  /** The channel's id, not its name. */
  readonly slackChannelId: string;
  /** Which alerts are shown there. @default ["page", "ticket"] */
  readonly severities?: readonly Severity[];
}

/** The two alert paths. */
export interface AlertingConfig {
  /** @default "enforce" */
  readonly mode?: Mode;
  /**
   * Who is told, by severity.
   *
   * @default page: the security contact; ticket and digest: the operations contact
   */
  readonly recipients?: { readonly [S in Severity]?: readonly RecipientConfig[] };
  /** @default none */
  readonly chat?: ChatConfig;
  /**
   * Where the runbooks can be read; `#<section>` is appended.
   *
   * @default the runbooks of this repository, named by their path
   */
  readonly runbookUrl?: string;
}

/** Replaces one AWS quota, because AWS raised it for this organization or changed it. */
export interface QuotaOverrideConfig {
  /** What AWS grants this organization. */
  readonly value: number;
  /** Why it differs, for example the number of the support case. */
  readonly reason: string;
}

/** Lets one account into the Recovery OU, where long-term root is not denied, until a day. */
export interface RecoveryConfig<A extends string = string> {
  /** Which account. */
  readonly account: A;
  /** Why, for the people who review it. */
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`; later it is an error. */
  readonly until: string;
}

/** Says that a key was renamed; what it names stays what it is. */
export interface MovedConfig {
  /** The old key, which is gone from the configuration. */
  readonly from: string;
  /** The new key, which is in the configuration. */
  readonly to: string;
}

/** Says that a key was taken out of the configuration on purpose. */
export interface RemovedConfig {
  /** The key that is gone from the configuration. */
  readonly key: string;
  /** Why, for the ledger. */
  readonly reason: string;
}

/** Where Terraform keeps its states. */
export type BackendConfig =
  | {
      /** Files beside the Terraform JSON: for trying things out, not for a team. */
      readonly type: "local";
    }
  | {
      /** A bucket, with a lock file beside each state. */
      readonly type: "s3";
      /** Its name. */
      readonly bucket: string;
      /** The Region of the bucket. */
      readonly region: Region;
      /** What the key of each state begins with. @default the organization's name */
      readonly keyPrefix?: string;
      /** The key that encrypts the states. @default the bucket's default encryption */
      readonly kmsKeyId?: string;
      /**
       * Whether the landing zone makes the bucket and its key, in the management account: `npm run bootstrap`.
       *
       * @default false: the bucket exists
       */
      readonly createBucket?: boolean;
    }
  | {
      /** HCP Terraform or Terraform Enterprise. */
      readonly type: "cloud";
      /** The organization there. */
      readonly organization: string;
      /** The project of the workspaces. @default the organization's default project */
      readonly project?: string;
      /** What the name of each workspace begins with. @default the name of this organization and a hyphen */
      readonly workspacePrefix?: string;
      /** The host of Terraform Enterprise. @default "app.terraform.io" */
      readonly hostname?: string;
    };

/** Lifts `prevent_destroy` from named stacks so that they can be taken down on purpose. */
export interface TeardownConfig {
  /** Which stacks. */
  readonly stacks: readonly TeardownStack[];
  /** Why, for the people who review it. */
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`; later it is an error. */
  readonly until: string;
}

/** The stacks that can be taken down by configuration; accounts and the organization cannot. */
export const TEARDOWN_STACKS = [
  "config-rules",
  "delegations",
  "detection",
  "detectors",
  "guardrails",
  "identity",
  "log-archive",
  "monitoring",
  "security",
] as const;

/** One of {@link TEARDOWN_STACKS}. */
export type TeardownStack = (typeof TEARDOWN_STACKS)[number];

/**
 * The whole configuration of a landing zone.
 *
 * {@link defineLandingZone} infers the keys and checks every reference against them.
 *
 * @typeParam O the tree of organizational units
 * @typeParam A the keys of the accounts in it
 * @typeParam U the keys of the units in it
 * @typeParam G the keys of guardrails of your own
 * @typeParam P the keys of the permission sets
 * @typeParam K the keys of the groups
 * @typeParam R the accounts directly below the root
 * @typeParam N the keys of the kinds of accounts
 */
export interface LandingZoneConfig<
  O = OrganizationalUnitsConfig,
  A extends string = string,
  U extends string = string,
  G extends string = string,
  P extends string = string,
  K extends string = string,
  R = Readonly<Record<string, AccountConfig>>,
  N extends string = string,
> {
  /** A short name for the organization, which prefixes the names of resources: lower case, digits, hyphens, at most 20. */
  readonly name: string;
  /** The Region of the trail, the archive and the alert topics; one that is enabled by default. */
  readonly homeRegion: Region;
  /**
   * The Regions in use; must contain the home Region and us-east-1.
   *
   * @default the home Region and us-east-1
   */
  readonly governedRegions?: readonly Region[];
  readonly managementAccount: ManagementAccountConfig;
  readonly rootEmail: RootEmailConfig;
  readonly contacts: ContactsConfig;
  /** The units directly below the root, by key, with their accounts and the units below them. */
  readonly organizationalUnits: O;
  /** Accounts directly below the root, by key, where an adopted organization has some. @default none */
  readonly rootAccounts?: R;
  /** Which accounts hold the log archive and the security tooling. */
  readonly services: { readonly logArchive: A; readonly security: A };
  /**
   * The role that Terraform assumes in a member account unless a run names another one; AWS Organizations creates it
   * with the account.
   *
   * @default "OrganizationAccountAccessRole"
   */
  readonly accountAccessRole?: string;
  /** @default enforced */
  readonly rootAccess?: RootAccessConfig;
  /** The deny-root guardrail. @default enforced at the organization root */
  readonly denyRoot?: BuiltInGuardrailConfig<U>;
  /** The other built-in guardrails. @default those that are not opt-in, enforced where the guardrail catalogue says */
  readonly companionGuardrails?: { readonly [K in CompanionGuardrailId]?: BuiltInGuardrailConfig<U> };
  /** Whom the resource control policies let in. @default the organization alone */
  readonly perimeter?: PerimeterConfig;
  /** The tags of the guardrail `tag-policy`, by tag key. @default the required account tags, with any value */
  readonly tagPolicy?: Readonly<Record<string, TagRuleConfig>>;
  /** What the guardrail `region-restriction` leaves alone beside global services. @default none */
  readonly regionExemptions?: readonly RegionExemptionConfig[];
  /** Guardrails of your own, by key. @default none */
  readonly guardrails?: Readonly<Record<G, CustomGuardrailConfig>>;
  /** The keys of guardrails of your own attached at the organization root. @default none */
  readonly rootGuardrails?: readonly NoInfer<G>[];
  /** @default enforced */
  readonly trail?: TrailConfig;
  /** @default enforced */
  readonly alerting?: AlertingConfig;
  /** What every account gets. @default enforced, without a pipeline */
  readonly baseline?: OrganizationBaselineConfig;
  /** What accounts of one kind have in common, by the kind's key. @default no kinds */
  readonly accountKinds?: Readonly<Record<N, AccountKindConfig<NoInfer<G>>>>;
  /** Terraform modules for every member account, by a key of your own. @default none */
  readonly modules?: ModulesConfig;
  /** The detective services. @default the analyzers of external access, which are free; nothing that costs */
  readonly detection?: DetectionConfig;
  /** How people get at accounts. @default off */
  readonly identity?: IdentityConfig<A, U, P, K>;
  /** Which alternate contacts Terraform sets on every account. @default all three */
  readonly alternateContacts?: readonly ContactKind[];
  /** Policies that others manage, such as Control Tower's: known and counted, never changed. @default none */
  readonly externalPolicies?: Readonly<Record<string, ExternalPolicyConfig>>;
  /** What an adopted organization does not have yet. @default nothing: all of it is switched on */
  readonly deferred?: DeferredConfig;
  /** Whether the tags of accounts, units and policies are Terraform's. @default enforced */
  readonly tagging?: TaggingConfig;
  /** Policy types that are enabled beside those that guardrails need, as AWS names them. @default none */
  readonly policyTypes?: readonly string[];
  /** AWS services that get trusted access beside those that the landing zone needs, by principal. @default none */
  readonly trustedServices?: readonly string[];
  /** Tags on every resource. @default managed-by = rootstock */
  readonly tags?: TagsConfig;
  /** Tag keys that every account must carry, its own or inherited. @default none */
  readonly requiredAccountTags?: readonly string[];
  /** What every account says of itself, by tag key: owner, cost centre, data class. @default nothing in particular */
  readonly accountMetadata?: Readonly<Record<string, AccountMetadataConfig>>;
  /** AWS quotas that differ for this organization. @default the quota catalogue */
  readonly quotas?: { readonly [Q in QuotaId]?: QuotaOverrideConfig };
  /** Policy slots on every node that somebody else's policies take. @default none */
  readonly reservedPolicySlots?: ReservedPolicySlotsConfig;
  /** Accounts that are in the Recovery OU for a while. @default none */
  readonly recovery?: readonly RecoveryConfig<A>[];
  /** Truth tables that `validate` proves. @default only the built-in proofs */
  readonly proofs?: readonly ProofConfig<A>[];
  /** Who holds the parts of the management account's root user. @default not named: the runbook says so */
  readonly custody?: CustodyConfig;
  /** The activity review. @default on */
  readonly review?: ReviewConfig;
  /** Keys that were renamed. @default none */
  readonly moved?: readonly MovedConfig[];
  /** Keys taken out on purpose: the account is being closed, the empty unit or the guardrail is deleted. @default none */
  readonly closing?: readonly RemovedConfig[];
  /** Keys taken out on purpose: Terraform forgets them and leaves them as they are. @default none */
  readonly released?: readonly RemovedConfig[];
  /** Waivers on the organization itself. @default none */
  readonly waivers?: readonly WaiverConfig[];
  /** Changes that `plan` may let through although it refuses their like. @default none */
  readonly approvals?: readonly ApprovalConfig[];
  /** How much one plan may change without an approval. @default no limit */
  readonly planLimits?: PlanLimitsConfig;
  /** In which order a change reaches many accounts. @default one account of each kind, then a tenth, then the rest */
  readonly rollout?: RolloutConfig<A>;
  /** @default local state files beside the configuration */
  readonly backend?: BackendConfig;
  /** The pipeline whose roles the landing zone makes. @default none */
  readonly pipeline?: PipelineRolesConfig;
  /** @default nothing can be torn down */
  readonly teardown?: TeardownConfig;
}
