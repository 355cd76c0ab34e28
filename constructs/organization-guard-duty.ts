import { GuarddutyOrganizationConfiguration } from "@cdktf/provider-aws/lib/guardduty-organization-configuration";
import { GuarddutyOrganizationConfigurationFeature } from "@cdktf/provider-aws/lib/guardduty-organization-configuration-feature";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { GUARDDUTY_FEATURE_IDS, type GuardDutyFeature } from "../catalogue/detection";

/** The administrator's detector in one Region, and what it enables in all accounts. */
export interface OrganizationGuardDutyProps {
  readonly provider: AwsProvider;
  readonly detectorId: string;
  readonly features: readonly GuardDutyFeature[];
}

/**
 * GuardDuty in every account of the organization, the management account and future ones included, in one Region.
 *
 * A protection plan that nobody asked for is said to be `NONE`: left out, it would keep what AWS has by default.
 */
export class OrganizationGuardDuty extends Construct {
  constructor(scope: Construct, id: string, { provider, detectorId, features }: OrganizationGuardDutyProps) {
    super(scope, id);
    const members = new GuarddutyOrganizationConfiguration(this, "members", {
      provider,
      detectorId,
      autoEnableOrganizationMembers: "ALL",
    });
    for (const name of GUARDDUTY_FEATURE_IDS) {
      new GuarddutyOrganizationConfigurationFeature(this, name, {
        provider,
        detectorId,
        name,
        autoEnable: features.includes(name) ? "ALL" : "NONE",
        // Each call states the organization's whole setting for members, too.
        dependsOn: [members],
      });
    }
  }
}
