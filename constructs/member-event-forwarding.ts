import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { forwardedEvents, type MemberDuties } from "../alerts/forwarded-events";
import type { Region } from "../catalogue/regions";
import { namesOf } from "../model/names";
import { EventRule } from "./event-rule";
import { stackOf } from "./landing-zone-stack";

/** From where to where a member account's events are forwarded. */
export interface MemberEventForwardingProps {
  readonly provider: AwsProvider;
  readonly region: Region;
  readonly busArn: string;
  /** The role that may put events on the bus. */
  readonly roleArn: string;
  readonly duties: MemberDuties;
}

/**
 * Rules on a member account's default bus in one Region that send alert events to the landing zone's bus in one hop.
 *
 * What cannot be delivered goes to the queue of the same Region in the management account, which has an alarm: a queue,
 * alarms and a topic in every account would be many resources, and an alarm sent over the bus would take the very way
 * that failed.
 */
export class MemberEventForwarding extends Construct {
  constructor(scope: Construct, id: string, { provider, region, busArn, roleArn, duties }: MemberEventForwardingProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const queue = names.deadLetterQueue("events");
    for (const { id: rule, title, pattern, includesReadOnlyEvents } of forwardedEvents(zone, region, duties)) {
      new EventRule(this, rule, {
        provider,
        name: names.eventRule(rule),
        description: title,
        pattern,
        includesReadOnlyEvents,
        targets: [{ id: "security-bus", arn: busArn, roleArn }],
        deadLetterQueueArn: `arn:${zone.partition}:sqs:${region}:${zone.managementAccount.id}:${queue}`,
      });
    }
  }
}
