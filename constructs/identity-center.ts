import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Region } from "../catalogue/regions";
import { MAIN_CHILD } from "./landing-zone-stack";

/**
 * The organization's instance of IAM Identity Center, which is enabled by hand.
 *
 * Where there is none, Terraform stops with a sentence that says what to do, before it changes anything.
 */
export class IdentityCenter extends Construct {
  readonly instanceArn: string;
  readonly identityStoreId: string;

  constructor(scope: Construct, id: string, provider: AwsProvider, region: Region) {
    super(scope, id);
    const instances = new DataAwsSsoadminInstances(this, MAIN_CHILD, {
      provider,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.arns) > 0}",
            errorMessage: `There is no organization instance of IAM Identity Center in ${region}. Enable it by hand: console of the management account, Region ${region}, IAM Identity Center, Enable. If it is in another Region, name that in identity.region; until it exists, leave identity out of the configuration.`,
          },
        ],
      },
    });
    this.instanceArn = Fn.element(instances.arns, 0);
    this.identityStoreId = Fn.element(instances.identityStoreIds, 0);
  }
}
