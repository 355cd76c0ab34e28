import type { PolicyType } from "../catalogue/guardrails";

/** A policy as it is attached somewhere. */
export interface LivePolicy {
  readonly type: PolicyType;
  readonly id: string;
  readonly name: string;
  /** Empty when it has none. */
  readonly description: string;
  /** Its JSON text. */
  readonly document: string;
}

/** An account as the organization lists it. */
export interface LiveAccount {
  readonly id: string;
  readonly name: string;
  /** Attached to the account itself; AWS's full-access policies are left out. */
  readonly policies: readonly LivePolicy[];
}

/** A root or an organizational unit with everything below it. */
export interface LiveUnit {
  readonly id: string;
  readonly name: string;
  readonly policies: readonly LivePolicy[];
  readonly units: readonly LiveUnit[];
  readonly accounts: readonly LiveAccount[];
}

/** An organization as its management account sees it. */
export interface LiveOrganization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly root: LiveUnit;
}
