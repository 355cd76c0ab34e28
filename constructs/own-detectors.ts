import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { GUARDDUTY_FEATURE_IDS } from "../catalogue/detection";
import type { Region } from "../catalogue/regions";
import type { Detection } from "../model/detection";
import { stackOf } from "./landing-zone-stack";

/**
 * GuardDuty and Security Hub of one account's own in one Region: of the administrator and of the management account.
 *
 * All other accounts get theirs from the administrator. It cannot work without its own, and cannot switch them on in the
 * management account; and where there is none yet, becoming administrator makes one that Terraform does not know.
 */
export class OwnDetectors extends Construct {
  /** Absent where GuardDuty is off. */
  readonly detectorId: string | undefined;
  /** What a delegation has to wait for. */
  readonly resources: readonly TerraformResource[];

  constructor(scope: Construct, region: Region, provider: AwsProvider) {
    super(scope, region);
    const { detection, homeRegion } = stackOf(this).zone;
    const { guardDuty, securityHub } = detection;
    const detector = guardDuty === undefined ? undefined : this.detector(provider, guardDuty);
    const hub = securityHub === undefined || region !== homeRegion ? undefined : this.hub(provider);
    this.detectorId = detector?.id;
    this.resources = [detector, hub].filter((resource) => resource !== undefined);
  }

  private detector(provider: AwsProvider, settings: NonNullable<Detection["guardDuty"]>): GuarddutyDetector {
    const { features, findingPublishingFrequency } = settings;
    const detector = new GuarddutyDetector(this, "detector", { provider, enable: true, findingPublishingFrequency });
    for (const name of GUARDDUTY_FEATURE_IDS) {
      new GuarddutyDetectorFeature(this, name, {
        provider,
        detectorId: detector.id,
        name,
        status: features.includes(name) ? "ENABLED" : "DISABLED",
      });
    }
    return detector;
  }

  /**
   * In the home Region alone: from there the organization's configuration policy reaches the others, and it says which
   * standards are checked.
   */
  private hub(provider: AwsProvider): SecurityhubAccount {
    return new SecurityhubAccount(this, "hub", {
      provider,
      enableDefaultStandards: false,
      lifecycle: { ignoreChanges: ["auto_enable_controls", "control_finding_generator", "enable_default_standards"] },
    });
  }
}
