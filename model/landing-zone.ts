import type { Severity } from "../catalogue/alerts";
import type { AuthorizationPolicyType, BuiltInGuardrailId, PolicyType } from "../catalogue/guardrails";
import type { QuotaId } from "../catalogue/quotas";
import type { Region } from "../catalogue/regions";
import type { DepartedAccount, PresentState } from "./account-lifecycle";
import type { ContactKind, ExternalPolicyOwner, PolicyContentConfig } from "./adoption-config";
import type { ApprovalConfig, PlanLimitsConfig } from "./approvals-config";
import type { Baselines } from "./baseline";
import type {
  BackendConfig,
  ContactsConfig,
  ObjectLockConfig,
  PolicyStatementConfig,
  RecipientConfig,
  TeardownStack,
  UnitPurpose,
} from "./config";
import type { CustodyConfig } from "./custody-config";
import type { Detection } from "./detection";
import type { GuardrailOptions } from "./guardrail-options";
import type { Adoption, Identity, PolicyRecords, StackIdentity } from "./ledger";
import type { Mode } from "./mode";
import type { Pipeline } from "./pipeline-config";
import type { ConfigPath } from "./problem";
import type { ProofConfig } from "./proofs-config";
import type { Review } from "./review-config";
import type { Rollout } from "./rollout";
import type { WorkforceIdentity } from "./workforce-identity";

/** The management account, resolved. */
export interface ManagementAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** One organizational unit, resolved. */
export interface OrganizationalUnit {
  readonly key: string;
  readonly name: string;
  readonly purpose: UnitPurpose | undefined;
  /** The key of the unit above, or `undefined` directly below the root. */
  readonly parent: string | undefined;
  /** The keys from the top down to this unit, itself included. */
  readonly lineage: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly path: ConfigPath;
}

/** One member account, resolved. */
export interface Account {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly owner: string | undefined;
  /** The last day on which it is meant to be in use, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** The opt-in Regions that are enabled in it, governed ones included; sorted. */
  readonly optInRegions: readonly Region[];
  /** The key of the unit it is in, or `root`; while a `recovery` entry holds, the Recovery OU. */
  readonly organizationalUnit: string;
  /** The key of the unit it is written under, or `root`. */
  readonly homeUnit: string;
  /** Whether it is in use or on its way out, by the unit it is written under. */
  readonly state: PresentState;
  /** Its 12-digit id, once the ledger knows it. */
  readonly accountId: string | undefined;
  /** The number of the `accounts-<shard>` state that holds it; never changes. */
  readonly shard: number;
  /** The alternate contacts that Terraform sets on it, sorted. */
  readonly alternateContacts: readonly ContactKind[];
  /** Inherited and own, most specific wins. */
  readonly tags: Readonly<Record<string, string>>;
  readonly path: ConfigPath;
}

