import type { Region } from "../catalogue/regions";
import type { RootTask } from "../catalogue/root-task-policies";
import type { SessionDuration } from "../catalogue/session-durations";
import type { Mode } from "./mode";
import type { PolicyStatementConfig } from "./policy-statement-config";

/** One group of IAM Identity Center; who is in it is managed there or in the identity provider. */
export interface GroupConfig {
  /** The name that people see, 1 to 128 characters, unique. @default the record key */
  readonly name?: string;
  /** What its members do, 1 to 1024 characters. @default none */
  readonly description?: string;
}

/** The most that a permission set can ever allow, whatever its policies say. */
export type PermissionsBoundaryConfig =
  | {
      /** The ARN of a policy that AWS manages. */
      readonly managedPolicy: string;
    }
  | {
      /** The name of a policy of your own, which must exist in every account of an assignment. */
      readonly customerManagedPolicy: string;
      /** Its path. @default "/" */
      readonly path?: string;
    };

/** A policy of your own, by name: it must exist in every account of an assignment before it is applied. */
export interface CustomerManagedPolicyConfig {
  /** Its name, 1 to 128 letters, digits and `+=,.@_-`. */
  readonly name: string;
  /** @default "/" */
  readonly path?: string;
}

/** What somebody may do in an account: a role that IAM Identity Center makes in every account of an assignment. */
export interface PermissionSetConfig {
  /** The name that people see and the role's name, 1 to 32 letters, digits and `+=,.@_-`. @default the record key */
  readonly name?: string;
  /** Who needs it and for what, 1 to 700 characters. */
  readonly description: string;
  /** When a session ends and people sign in again. @default "PT1H" */
  readonly sessionDuration?: SessionDuration;
  /** ARNs of policies that AWS manages. @default none */
  readonly managedPolicies?: readonly string[];
  /** Policies of your own, which every account of an assignment has. @default none */
  readonly customerManagedPolicies?: readonly CustomerManagedPolicyConfig[];
  /** Statements of a policy of its own, at most 32,768 characters in all. @default none */
  readonly inlinePolicy?: readonly PolicyStatementConfig[];
  /** @default none */
  readonly permissionsBoundary?: PermissionsBoundaryConfig;
}

/**
 * Gives a group a permission set in accounts; all the targets that it names count.
 *
 * @typeParam A the keys of the accounts
 * @typeParam U the keys of the organizational units
 * @typeParam P the keys of the permission sets
 * @typeParam K the keys of the groups
 */
export interface AssignmentConfig<
  A extends string = string,
  U extends string = string,
  P extends string = string,
  K extends string = string,
> {
  readonly group: K;
  readonly permissionSet: P;
  /** Single accounts. @default none */
  readonly accounts?: readonly A[];
  /** Every account in these units and the units below them, also those that come later. @default none */
  readonly organizationalUnits?: readonly U[];
  /** Every member account, also those that come later; the management account is none. @default false */
  readonly everyAccount?: boolean;
  /** The management account, which no service control policy binds. @default false */
  readonly managementAccount?: boolean;
}

/**
 * Who may start root sessions in member accounts: a permission set of one hour in the management account.
 *
 * @typeParam K the keys of the groups
 */
export interface RootTasksConfig<K extends string = string> {
  readonly groups: readonly K[];
  /** What a root session may be for. @default ["IAMAuditRootUserCredentials"] */
  readonly tasks?: readonly RootTask[];
}

/** IAM users of the management account for the day on which nobody can sign in otherwise. */
export interface BreakGlassConfig {
  /** Their keys, at least two: lower-case letters, digits and hyphens, a letter first. */
  readonly users: readonly string[];
}

/**
 * How people get at accounts: groups and permission sets of IAM Identity Center, and the ways in for an emergency.
 *
 * @typeParam A the keys of the accounts
 * @typeParam U the keys of the organizational units
 * @typeParam P the keys of the permission sets
 * @typeParam K the keys of the groups
 */
export interface IdentityConfig<
  A extends string = string,
  U extends string = string,
  P extends string = string,
  K extends string = string,
> {
  /** Nothing here only detects, so that `observe` emits as little as `off`. @default "enforce" */
  readonly mode?: Mode;
  /** The Region in which IAM Identity Center was enabled by hand. @default the home Region */
  readonly region?: Region;
  /** Groups, by key. @default none */
  readonly groups?: Readonly<Record<K, GroupConfig>>;
  /** Permission sets, by key. @default none */
  readonly permissionSets?: Readonly<Record<P, PermissionSetConfig>>;
  /** @default none */
  readonly assignments?: readonly AssignmentConfig<A, U, NoInfer<P>, NoInfer<K>>[];
  /** @default nobody */
  readonly rootTasks?: RootTasksConfig<NoInfer<K>>;
  /** @default none */
  readonly breakGlass?: BreakGlassConfig;
}
