import type { LandingZone } from "../../model/landing-zone";
import type { LiveCheck } from "./check";
import { judgeAccountQuota } from "./checks/account-quota";
import { judgeBucketNames } from "./checks/bucket-names";
import { judgeControlTower } from "./checks/control-tower";
import { judgeExistingAccounts } from "./checks/existing-accounts";
import { judgeIdentityCenter } from "./checks/identity-center";
import { judgeManagementAccount } from "./checks/management-account";
import { judgeOrganization } from "./checks/organization";
import { judgePolicyTypes } from "./checks/policy-types";
import { judgeTerraform } from "./checks/terraform";
import { judgeTrails } from "./checks/trails";
import { judgeTrustedAccess } from "./checks/trusted-access";
import type { Facts } from "./facts";
import type { Finding } from "./finding";

/** The checks that look into the management account, in the order in which they are printed. */
const LIVE_CHECKS: readonly LiveCheck[] = [
  judgeOrganization,
  judgePolicyTypes,
  judgeTrustedAccess,
  judgeControlTower,
  judgeAccountQuota,
  judgeExistingAccounts,
  judgeTrails,
  judgeBucketNames,
  judgeIdentityCenter,
];

/** Everything there is to say before the first apply, from what was found and what was declared. */
export function judge(facts: Facts, zone: LandingZone): readonly Finding[] {
  const { live } = facts;
  return [
    ...judgeTerraform(facts.terraform),
    ...judgeManagementAccount(facts.caller, zone),
    ...(live === undefined ? [] : LIVE_CHECKS.flatMap((check) => check(live, zone))),
  ];
}
