import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { eventPatterns } from "../alerts/events";
import { managementAlertsIn } from "../alerts/forwarded-events";
import { EVENT_ALERTS } from "../catalogue/alerts";
import type { Region } from "../catalogue/regions";
import { namesOf } from "../model/names";
import { DeadLetterQueue } from "./dead-letter-queue";
import { alarmOnDeadLetters, alarmOnFailedInvocations } from "./delivery-alarms";
import { EventRule } from "./event-rule";
import { stackOf } from "./landing-zone-stack";

/** From where to where events are forwarded. */
export interface EventForwardingProps {
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly organizationId: string;
  readonly region: Region;
  readonly busArn: string;
  /** The role that may put events on the bus. */
  readonly roleArn: string;
  /** The topic, in the same Region, that hears when an event could not be forwarded. */
  readonly deliveryTopicArn: string;
}

/**
 * Rules on the management account's default bus in one Region that send alert events to the landing zone's bus.
 *
 * Its queue also takes what member accounts could not forward from the Region.
 */
export class EventForwarding extends Construct {
  constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    const { provider, accountId, organizationId, region, busArn, roleArn, deliveryTopicArn } = props;
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const patterns = eventPatterns(zone);
    const queue = new DeadLetterQueue(this, "events", {
      provider,
      accountId,
      region,
      name: names.deadLetterQueue("events"),
      sources: [
        { sid: "EventRules", service: "events.amazonaws.com", sourceArns: [names.eventRuleArns(accountId)] },
        {
          sid: "MemberEventRules",
          service: "events.amazonaws.com",
          sourceArns: [names.eventRuleArns("*")],
          organizationId,
        },
      ],
    });
    alarmOnDeadLetters(queue, queue.queueName, { provider, topicArn: deliveryTopicArn });
    for (const alert of managementAlertsIn(region)) {
      const name = names.eventRule(alert);
      new EventRule(this, alert, {
        provider,
        name,
        description: EVENT_ALERTS[alert].title,
        pattern: patterns[alert],
        includesReadOnlyEvents: EVENT_ALERTS[alert].includesReadOnlyEvents,
        targets: [{ id: "security-bus", arn: busArn, roleArn }],
        deadLetterQueueArn: queue.arn,
      });
      alarmOnFailedInvocations(this, { id: alert, name }, { provider, topicArn: deliveryTopicArn });
    }
  }
}