/** One Terraform module in one account. */
export interface AccountModule {
  /** The key that it is used under: its address in the account's state is `module.<key>`. */
  readonly key: string;
  /** The name of a module that `cdktf.json` lists. */
  readonly module: string;
  /** Values of its variables by name, sorted, with references to the account still in them. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A node of the organization that a policy can be attached to. */
export type PolicyTarget =
  | { readonly kind: "root" }
  | { readonly kind: "organizational-unit"; readonly key: string }
  | { readonly kind: "account"; readonly key: string };

/** One attachment of a guardrail, with where it comes from. */
export interface Attachment {
  readonly target: PolicyTarget;
  /** In words, for example `default of the guardrail catalogue`. */
  readonly because: string;
  /** The place in the configuration that asks for it; of a default, the place that could change it. */
  readonly path: ConfigPath;
}

/** One guardrail in force: it is in a policy and has at least one attachment. */
export interface Guardrail {
  readonly key: string;
  /** The physical name of its policy, where it has one of its own. */
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  /** The description of its policy, where it has one of its own. */
  readonly description: string;
  readonly policyType: PolicyType;
  readonly critical: boolean;
  /** Whether it must have a policy of its own: it is critical, a management policy, or named by the team. */
  readonly standsAlone: boolean;
  readonly body:
    | { readonly kind: "built-in"; readonly id: BuiltInGuardrailId }
    | {
        readonly kind: "custom";
        /** Of `content`: those that can be understood. */
        readonly statements: readonly PolicyStatementConfig[];
        /** The whole policy, where it is kept as AWS holds it. */
        readonly content?: PolicyContentConfig;
      };
  /** Sorted: root, units by key, accounts by key. */
  readonly attachments: readonly Attachment[];
  readonly path: ConfigPath;
}

/** A policy that somebody else manages, resolved. */
export interface ExternalPolicy {
  readonly key: string;
  readonly name: string;
  readonly owner: ExternalPolicyOwner;
  readonly policyType: PolicyType;
  /** Sorted: root, units by key, accounts by key. */
  readonly targets: readonly PolicyTarget[];
  /** `undefined` where it is not known. */
  readonly content: PolicyContentConfig | undefined;
}

/** The trail and its archive, resolved. */
export interface Trail {
  readonly mode: Mode;
  readonly objectLock: { readonly mode: NonNullable<ObjectLockConfig["mode"]>; readonly days: number };
  readonly expireAfterDays: number;
  readonly logGroupRetentionDays: number;
}

/** The alert paths, resolved. */
export interface Alerting {
  readonly mode: Mode;
  readonly recipients: Readonly<Record<Severity, readonly RecipientConfig[]>>;
  readonly chat:
    | { readonly slackWorkspaceId: string; readonly slackChannelId: string; readonly severities: readonly Severity[] }
    | undefined;
  readonly runbookUrl: string;
}

/** A declared stay in the Recovery OU, resolved. */
export interface RecoveryEntry {
  readonly account: Account;
  /** Why, for the people who review it. */
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Policy slots on a node that are not ours, beside AWS's own full-access policy. */
export type ReservedSlots = Readonly<Record<AuthorizationPolicyType, number>>;

/**
 * The whole landing zone, resolved: every default applied, everything inherited written out, every list sorted.
 *
 * It is immutable and does not depend on the order in which the configuration was written.
 */
export interface LandingZone {
  readonly name: string;
  readonly partition: "aws";
  readonly homeRegion: Region;
  /** Sorted, without repeats; contains the home Region and us-east-1. */
  readonly governedRegions: readonly Region[];
  readonly managementAccount: ManagementAccount;
  readonly contacts: ContactsConfig;
  /** Parents before children, siblings by key. */
  readonly organizationalUnits: readonly OrganizationalUnit[];
  /** By key. */
  readonly accounts: readonly Account[];
  readonly logArchive: Account;
  readonly security: Account;
  /** `undefined` only where neither deny-root nor alerting is in force. */
  readonly recoveryUnit: OrganizationalUnit | undefined;
  readonly suspendedUnit: OrganizationalUnit | undefined;
  readonly accountAccessRole: string;
  readonly rootAccess: Mode;
  /** The principals of every service that has trusted access, sorted. */
  readonly trustedServices: readonly string[];
  /** Every enabled policy type that the landing zone knows, sorted. */
  readonly policyTypes: readonly PolicyType[];
  /** Every other enabled policy type, as AWS names it, sorted. */
  readonly furtherPolicyTypes: readonly string[];
  /** The alternate contacts that Terraform sets on the management account, sorted. */
  readonly managementContacts: readonly ContactKind[];
  /** Whether the tags of accounts, units and policies are Terraform's. */
  readonly tagging: Mode;
  /** By key. */
  readonly externalPolicies: readonly ExternalPolicy[];
  /** What Terraform imports before it changes anything; `undefined` where nothing was adopted. */
  readonly adoption: Adoption | undefined;
  /** What the security account administers for the organization beside the detective services. */
  readonly delegations: { readonly centralRootAccess: boolean; readonly trail: boolean };
  /** By key; only those in force. */
  readonly guardrails: readonly Guardrail[];
  /** Which guardrail was in which policy before, under today's keys: where each goes now depends on it. */
  readonly policyRecords: PolicyRecords;
  readonly guardrailOptions: GuardrailOptions;
  readonly trail: Trail;
  readonly alerting: Alerting;
  readonly review: Review;
  readonly custody: CustodyConfig | undefined;
  /** The declared stays in the Recovery OU, by account key. */
  readonly recovery: readonly RecoveryEntry[];
  /** What `validate` has to prove, as written. */
  readonly proofs: readonly ProofConfig[];
  readonly baselines: Baselines;
  /** The modules in each member account that has any, by the account's key; of each by its own. */
  readonly modules: ReadonlyMap<string, readonly AccountModule[]>;
  readonly detection: Detection;
  /** How people get at accounts; `undefined` where it is not configured or not enforced. */
  readonly identity: WorkforceIdentity | undefined;
  /** Tags on every resource. */
  readonly tags: Readonly<Record<string, string>>;
  readonly quotas: Readonly<Record<QuotaId, number>>;
  /** Policy slots that are somebody else's: on every node, or on a unit that says so itself. */
  readonly reservedPolicySlots: {
    readonly everywhere: ReservedSlots;
    readonly byUnit: Readonly<Record<string, ReservedSlots>>;
  };
  readonly backend: BackendConfig;
  /** The pipeline whose roles the landing zone makes; `undefined` where it makes none. */
  readonly pipeline: Pipeline | undefined;
  readonly teardown: readonly TeardownStack[];
  /** What `plan` lets through, in the order written. */
  readonly approvals: readonly ApprovalConfig[];
  readonly planLimits: PlanLimitsConfig;
  readonly rollout: Rollout;
  /** What `moved` entries mean for Terraform, by the kind of identity. */
  readonly moved: readonly { readonly from: string; readonly to: string; readonly identity: Identity }[];
  /** Accounts that were taken out of the configuration, by key. */
  readonly departedAccounts: readonly DepartedAccount[];
  /** Identities that Terraform must forget without destroying. */
  readonly forgotten: readonly { readonly key: string; readonly identity: Identity }[];
  /** Every identity that was ever synthesized, by stack: what the tripwire of each stack remembers. */
  readonly identitiesByStack: Readonly<Record<string, readonly StackIdentity[]>>;
}
