import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { GuarddutyOrganizationAdminAccount } from "@cdktf/provider-aws/lib/guardduty-organization-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { SecurityhubOrganizationAdminAccount } from "@cdktf/provider-aws/lib/securityhub-organization-admin-account";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { OwnDetectors } from "../constructs/own-detectors";
import { PublishedValues } from "../constructs/published-values";
import type { LandingZone } from "../model/landing-zone";
import { ORGANIZATION_ID_OUTPUT } from "./organization";

/** The stacks that must be there first. */
export interface DelegationsUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
  /** Where GuardDuty and Security Hub are off there is none. */
  readonly detectors: LandingZoneStack | undefined;
}

/**
 * What the security account administers for the organization.
 *
 * Not in `organization`: the account does not exist yet when that state is applied.
 */
export class DelegationsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts, detectors }: DelegationsUpstream) {
    super(scope, "delegations", zone);
    const providers = new AccountProviders(this, { accountId: zone.managementAccount.id });
    const accountId = new AccountIds(this, accounts).of(zone.security);
    // Nothing of it is needed but the order: trusted access comes before delegation.
    new PublishedValues(this, organization).get(ORGANIZATION_ID_OUTPUT);
    if (detectors !== undefined) this.addDependency(detectors);
    if (zone.delegations.centralRootAccess) {
      new OrganizationsDelegatedAdministrator(this, "central_root_access", {
        accountId,
        servicePrincipal: "iam.amazonaws.com",
      });
    }
    if (zone.delegations.trail) {
      new CloudtrailOrganizationDelegatedAdminAccount(this, "trail", { accountId });
    }
    for (const [id, servicePrincipal] of delegatedServices(zone)) {
      new OrganizationsDelegatedAdministrator(this, id, { accountId, servicePrincipal });
    }
    if (detectors !== undefined) this.delegateDetectors(providers, accountId);
  }

  /**
   * GuardDuty knows an administrator in each Region; Security Hub has one in its home Region, and by central
   * configuration the same in those that are linked to it.
   *
   * One after the other, since each call changes the same organization.
   */
  private delegateDetectors(providers: AccountProviders, adminAccountId: string): void {
    const { detection, governedRegions, homeRegion } = this.zone;
    let previous: readonly TerraformResource[] = [];
    for (const region of governedRegions) {
      const provider = providers.in(region);
      const own = new OwnDetectors(this, region, provider);
      const settings = () => ({ provider, adminAccountId, dependsOn: [...own.resources, ...previous] });
      if (detection.guardDuty !== undefined) {
        previous = [new GuarddutyOrganizationAdminAccount(this, `guardduty_${region}`, settings())];
      }
      if (detection.securityHub !== undefined && region === homeRegion) {
        previous = [new SecurityhubOrganizationAdminAccount(this, "securityhub", settings())];
      }
    }
  }
}

/** The services that AWS Organizations itself delegates, by the id of the resource. */
function delegatedServices({ detection }: LandingZone): readonly (readonly [id: string, principal: string])[] {
  const { externalAccess, unusedAccess, config } = detection;
  return [
    ...((externalAccess ?? unusedAccess) ? [["access_analyzer", "access-analyzer.amazonaws.com"] as const] : []),
    ...(config === undefined
      ? []
      : ([
          ["config", "config.amazonaws.com"],
          ["config_rules", "config-multiaccountsetup.amazonaws.com"],
        ] as const)),
  ];
}

/** Whether anything is delegated. */
export function hasDelegations({ delegations, detection }: LandingZone): boolean {
  return (
    delegations.centralRootAccess ||
    delegations.trail ||
    Object.values(detection).some((service) => service !== undefined)
  );
}
