import type { MissingRole } from "../../reports/plan/plan-report";
import type { Failure } from "../failure";
import type { StackDirectory } from "../terraform/terraform-run";

/** What a run assumes in the account of a stack. */
export type StackRole =
  /** What the stack says itself: nothing in the management account, `accountAccessRole` in a member account. */
  | { readonly kind: "default" }
  | { readonly kind: "assumed"; readonly role: string }
  /** The account has no such role yet, so the stack cannot be planned with it. */
  | { readonly kind: "missing"; readonly missing: MissingRole }
  /** The account has the role, and the caller may not assume it. */
  | { readonly kind: "denied"; readonly failure: Failure };

/** Which role a run assumes in the account of each stack. */
export interface AccountRoles {
  /** What `--account-role` named. */
  readonly named: string | undefined;
  readonly of: (stack: Pick<StackDirectory, "name">) => StackRole;
  /** What people should know of it, in whole sentences. */
  readonly notes: readonly string[];
}
