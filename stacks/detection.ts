import type { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { ConfigAggregator } from "../constructs/config-aggregator";
import { FindingForwarding } from "../constructs/finding-forwarding";
import { forwardingRole } from "../constructs/forwarding-role";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { OrganizationAnalyzers } from "../constructs/organization-analyzers";
import { OrganizationGuardDuty } from "../constructs/organization-guard-duty";
import { OrganizationSecurityHub } from "../constructs/organization-security-hub";
import { PublishedValues } from "../constructs/published-values";
import { findingAlerts } from "../model/finding-alerts";
import type { LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { detectorIdOutput } from "./detectors";
import { ROOT_ID_OUTPUT } from "./organization";

/** The states that detection reads or must wait for. */
export interface DetectionUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
  readonly delegations: LandingZoneStack;
  readonly detectors: LandingZoneStack | undefined;
  /** Without it there are no alerts. */
  readonly security: LandingZoneStack | undefined;
  /** It holds the queues that take what cannot be forwarded. */
  readonly monitoring: LandingZoneStack | undefined;
}

/** The organization's settings of the detective services, in the security account that administers them. */
export class DetectionStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, upstream: DetectionUpstream) {
    super(scope, "detection", zone);
    const accountId = new AccountIds(this, upstream.accounts).of(zone.security);
    const providers = new AccountProviders(this, { accountId, isMember: true });
    this.addDependency(upstream.delegations);
    new OrganizationAnalyzers(this, "analyzer", providers);
    if (upstream.detectors !== undefined) this.configureDetectors(providers, upstream.detectors);
    const { securityHub, config } = zone.detection;
    if (securityHub !== undefined) {
      new OrganizationSecurityHub(this, "securityhub", {
        provider: providers.home,
        rootId: new PublishedValues(this, upstream.organization).get(ROOT_ID_OUTPUT),
        settings: securityHub,
      });
    }
    if (config !== undefined) new ConfigAggregator(this, "config_aggregator", { provider: providers.home });
    this.forwardFindings(providers, accountId, upstream);
  }

  private configureDetectors(providers: AccountProviders, detectors: LandingZoneStack): void {
    const { guardDuty } = this.zone.detection;
    if (guardDuty === undefined) {
      this.addDependency(detectors);
      return;
    }
    const published = new PublishedValues(this, detectors);
    for (const region of this.zone.governedRegions) {
      new OrganizationGuardDuty(this, `guardduty_${region}`, {
        provider: providers.in(region),
        detectorId: published.get(detectorIdOutput(region)),
        features: guardDuty.features,
      });
    }
  }

  private forwardFindings(
    providers: AccountProviders,
    accountId: string,
    { security, monitoring }: DetectionUpstream,
  ): void {
    if (security === undefined || findingAlerts(this.zone).length === 0) return;
    const busArn = new PublishedValues(this, security).get("event_bus_arn");
    if (monitoring !== undefined) this.addDependency(monitoring);
    const name = namesOf(this.zone).findingForwardingRole;
    const roleArn = forwardingRole(this, { provider: providers.home, accountId, busArn, name });
    for (const region of this.zone.governedRegions) {
      new FindingForwarding(this, region, { provider: providers.in(region), region, busArn, roleArn });
    }
  }
}

/** Whether any detective service is on. */
export function hasDetection({ detection }: LandingZone): boolean {
  return Object.values(detection).some((service) => service !== undefined);
}
