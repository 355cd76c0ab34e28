import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { deliveryAlarmText } from "../alerts/alert-text";
import { DELIVERY_RUNBOOK } from "../catalogue/alerts";
import { stackOf } from "./landing-zone-stack";
import { type Metric, MetricAlarm } from "./metric-alarm";

/** Who is told that alerts were not delivered. */
export interface DeliveryAlarmProps {
  readonly provider: AwsProvider;
  readonly topicArn: string;
}

/** Alarms as soon as a dead letter waits. */
export function alarmOnDeadLetters(scope: Construct, queueName: string, props: DeliveryAlarmProps): void {
  deliveryAlarm(scope, "dead-letters-alarm", props, {
    name: queueName,
    says: `Undelivered alerts in the queue ${queueName}`,
    statistic: "Maximum",
    metric: {
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
    },
  });
}

/** The rule that an alarm on failed invocations watches. */
export interface WatchedRule {
  readonly id: string;
  readonly name: string;
  /** Of a rule on the default bus there is none: CloudWatch then counts under the rule's name alone. */
  readonly eventBusName?: string;
}

/** Alarms when a rule matched an event and its target never took it. */
export function alarmOnFailedInvocations(scope: Construct, rule: WatchedRule, props: DeliveryAlarmProps): void {
  const bus = rule.eventBusName === undefined ? {} : { EventBusName: rule.eventBusName };
  deliveryAlarm(scope, `${rule.id}_failed-invocations-alarm`, props, {
    name: `${rule.name}-failed-invocations`,
    says: `The rule ${rule.name} could not reach its target`,
    statistic: "Sum",
    metric: { namespace: "AWS/Events", name: "FailedInvocations", dimensions: { ...bus, RuleName: rule.name } },
  });
}

/** Alarms when a subscriber of a topic did not take a message. */
export function alarmOnUndelivered(scope: Construct, topicName: string, props: DeliveryAlarmProps): void {
  deliveryAlarm(scope, "undelivered-alarm", props, {
    name: `${topicName}-undelivered`,
    says: `Subscribers of the topic ${topicName} did not take a message`,
    statistic: "Sum",
    metric: { namespace: "AWS/SNS", name: "NumberOfNotificationsFailed", dimensions: { TopicName: topicName } },
  });
}

interface DeliveryAlarm {
  readonly name: string;
  readonly says: string;
  readonly statistic: "Sum" | "Maximum";
  readonly metric: Metric;
}

function deliveryAlarm(scope: Construct, id: string, props: DeliveryAlarmProps, alarm: DeliveryAlarm): void {
  const { zone } = stackOf(scope);
  new MetricAlarm(scope, id, {
    ...props,
    // It is made from the name of a queue, rule or topic, and so bears the prefix of the alert path.
    name: alarm.name,
    description: deliveryAlarmText(alarm.says, DELIVERY_RUNBOOK, zone),
    metric: alarm.metric,
    statistic: alarm.statistic,
    threshold: 1,
    periodSeconds: 300,
  });
}
