import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { PublishedValues } from "../constructs/published-values";
import type { LandingZone } from "../model/landing-zone";
import { ORGANIZATION_ID_OUTPUT } from "./organization";

/** The stacks that must be there first. */
export interface DelegationsUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
}

/**
 * What the security account administers for the organization.
 *
 * Not in `organization`: the account does not exist yet when that state is applied.
 */
export class DelegationsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: DelegationsUpstream) {
    super(scope, "delegations", zone);
    new AccountProviders(this, { accountId: zone.managementAccount.id });
    const accountId = new AccountIds(this, accounts).of(zone.security);
    // Nothing of it is needed but the order: trusted access comes before delegation.
    new PublishedValues(this, organization).get(ORGANIZATION_ID_OUTPUT);
    if (zone.delegations.centralRootAccess) {
      new OrganizationsDelegatedAdministrator(this, "central_root_access", {
        accountId,
        servicePrincipal: "iam.amazonaws.com",
      });
    }
    if (zone.delegations.trail) {
      new CloudtrailOrganizationDelegatedAdminAccount(this, "trail", { accountId });
    }
  }
}
