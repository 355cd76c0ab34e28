import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { namesOf } from "../model/names";
import type { AccountProviders } from "./account-providers";
import type { LandingZoneStack } from "./landing-zone-stack";

/** The name that the console gives as well: an account has one recorder and one channel in a Region. */
const NAME = "default";

/**
 * Records the configuration of an account in every governed Region, and delivers it to the log archive.
 *
 * What has no Region, such as roles and users, is recorded in the home Region alone: each copy would be billed. The
 * service-linked role is what Security Hub's Config.1 demands, and no service control policy binds it.
 */
export function recordConfiguration(stack: LandingZoneStack, providers: AccountProviders): void {
  const { zone } = stack;
  const role = new IamServiceLinkedRole(stack, "config_role", {
    provider: providers.home,
    awsServiceName: "config.amazonaws.com",
  });
  for (const region of zone.governedRegions) {
    const provider = providers.in(region);
    const recorder = new ConfigConfigurationRecorder(stack, `recorder_${region}`, {
      provider,
      name: NAME,
      roleArn: role.arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === zone.homeRegion },
    });
    const channel = new ConfigDeliveryChannel(stack, `recorder_${region}_channel`, {
      provider,
      name: NAME,
      s3BucketName: namesOf(zone).configBucket,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder],
    });
    new ConfigConfigurationRecorderStatus(stack, `recorder_${region}_status`, {
      provider,
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }
}
