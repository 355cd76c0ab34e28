import { NEEDY_PRINCIPALS, type NeedyPrincipal } from "../../catalogue/needed-actions";
import { PRINCIPAL_KINDS } from "../../catalogue/standing-questions";
import type { Account, LandingZone } from "../../model/landing-zone";
import { accountGroups } from "./account-groups";
import { neededAsks } from "./ask";
import { organizationPoliciesOf } from "./organization-policies";
import { principalOf } from "./principals";
import { type Finding, findingsOf, isUnhindered } from "./protection";

/** Something that a principal of the landing zone needs and may be denied. */
export interface Lockout {
  readonly principal: string;
  /** Alike for all of them. */
  readonly accounts: readonly Account[];
  readonly finding: Finding;
}

/** Everything that the organization's policies take from the landing zone's own principals. */
export function lockoutsOf(zone: LandingZone): readonly Lockout[] {
  const policies = organizationPoliciesOf(zone);
  return accountGroups(policies).flatMap((accounts) => {
    const [first] = accounts;
    if (first === undefined) return [];
    const place = policies.placeOf(first);
    const account = policies.principalAccount(place);
    return NEEDY_PRINCIPALS.flatMap((by: NeedyPrincipal) => {
      const principal = principalOf(zone, account, by);
      if (principal === undefined) return [];
      return neededAsks(zone, place, account.accountId, by)
        .flatMap((ask) => findingsOf(policies, place, principal, ask))
        .filter(({ answer }) => !isUnhindered(answer))
        .map((finding): Lockout => ({ principal: PRINCIPAL_KINDS[by], accounts, finding }));
    });
  });
}
