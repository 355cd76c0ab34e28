import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { SEVERITIES, type Severity } from "../catalogue/alerts";
import type { Region } from "../catalogue/regions";
import type { RecipientConfig } from "../model/config";
import type { LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { DeadLetterQueue } from "./dead-letter-queue";
import { alarmOnDeadLetters, alarmOnUndelivered } from "./delivery-alarms";
import { EncryptedTopic, type TopicPublisher } from "./encrypted-topic";
import { stackOf } from "./landing-zone-stack";
import type { RecipientEndpoints } from "./recipient-endpoints";
import { TopicSubscriptions } from "./topic-subscriptions";

/** One alert topic. */
export interface AlertTopic {
  readonly id: string;
  readonly name: string;
  readonly recipients: readonly RecipientConfig[];
  /** The id of the topic that hears when this one is not delivered. @default nobody would */
  readonly reportTo?: string;
}

/** The topics of one account in one Region. */
export interface AlertTopicsProps {
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly region: Region;
  readonly endpoints: RecipientEndpoints;
  readonly publishers: readonly TopicPublisher[];
  readonly topics: readonly AlertTopic[];
  /** The id of the topic that hears of dead letters. */
  readonly deadLettersTo: string;
}

/** Topics with their subscriptions, a dead-letter queue for these, and alarms on what does not get through. */
export class AlertTopics extends Construct {
  private readonly byId: ReadonlyMap<string, EncryptedTopic>;

  constructor(scope: Construct, id: string, props: AlertTopicsProps) {
    super(scope, id);
    const { provider, accountId, region, endpoints, publishers, topics, deadLettersTo } = props;
    const names = namesOf(stackOf(this).zone);
    const queue = new DeadLetterQueue(this, "notifications", {
      provider,
      accountId,
      region,
      name: names.deadLetterQueue("notifications"),
      sources: [
        { sid: "Notifications", service: "sns.amazonaws.com", sourceArns: [names.topicArns(accountId, region)] },
      ],
    });
    this.byId = new Map(
      topics.map(({ id, name }) => {
        const keyAlias = names.keyAlias(`alerts-${id}`);
        return [id, new EncryptedTopic(this, id, { provider, accountId, name, keyAlias, publishers })];
      }),
    );
    for (const { id, recipients, reportTo } of topics) {
      const topic = this.find(id);
      new TopicSubscriptions(topic, "to", {
        provider,
        endpoints,
        topicArn: topic.arn,
        deadLetterQueueArn: queue.arn,
        recipients,
      });
      if (reportTo !== undefined)
        alarmOnUndelivered(topic, topic.topicName, { provider, topicArn: this.arn(reportTo) });
    }
    alarmOnDeadLetters(queue, queue.queueName, { provider, topicArn: this.arn(deadLettersTo) });
  }

  /** The ARN of a topic. */
  arn(id: string): string {
    return this.find(id).arn;
  }

  private find(id: string): EncryptedTopic {
    const topic = this.byId.get(id);
    if (topic === undefined) throw new Error(`no topic ${id}`);
    return topic;
  }
}

/** The topics by severity; what `ticket` does not deliver is reported to `page`, everything else to `ticket`. */
export function severityTopics(zone: LandingZone, severities: readonly Severity[] = SEVERITIES): readonly AlertTopic[] {
  const names = namesOf(zone);
  return severities.map((severity) => ({
    id: severity,
    name: names.topic(severity),
    recipients: zone.alerting.recipients[severity],
    reportTo: severity === "ticket" ? "page" : "ticket",
  }));
}
