import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { Construct } from "constructs";
import type { Region } from "../catalogue/regions";
import { AccountProviders } from "../constructs/account-providers";
import { AlertTopics, severityTopics } from "../constructs/alert-topics";
import type { TopicPublisher } from "../constructs/encrypted-topic";
import { EventForwarding } from "../constructs/event-forwarding";
import { forwardingRole } from "../constructs/forwarding-role";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { OrganizationTrail } from "../constructs/organization-trail";
import { PublishedValues } from "../constructs/published-values";
import { RecipientEndpoints } from "../constructs/recipient-endpoints";
import { ReviewQueries } from "../constructs/review-queries";
import { declareForgotten } from "../constructs/state-changes";
import { TrailAlarms } from "../constructs/trail-alarms";
import type { LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";

/** The states that monitoring reads; without an archive there is no trail, without security there are no alerts. */
export interface MonitoringUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
  readonly logArchive: LandingZoneStack | undefined;
  readonly security: LandingZoneStack | undefined;
}

const DELIVERY_TOPIC = "delivery";

/** The organization trail with its alarms, and the rules that forward the management account's alert events. */
export class MonitoringStack extends LandingZoneStack {
  private readonly providers: AccountProviders;

  constructor(scope: Construct, zone: LandingZone, { organization, logArchive, security }: MonitoringUpstream) {
    super(scope, "monitoring", zone);
    this.providers = new AccountProviders(this, { accountId: zone.managementAccount.id });
    const organizationId = new PublishedValues(this, organization).get("organization_id");
    const trail = logArchive === undefined ? undefined : this.trail(organizationId, logArchive);
    if (trail !== undefined && zone.review.insights !== "off") {
      new ReviewQueries(this, "review", { provider: this.providers.home, logGroupName: trail.logGroupName });
    }
    if (security !== undefined) this.alert(trail, organizationId, security);
    if (zone.forgotten.some(({ key }) => key === "foundation:trail")) {
      declareForgotten(this, [{ type: Cloudtrail.tfResourceType, name: "trail" }]);
    }
  }

  private trail(organizationId: string, logArchive: LandingZoneStack): OrganizationTrail {
    return new OrganizationTrail(this, "trail", {
      provider: this.providers.home,
      organizationId,
      archiveKeyArn: new PublishedValues(this, logArchive).get("archive_key_arn"),
    });
  }

  private alert(trail: OrganizationTrail | undefined, organizationId: string, security: LandingZoneStack): void {
    const { zone } = this;
    const provider = this.providers.home;
    const endpoints = new RecipientEndpoints(this, provider);
    const topics = this.topics(trail !== undefined, endpoints);
    if (trail !== undefined) {
      new TrailAlarms(this, "alarm", {
        provider,
        logGroupName: trail.logGroupName,
        topicArn: (severity) => topics.arn(severity),
      });
    }
    const busArn = new PublishedValues(this, security).get("event_bus_arn");
    const accountId = zone.managementAccount.id;
    const roleArn = forwardingRole(this, { provider, accountId, busArn });
    for (const region of zone.governedRegions) {
      new EventForwarding(this, region, {
        provider: this.providers.in(region),
        accountId,
        organizationId,
        region,
        busArn,
        roleArn,
        deliveryTopicArn:
          region === zone.homeRegion
            ? topics.arn("ticket")
            : this.deliveryTopics(region, endpoints).arn(DELIVERY_TOPIC),
      });
    }
  }

  /** Without the trail nothing is of the severity `digest` here, and a topic that nobody writes to is not made. */
  private topics(hasTrail: boolean, endpoints: RecipientEndpoints): AlertTopics {
    const { zone } = this;
    return new AlertTopics(this, "alerts", {
      provider: this.providers.home,
      accountId: zone.managementAccount.id,
      region: zone.homeRegion,
      endpoints,
      publishers: [this.alarms(zone.homeRegion)],
      topics: severityTopics(zone, hasTrail ? ["page", "ticket", "digest"] : ["page", "ticket"]),
      deadLettersTo: "ticket",
    });
  }

  /** An alarm can only tell a topic of its own Region. */
  private deliveryTopics(region: Region, endpoints: RecipientEndpoints): AlertTopics {
    const { zone } = this;
    return new AlertTopics(this, `alerts_${region}`, {
      provider: this.providers.in(region),
      accountId: zone.managementAccount.id,
      region,
      endpoints,
      publishers: [this.alarms(region)],
      topics: [{ id: DELIVERY_TOPIC, name: namesOf(zone).deliveryTopic, recipients: zone.alerting.recipients.ticket }],
      deadLettersTo: DELIVERY_TOPIC,
    });
  }

  private alarms(region: Region): TopicPublisher {
    const sourceArn = namesOf(this.zone).alarmArns(this.zone.managementAccount.id, region);
    return { sid: "Alarms", service: "cloudwatch.amazonaws.com", sourceArn };
  }
}
