import { consequence } from "../../../model/account-lifecycle";
import type { Baseline } from "../../../model/baseline";
import { DEPLOY_ROLE, PLAN_ROLE } from "../../../model/deployment-roles";
import type { Declared } from "./subject";

/** What the account's baseline sets, as far as it is looked at here. */
export interface ExpectedBaseline {
  readonly passwordPolicy: boolean;
  readonly publicAccessBlock: boolean;
  /** The pipeline's roles. */
  readonly roles: readonly string[];
}

/** The resolved baseline of an account. */
export function baselineOf({ zone, account }: Declared): Baseline {
  const baseline = zone.baselines.members.get(account.key);
  if (baseline === undefined) throw new Error(`no baseline for ${account.key}`);
  return baseline;
}

/** What the account's baseline sets. */
export function expectedBaseline(declared: Declared): ExpectedBaseline {
  const { zone, account } = declared;
  const { mode, s3PublicAccessBlock } = baselineOf(declared);
  const setsDefaults = mode.value === "enforce";
  const hasPlanRole = consequence(account.state, "baseline") === "full";
  const hasRoles = mode.value !== "off" && zone.baselines.pipeline !== undefined;
  return {
    passwordPolicy: setsDefaults,
    publicAccessBlock: setsDefaults && s3PublicAccessBlock.value,
    roles: hasRoles ? [...(hasPlanRole ? [PLAN_ROLE] : []), DEPLOY_ROLE] : [],
  };
}
