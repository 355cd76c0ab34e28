import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityhubConfigurationPolicy } from "@cdktf/provider-aws/lib/securityhub-configuration-policy";
import { SecurityhubConfigurationPolicyAssociation } from "@cdktf/provider-aws/lib/securityhub-configuration-policy-association";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubOrganizationConfiguration } from "@cdktf/provider-aws/lib/securityhub-organization-configuration";
import { Construct } from "constructs";
import { SECURITY_STANDARDS } from "../catalogue/detection";
import type { Detection } from "../model/detection";
import { namesOf } from "../model/names";
import { stackOf } from "./landing-zone-stack";

/** Where Security Hub is administered, and for whom. */
export interface OrganizationSecurityHubProps {
  /** Of the home Region. */
  readonly provider: AwsProvider;
  readonly rootId: string;
  readonly settings: NonNullable<Detection["securityHub"]>;
}

/**
 * Security Hub in every account and governed Region, by central configuration.
 *
 * Local configuration enables only accounts that join later; a configuration policy at the organization's root holds
 * for all of them, and from the home Region for the linked ones as well.
 */
export class OrganizationSecurityHub extends Construct {
  constructor(scope: Construct, id: string, { provider, rootId, settings }: OrganizationSecurityHubProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const linked = zone.governedRegions.filter((region) => region !== zone.homeRegion);
    const aggregator = new SecurityhubFindingAggregator(this, "aggregator", {
      provider,
      ...(linked.length === 0
        ? { linkingMode: "NO_REGIONS" }
        : { linkingMode: "SPECIFIED_REGIONS", specifiedRegions: linked }),
    });
    const configuration = new SecurityhubOrganizationConfiguration(this, "organization", {
      provider,
      autoEnable: false,
      autoEnableStandards: "NONE",
      organizationConfiguration: { configurationType: "CENTRAL" },
      dependsOn: [aggregator],
    });
    const policy = new SecurityhubConfigurationPolicy(this, "policy", {
      provider,
      name: namesOf(zone).securityHubPolicy,
      description: "Every account of the organization",
      configurationPolicy: {
        serviceEnabled: true,
        enabledStandardArns: settings.standards.map((standard) => this.standardArn(SECURITY_STANDARDS[standard].path)),
        securityControlsConfiguration: { disabledControlIdentifiers: [...settings.disabledControls] },
      },
      dependsOn: [configuration],
    });
    new SecurityhubConfigurationPolicyAssociation(this, "everywhere", {
      provider,
      policyId: policy.id,
      targetId: rootId,
    });
  }

  private standardArn(path: string): string {
    const { partition, homeRegion } = stackOf(this).zone;
    return `arn:${partition}:securityhub:${homeRegion}::${path}`;
  }
}
