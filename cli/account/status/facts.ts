import type { Region } from "../../../catalogue/regions";
import type { LivePasswordPolicy, LiveRule, LiveTrailStatus } from "../../audit/evidence";

/** A member account as AWS lists it. */
export interface LiveMember {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, `SUSPENDED` and the like. */
  readonly state: string;
  /** ISO 8601; when it was created, or joined. */
  readonly joinedAt: string | undefined;
}

/** What AWS knows of the account. */
export type AccountFacts =
  | { readonly kind: "found"; readonly member: LiveMember }
  | { readonly kind: "creating" }
  /** `failure`: why the last attempt to create it failed. */
  | { readonly kind: "absent"; readonly failure: string | undefined };

/** A unit of the live organization. */
export interface LiveUnitName {
  readonly id: string;
  readonly name: string;
}

/** Where the account is. */
export interface Place {
  readonly rootId: string;
  /** From the top down; none directly below the root. */
  readonly units: readonly LiveUnitName[];
}

/** What is attached to the account and to everything above it. */
export interface AttachedPolicies {
  readonly place: Place;
  /** As AWS names the types. */
  readonly enabledTypes: readonly string[];
  /** The names of the policies by the id of the node. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** What the landing zone sets in the account; `undefined` where it was not asked for, or is not there. */
export interface LiveBaseline {
  readonly passwordPolicy: LivePasswordPolicy | undefined;
  readonly blocksPublicAccess: boolean | undefined;
  readonly forwarding: Forwarding | undefined;
  /** The names of the pipeline's roles that are there. */
  readonly roles: readonly string[];
}

/** A rule with what it matches. */
export interface MatchingRule extends LiveRule {
  /** JSON. */
  readonly pattern: string;
}

/** How the account forwards its events. */
export interface Forwarding {
  /** The ARN of the bus that they are to go to; `undefined`: the security account is not there. */
  readonly busArn: string | undefined;
  /** Those that are there. */
  readonly rules: Readonly<Partial<Record<Region, readonly MatchingRule[]>>>;
}

/** One log file of the account in the archive. */
export interface LogFile {
  readonly key: string;
  /** ISO 8601. */
  readonly deliveredAt: string;
}

/** The organization trail, and what it recorded of the account. */
export interface TrailFacts {
  /** `undefined`: there is no such trail. */
  readonly status: LiveTrailStatus | undefined;
  /** The newest that was seen; `undefined`: there is none. */
  readonly logFile: LogFile | undefined;
}

/** One event that was put on the account's default bus. */
export interface SentEvent {
  readonly region: Region;
  /** What EventBridge said, where it did not take the event. */
  readonly error: string | undefined;
}

/** A test of the alert path. */
export interface SentTest {
  /** In each of its events. */
  readonly id: string;
  /** When the last of its events was taken, ISO 8601. */
  readonly sentAt: string;
  readonly events: readonly SentEvent[];
  /** What was counted before, since the minute that counting begins with. */
  readonly before: Counts;
}

/** How often a rule invoked its target, as CloudWatch counts it. */
export interface Invocations {
  readonly made: number;
  readonly failed: number;
  /** The minute of the last, ISO 8601. */
  readonly lastAt: string | undefined;
}

/** What CloudWatch counts on the way of the account's alerts. */
export interface Counts {
  /** The minute that counting begins with, ISO 8601. */
  readonly since: string;
  readonly forwarded: Readonly<Partial<Record<Region, Invocations>>>;
  readonly onBus: Invocations;
}

/** A test, and what was counted since. */
export interface FollowedTest {
  readonly sent: SentTest;
  readonly counts: Counts;
}

/** What the account's alerts go through, and how far a test came. */
export interface AlertPathFacts {
  readonly forwarding: Forwarding;
  /** The test's rule on the bus in the security account. */
  readonly busRule: LiveRule | undefined;
  /** Confirmed subscriptions of the topic; `undefined`: there is no topic. */
  readonly subscribers: number | undefined;
  /** `undefined`: none was sent. */
  readonly test: FollowedTest | undefined;
}

/** One group with one permission set in the account. */
export interface LiveAssignment {
  readonly permissionSet: string;
  /** The group's name; of a user, the user's id. */
  readonly principal: string;
  readonly isGroup: boolean;
  /** How many are in the group. */
  readonly members: number;
}

/** The instance of IAM Identity Center. */
export interface PortalInstance {
  readonly arn: string;
  readonly identityStoreId: string;
}

/** Who can sign in; `undefined`: there is no instance of Identity Center. */
export type AccessFacts = readonly LiveAssignment[] | undefined;
