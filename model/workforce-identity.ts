import type { Region } from "../catalogue/regions";
import type { RootTask } from "../catalogue/root-task-policies";
import type { SessionDuration } from "../catalogue/session-durations";
import type { CustomerManagedPolicyConfig, PermissionsBoundaryConfig } from "./identity-config";
import type { PolicyStatementConfig } from "./policy-statement-config";

/** The key by which an assignment names the management account; no member account may have it. */
export const MANAGEMENT_ACCOUNT_KEY = "management";

/** The key of the permission set for root tasks; none of your own may have it. */
export const ROOT_TASKS_KEY = "root-tasks";

/** One group, resolved. */
export interface Group {
  readonly key: string;
  readonly name: string;
  readonly description: string | undefined;
}

/** One permission set, resolved. */
export interface PermissionSet {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly sessionDuration: SessionDuration;
  /** Sorted. */
  readonly managedPolicies: readonly string[];
  /** By path and name. */
  readonly customerManagedPolicies: readonly Required<CustomerManagedPolicyConfig>[];
  readonly inlinePolicy:
    | { readonly kind: "none" }
    | { readonly kind: "custom"; readonly statements: readonly PolicyStatementConfig[] }
    | { readonly kind: "root-tasks"; readonly tasks: readonly RootTask[] };
  readonly permissionsBoundary: PermissionsBoundaryConfig | undefined;
}

/** One group with one permission set in one account. */
export interface Assignment {
  readonly group: string;
  readonly permissionSet: string;
  /** The key of a member account, or {@link MANAGEMENT_ACCOUNT_KEY}. */
  readonly account: string;
  /** What in the configuration asks for it, in words; of several the first. */
  readonly because: string;
}

/** How people get at accounts, resolved. */
export interface WorkforceIdentity {
  /** The Region of IAM Identity Center. */
  readonly region: Region;
  /** By key. */
  readonly groups: readonly Group[];
  /** By key; the one for root tasks included. */
  readonly permissionSets: readonly PermissionSet[];
  /** By group, permission set and account; no two are equal. */
  readonly assignments: readonly Assignment[];
  /** The keys of the break-glass users, sorted; empty when there is no break-glass. */
  readonly breakGlassUsers: readonly string[];
}
