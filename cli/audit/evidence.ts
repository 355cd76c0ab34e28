import type { Observation } from "../preflight/facts";

/** One thing with which a root user can sign in or call. */
export interface Credential {
  readonly kind: "access-key" | "signing-certificate" | "password" | "mfa-device";
  /** The id at AWS; a password has none, so it is `password`. */
  readonly id: string;
  /** ISO 8601; with it a password that was set again is another credential. */
  readonly createdAt: string;
}

/** How a root user proves who it is. */
export type MfaKind = "virtual" | "hardware";

/** What the root user of one account has. */
export interface RootUser {
  readonly hasPassword: boolean;
  /** One entry a device. */
  readonly mfaDevices: readonly MfaKind[];
  readonly accessKeys: number;
  readonly signingCertificates: number;
  /** ISO 8601; the last sign-in or call with a key. */
  readonly lastUsed: string | undefined;
  /** What can be deleted; of the management account nothing is listed, because nothing is ever deleted there. */
  readonly credentials: readonly Credential[];
}

/** An alternate contact, as far as it is compared. */
export interface LiveContact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** The alternate contacts of an account by kind; `undefined`: not set. */
export type LiveContacts = Readonly<Record<"billing" | "operations" | "security", LiveContact | undefined>>;

/** One account, with what was found in it. */
export interface AccountEvidence {
  /** 12 digits. */
  readonly id: string;
  /** Its key in the configuration; of an undeclared account, its name. */
  readonly key: string;
  readonly isManagement: boolean;
  readonly rootUser: Observation<RootUser>;
  readonly contacts: Observation<LiveContacts>;
}

/** One account where it is in the tree. */
export interface PlacedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** `ACTIVE`, `SUSPENDED` and the like. */
  readonly state: string;
  /** The id of the root or unit that it is in. */
  readonly parentId: string;
}

/** The organization as it is. */
export interface LiveTree {
  readonly organizationId: string;
  readonly rootId: string;
  readonly isScpEnabled: boolean;
  /** The ids of declared units by key; found by their names, from the root down. */
  readonly unitIds: Readonly<Record<string, string>>;
  readonly accounts: readonly PlacedAccount[];
}

/** A service control policy with its attachments. */
export interface LivePolicy {
  readonly content: string;
  /** The ids of root, units and accounts. */
  readonly targetIds: readonly string[];
}

/** The password policy of IAM users. */
export interface LivePasswordPolicy {
  readonly minimumLength: number;
  /** Whether upper case, lower case, digits and symbols are all required. */
  readonly requiresAllClasses: boolean;
  /** How many earlier passwords are refused. */
  readonly reusePrevention: number;
}

/** The declared trail and its status. */
export interface LiveTrailStatus {
  readonly isOrganizationTrail: boolean;
  readonly isMultiRegion: boolean;
  readonly validatesLogFiles: boolean;
  readonly isLogging: boolean;
  /** ISO 8601. */
  readonly latestDelivery: string | undefined;
  readonly deliveryError: string | undefined;
}

/** One alarm and whom it tells. */
export interface LiveAlarm {
  readonly name: string;
  readonly hasActionsEnabled: boolean;
  /** ARNs. */
  readonly topicArns: readonly string[];
}

/** One rule on the landing zone's bus. */
export interface LiveRule {
  readonly name: string;
  readonly isEnabled: boolean;
  /** ARNs. */
  readonly targetArns: readonly string[];
}

/** What alert events go through in the security account. */
export interface LiveAlertBus {
  /** `undefined`: there is no such bus. */
  readonly rules: readonly LiveRule[] | undefined;
  /** How many confirmed subscriptions each topic has, by its name; `undefined`: there is no such topic. */
  readonly subscribers: Readonly<Record<string, number | undefined>>;
}

/** Everything that was found; all of it read-only. */
export interface Evidence {
  /** ISO 8601. */
  readonly gatheredAt: string;
  readonly features: Observation<readonly string[]>;
  readonly tree: Observation<LiveTree>;
  /** `undefined`: there is no policy of that name. */
  readonly denyRoot: Observation<LivePolicy | undefined>;
  /** The management account first, then members by key. */
  readonly accounts: readonly AccountEvidence[];
  /** Of the management account; `undefined`: AWS's default. */
  readonly passwordPolicy: Observation<LivePasswordPolicy | undefined>;
  /** `undefined`: there is no such trail. */
  readonly trail: Observation<LiveTrailStatus | undefined>;
  readonly alarms: Observation<readonly LiveAlarm[]>;
  /** How many confirmed subscriptions each topic has, by ARN. */
  readonly subscribers: Readonly<Record<string, Observation<number>>>;
  /** `undefined`: there is no security account, or no alerts are declared. */
  readonly alertBus: Observation<LiveAlertBus | undefined>;
  /** When accounts were last moved into the Recovery OU, by account id; AWS remembers 90 days. */
  readonly recoveryMoves: Observation<Readonly<Record<string, string>>>;
}
