import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { namesOf } from "../model/names";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { resourcePolicy } from "./resource-policy";

/** What AWS Config knows of all accounts and Regions, in one place. */
export class ConfigAggregator extends Construct {
  constructor(scope: Construct, id: string, { provider }: { readonly provider: AwsProvider }) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const role = new IamRole(this, "role", {
      provider,
      name: names.configAggregatorRole,
      description: "AWS Config looks up the accounts of the organization",
      assumeRolePolicy: resourcePolicy([
        { Sid: "Config", Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
    });
    const permissions = new IamRolePolicyAttachment(this, "role_permissions", {
      provider,
      role: role.name,
      policyArn: `arn:${zone.partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`,
    });
    new ConfigConfigurationAggregator(this, MAIN_CHILD, {
      provider,
      name: names.configAggregator,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      dependsOn: [permissions],
    });
  }
}
