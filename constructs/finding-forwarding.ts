import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { FINDING_PATTERNS } from "../alerts/findings";
import type { Region } from "../catalogue/regions";
import { findingAlertsIn } from "../model/finding-alerts";
import { namesOf } from "../model/names";
import { EventRule } from "./event-rule";
import { stackOf } from "./landing-zone-stack";

/** From where to where findings are forwarded. */
export interface FindingForwardingProps {
  readonly provider: AwsProvider;
  readonly region: Region;
  readonly busArn: string;
  /** The role that may put events on the bus. */
  readonly roleArn: string;
}

/**
 * A rule on the security account's default bus in one Region that sends findings to the landing zone's bus.
 *
 * What cannot be delivered goes to the queue of the same Region in the management account, like any member's.
 */
export class FindingForwarding extends Construct {
  constructor(scope: Construct, id: string, { provider, region, busArn, roleArn }: FindingForwardingProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const alerts = findingAlertsIn(region, zone);
    if (alerts.length === 0) return;
    const names = namesOf(zone);
    new EventRule(this, "findings", {
      provider,
      name: names.eventRule("findings"),
      description: "Findings of the detective services that are alerts",
      pattern: { $or: alerts.map((alert) => FINDING_PATTERNS[alert]) },
      includesReadOnlyEvents: false,
      targets: [{ id: "security-bus", arn: busArn, roleArn }],
      deadLetterQueueArn: `arn:${zone.partition}:sqs:${region}:${zone.managementAccount.id}:${names.deadLetterQueue("events")}`,
    });
  }
}
