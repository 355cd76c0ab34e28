import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import { AccountRegion } from "@cdktf/provider-aws/lib/account-region";
import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { Construct } from "constructs";
import type { Region } from "../catalogue/regions";
import { accountIdOutput } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { CONTACT_KINDS } from "../constructs/alternate-contacts";
import { EmergencyMoves } from "../constructs/emergency-moves";
import { EnabledRegions } from "../constructs/enabled-regions";
import { LandingZoneStack, MAIN_CHILD } from "../constructs/landing-zone-stack";
import { Lanes } from "../constructs/lanes";
import { MemberAccount } from "../constructs/member-account";
import { PublishedValues } from "../constructs/published-values";
import { declareForgotten, declareMoved, type RenamedResource } from "../constructs/state-changes";
import { consequence, forgottenAccounts } from "../model/account-lifecycle";
import type { Account, LandingZone } from "../model/landing-zone";
import { accountsStackName } from "../model/ledger";
import { OPT_IN_REGIONS } from "../model/opt-in-regions";
import { formerKeys } from "../model/renames";
import { ROOT_NODE } from "../model/root-node";
import { type OrganizationStack, ROOT_ID_OUTPUT, unitIdOutput } from "./organization";

/** Which accounts, and in which organization. */
export interface AccountsStackProps {
  readonly shard: number;
  readonly organization: OrganizationStack;
}

/** One less than the five accounts that AWS Organizations creates at once, for somebody else's. */
const ACCOUNT_LANES = 4;

/** AWS Account Management throttles from some 36 accounts on at Terraform's default of ten calls at once. */
const CONTACT_LANES = 4;

/**
 * The member accounts of one shard, with their contacts.
 *
 * It comes after the organization's stack and so after central root access: no account is born with a root password
 * that somebody could recover.
 */
export class AccountsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { shard, organization }: AccountsStackProps) {
    super(scope, accountsStackName(shard), zone);
    new AccountProviders(this, { accountId: zone.managementAccount.id });
    const published = new PublishedValues(this, organization);
    const accounts = zone.accounts.filter(
      (account) => account.shard === shard && consequence(account.state, "accounts") === "managed",
    );
    const emergencyMoves =
      zone.recoveryUnit === undefined
        ? undefined
        : new EmergencyMoves(this, "recovery", {
            recoveryUnitId: published.get(unitIdOutput(zone.recoveryUnit.key)),
          });
    const keys = accounts.map(({ key }) => key);
    const accountLanes = new Lanes(ACCOUNT_LANES, keys);
    const contactLanes = new Lanes(CONTACT_LANES, keys);
    // A scope without a name of its own, so that no key can be equal to the id of another construct of the stack.
    const accountsScope = new Construct(this, MAIN_CHILD);
    for (const account of accounts) {
      const parentId = published.get(parentOutput(account));
      const { accountId } = new MemberAccount(accountsScope, account.key, {
        account,
        parentId: emergencyMoves?.parentOf(account, parentId) ?? parentId,
        accountLanes,
        contactLanes,
      });
      new EnabledRegions(accountsScope, `${account.key}_regions`, { accountId, regions: account.optInRegions });
      this.publish(accountIdOutput(account.key), accountId);
    }
    declareMoved(
      this,
      accounts.flatMap(({ key, optInRegions }) => {
        const former = formerKeys(zone, key);
        return [...resourcesOf(former), ...regionsOf(former, optInRegions)];
      }),
    );
    declareForgotten(
      this,
      forgottenIn(zone, shard).flatMap(({ type, names }) => names.map((name) => ({ type, name }))),
    );
  }
}

/** The name under which the id of what an account is directly below is published. */
function parentOutput({ organizationalUnit }: Account): string {
  return organizationalUnit === ROOT_NODE ? ROOT_ID_OUTPUT : unitIdOutput(organizationalUnit);
}

/** Nothing says which Regions were enabled in an account that is gone; Terraform passes over those that no state has. */
function forgottenIn(zone: LandingZone, shard: number): readonly RenamedResource[] {
  return forgottenAccounts(zone.departedAccounts, "accounts")
    .filter(({ identity }) => (identity.shard ?? 1) === shard)
    .map(({ key }) => formerKeys(zone, key))
    .flatMap((keys) => [...resourcesOf(keys), ...regionsOf(keys, OPT_IN_REGIONS)]);
}

/** The resources of one account under every key that it had. */
function resourcesOf(keys: readonly string[]): readonly RenamedResource[] {
  return [
    { type: OrganizationsAccount.tfResourceType, names: keys },
    ...CONTACT_KINDS.map((kind) => ({
      type: AccountAlternateContact.tfResourceType,
      names: keys.map((key) => `${key}_${kind}`),
    })),
  ];
}

/** The enabled Regions of one account under every key that it had. */
function regionsOf(keys: readonly string[], regions: readonly Region[]): readonly RenamedResource[] {
  return regions.map((region) => ({
    type: AccountRegion.tfResourceType,
    names: keys.map((key) => `${key}_regions_${region}`),
  }));
}
