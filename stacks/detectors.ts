import type { Construct } from "constructs";
import type { Region } from "../catalogue/regions";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { OwnDetectors } from "../constructs/own-detectors";
import type { LandingZone } from "../model/landing-zone";

/** The name under which the stack publishes the id of the security account's detector in a Region. */
export function detectorIdOutput(region: Region): string {
  return `detector_id_${region}`;
}

/**
 * GuardDuty and Security Hub in the security account, before it becomes their administrator.
 *
 * Apart from `detection`, which can only be applied once the account is administrator.
 */
export class DetectorsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { accounts }: { readonly accounts: readonly LandingZoneStack[] }) {
    super(scope, "detectors", zone);
    const accountId = new AccountIds(this, accounts).of(zone.security);
    const providers = new AccountProviders(this, { accountId, isMember: true });
    for (const region of zone.governedRegions) {
      const { detectorId } = new OwnDetectors(this, region, providers.in(region));
      if (detectorId !== undefined) this.publish(detectorIdOutput(region), detectorId);
    }
  }
}

/** Whether a service is on that its administrator has to have itself. */
export function hasDetectors({ detection }: LandingZone): boolean {
  return detection.guardDuty !== undefined || detection.securityHub !== undefined;
}
