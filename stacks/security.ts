import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { chatText, eventText } from "../alerts/alert-text";
import { eventPatterns } from "../alerts/events";
import { EVENT_ALERT_IDS, EVENT_ALERTS, type EventAlertId } from "../catalogue/alerts";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { AlertTopics, severityTopics } from "../constructs/alert-topics";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { alarmOnDeadLetters, alarmOnFailedInvocations } from "../constructs/delivery-alarms";
import type { TopicPublisher } from "../constructs/encrypted-topic";
import { EventRule, type EventTarget } from "../constructs/event-rule";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { PublishedValues } from "../constructs/published-values";
import { RecipientEndpoints } from "../constructs/recipient-endpoints";
import { resourcePolicy } from "../constructs/resource-policy";
import type { Alerting, LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";

/** The states that the security stack reads. */
export interface SecurityUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
}

const CHAT_TOPIC = "chat";

/** The bus that alert events of the whole organization arrive on, and whom they go to from there. */
export class SecurityStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: SecurityUpstream) {
    super(scope, "security", zone);
    const accountId = new AccountIds(this, accounts).of(zone.security);
    const organizationId = new PublishedValues(this, organization).get("organization_id");
    const provider = new AccountProviders(this, { accountId, role: zone.accountAccessRole }).home;
    const bus = this.bus(provider, accountId, organizationId);
    const topics = this.topics(provider, accountId);
    this.rules(provider, accountId, bus, topics);
    if (zone.alerting.chat !== undefined) this.chat(provider, zone.alerting.chat, topics.arn(CHAT_TOPIC));
    this.publish("event_bus_arn", bus.arn);
  }

  private bus(provider: AwsProvider, accountId: string, organizationId: string): CloudwatchEventBus {
    const names = namesOf(this.zone);
    const bus = new CloudwatchEventBus(this, "bus", {
      provider,
      name: names.eventBus,
      description: "Alert events of the whole organization",
    });
    new CloudwatchEventBusPolicy(this, "bus_policy", {
      provider,
      eventBusName: bus.name,
      policy: resourcePolicy([
        {
          Sid: "OrganizationPutsEvents",
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: names.eventBusArn(accountId),
          Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
        },
      ]),
    });
    return bus;
  }

  private topics(provider: AwsProvider, accountId: string): AlertTopics {
    const { zone } = this;
    const names = namesOf(zone);
    const publishers: readonly TopicPublisher[] = [
      { sid: "EventRules", service: "events.amazonaws.com", sourceArn: names.eventBusRuleArns(accountId) },
      { sid: "Alarms", service: "cloudwatch.amazonaws.com", sourceArn: names.alarmArns(accountId, zone.homeRegion) },
    ];
    const chat =
      zone.alerting.chat === undefined
        ? []
        : [{ id: CHAT_TOPIC, name: names.chatTopic, recipients: [], reportTo: "ticket" }];
    return new AlertTopics(this, "alerts", {
      provider,
      accountId,
      region: zone.homeRegion,
      endpoints: new RecipientEndpoints(this, provider),
      publishers,
      topics: [...severityTopics(zone), ...chat],
      deadLettersTo: "ticket",
    });
  }

  private rules(provider: AwsProvider, accountId: string, bus: CloudwatchEventBus, topics: AlertTopics): void {
    const names = namesOf(this.zone);
    const patterns = eventPatterns(this.zone);
    const report = { provider, topicArn: topics.arn("ticket") };
    const queue = new DeadLetterQueue(this, "events", {
      provider,
      accountId,
      region: this.zone.homeRegion,
      name: names.deadLetterQueue("events"),
      sources: [
        { sid: "EventRules", service: "events.amazonaws.com", sourceArns: [names.eventBusRuleArns(accountId)] },
      ],
    });
    alarmOnDeadLetters(queue, queue.queueName, report);
    for (const alert of EVENT_ALERT_IDS) {
      const { title, includesReadOnlyEvents } = EVENT_ALERTS[alert];
      const name = names.eventRule(alert);
      new EventRule(this, alert, {
        provider,
        name,
        description: title,
        eventBusName: bus.name,
        pattern: patterns[alert],
        includesReadOnlyEvents,
        targets: this.targets(alert, topics),
        deadLetterQueueArn: queue.arn,
      });
      alarmOnFailedInvocations(this, { id: alert, name, eventBusName: names.eventBus }, report);
    }
  }

  private targets(alert: EventAlertId, topics: AlertTopics): readonly EventTarget[] {
    const { zone } = this;
    const { severity } = EVENT_ALERTS[alert];
    const people: EventTarget = { id: "people", arn: topics.arn(severity), text: eventText(alert, zone) };
    if (zone.alerting.chat?.severities.includes(severity) !== true) return [people];
    return [people, { id: "chat", arn: topics.arn(CHAT_TOPIC), text: chatText(alert, zone) }];
  }

  /** The channel reads alerts and may do nothing: its role has no permissions, and its guardrail denies all others. */
  private chat(provider: AwsProvider, chat: NonNullable<Alerting["chat"]>, topicArn: string): void {
    const { partition } = this.zone;
    const names = namesOf(this.zone);
    const role = new IamRole(this, "chat_role", {
      provider,
      name: names.chatRole,
      description: "Amazon Q Developer in chat applications shows alerts; it may do nothing in this account",
      assumeRolePolicy: resourcePolicy([
        { Sid: "Chat", Effect: "Allow", Principal: { Service: "chatbot.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
    });
    new ChatbotSlackChannelConfiguration(this, "chat_channel", {
      provider,
      configurationName: names.chatTopic,
      iamRoleArn: role.arn,
      slackTeamId: chat.slackWorkspaceId,
      slackChannelId: chat.slackChannelId,
      snsTopicArns: [topicArn],
      guardrailPolicyArns: [`arn:${partition}:iam::aws:policy/AWSDenyAll`],
      loggingLevel: "ERROR",
      userAuthorizationRequired: true,
    });
  }
}
