import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { chatText, type EventText, eventText } from "../alerts/alert-text";
import { busPatterns } from "../alerts/bus";
import type { EventPattern } from "../alerts/event-pattern";
import { eventPatterns } from "../alerts/events";
import { findingChatText, findingText } from "../alerts/finding-text";
import { FINDING_PATTERNS } from "../alerts/findings";
import { accountExpiryText, recoveryExpiredText, weeklyReviewText } from "../alerts/notice-text";
import { EVENT_ALERT_IDS, EVENT_ALERTS, type EventAlertId, type Severity } from "../catalogue/alerts";
import { BUS_ALERT_IDS, BUS_ALERTS, type BusAlertId } from "../catalogue/bus-alerts";
import { FINDING_ALERTS } from "../catalogue/finding-alerts";
import { NOTICES, type NoticeId } from "../catalogue/notices";
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
import { ScheduledNotice } from "../constructs/scheduled-notice";
import { expiryNotices } from "../model/account-expiry";
import { addDays, calendarDay } from "../model/date";
import { findingAlerts } from "../model/finding-alerts";
import type { Alerting, LandingZone, RecoveryEntry } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { requiredRecoveryUnit } from "../model/recovery-unit";
import { unitIdOutput } from "./organization";

/** The states that the security stack reads. */
export interface SecurityUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
}

const CHAT_TOPIC = "chat";

/** The hour of the day, in UTC, at which notices are sent. */
const NOTICE_HOUR = 6;

type BusRuleId = EventAlertId | BusAlertId;

const BUS_RULES = { ...EVENT_ALERTS, ...BUS_ALERTS };

/** One rule on the bus. */
interface BusRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly pattern: EventPattern;
  readonly includesReadOnlyEvents: boolean;
  readonly text: EventText;
  readonly chatText: EventText;
}

interface NoticeDelivery {
  readonly provider: AwsProvider;
  readonly topics: AlertTopics;
  readonly queue: DeadLetterQueue;
}

interface BusRules extends NoticeDelivery {
  readonly bus: CloudwatchEventBus;
  readonly recoveryUnitId: string;
}

interface Notice {
  /** Unique in the stack. */
  readonly name: string;
  readonly schedule: string;
  readonly text: string;
}

/** The bus that alert events of the whole organization arrive on, and whom they go to from there. */
export class SecurityStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: SecurityUpstream) {
    super(scope, "security", zone);
    const accountId = new AccountIds(this, accounts).of(zone.security);
    const published = new PublishedValues(this, organization);
    const provider = new AccountProviders(this, { accountId, isMember: true }).home;
    const bus = this.bus(provider, accountId, published.get("organization_id"));
    const topics = this.topics(provider, accountId);
    const queue = this.deadLetters(provider, accountId, topics);
    const recoveryUnitId = published.get(unitIdOutput(requiredRecoveryUnit(zone).key));
    this.rules({ provider, bus, topics, queue, recoveryUnitId });
    this.notices({ provider, topics, queue });
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
      { sid: "Notices", service: "events.amazonaws.com", sourceArn: names.eventRuleArns(accountId) },
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

  private deadLetters(provider: AwsProvider, accountId: string, topics: AlertTopics): DeadLetterQueue {
    const names = namesOf(this.zone);
    const queue = new DeadLetterQueue(this, "events", {
      provider,
      accountId,
      region: this.zone.homeRegion,
      name: names.deadLetterQueue("events"),
      sources: [
        {
          sid: "EventRules",
          service: "events.amazonaws.com",
          sourceArns: [names.eventBusRuleArns(accountId), names.eventRuleArns(accountId)],
        },
      ],
    });
    alarmOnDeadLetters(queue, queue.queueName, { provider, topicArn: topics.arn("ticket") });
    return queue;
  }

  private rules(rules: BusRules): void {
    for (const rule of [...this.eventRules(rules.recoveryUnitId), ...this.findingRules()]) this.rule(rule, rules);
  }

  private eventRules(recoveryUnitId: string): readonly BusRule[] {
    const { zone } = this;
    const patterns: Readonly<Record<BusRuleId, EventPattern>> = {
      ...eventPatterns(zone),
      ...busPatterns({ recoveryUnitId }),
    };
    return [...EVENT_ALERT_IDS, ...BUS_ALERT_IDS].map((id) => ({
      id,
      ...BUS_RULES[id],
      pattern: patterns[id],
      text: eventText(id, zone),
      chatText: chatText(id, zone),
    }));
  }

  private findingRules(): readonly BusRule[] {
    const { zone } = this;
    return findingAlerts(zone).map((id) => ({
      id,
      ...FINDING_ALERTS[id],
      pattern: FINDING_PATTERNS[id],
      includesReadOnlyEvents: false,
      text: findingText(id, zone),
      chatText: findingChatText(id, zone),
    }));
  }

  private rule(rule: BusRule, { provider, bus, topics, queue }: BusRules): void {
    const names = namesOf(this.zone);
    const { id, title, pattern, includesReadOnlyEvents } = rule;
    const name = names.eventRule(id);
    new EventRule(this, id, {
      provider,
      name,
      description: title,
      eventBusName: bus.name,
      pattern,
      includesReadOnlyEvents,
      targets: this.targets(rule, topics),
      deadLetterQueueArn: queue.arn,
    });
    const report = { provider, topicArn: topics.arn("ticket") };
    alarmOnFailedInvocations(this, { id, name, eventBusName: names.eventBus }, report);
  }

  private notices(delivery: NoticeDelivery): void {
    const { zone } = this;
    for (const [until, entries] of byLastDay(zone.recovery)) {
      this.notice(delivery, "recovery-expired", {
        name: `recovery-until-${until}`,
        schedule: onceOn(addDays(until, 1)),
        text: recoveryExpiredText(entries, zone),
      });
    }
    for (const notice of expiryNotices(zone)) {
      this.notice(delivery, "account-expiry", {
        name: `account-expiry-${notice.day}`,
        schedule: onceOn(notice.day),
        text: accountExpiryText(notice, zone),
      });
    }
    if (!sendsDigest(zone)) return;
    this.notice(delivery, "weekly-review", {
      name: "weekly-review",
      schedule: `cron(0 ${NOTICE_HOUR} ? * MON *)`,
      text: weeklyReviewText(zone),
    });
  }

  private notice({ provider, topics, queue }: NoticeDelivery, id: NoticeId, { name, schedule, text }: Notice): void {
    const { title, severity } = NOTICES[id];
    new ScheduledNotice(this, name, {
      provider,
      name: namesOf(this.zone).noticeRule(name),
      description: title,
      schedule,
      topicArn: topics.arn(severity),
      text,
      deadLetterQueueArn: queue.arn,
    });
  }

  private targets({ severity, text, chatText }: BusRule, topics: AlertTopics): readonly EventTarget[] {
    const people: EventTarget = { id: "people", arn: topics.arn(severity), text };
    if (this.zone.alerting.chat?.severities.includes(severity) !== true) return [people];
    return [people, { id: "chat", arn: topics.arn(CHAT_TOPIC), text: chatText }];
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

/** One notice a day and not one an account: the name of a rule has room for a day, but not for every key. */
function byLastDay(entries: readonly RecoveryEntry[]): ReadonlyMap<string, readonly RecoveryEntry[]> {
  const days = [...new Set(entries.map(({ until }) => until))].sort();
  return new Map(days.map((day) => [day, entries.filter(({ until }) => until === day)]));
}

/** In the morning of a day, in UTC. */
function onceOn(date: string): string {
  const { year, month, day } = calendarDay(date);
  return `cron(0 ${NOTICE_HOUR} ${day} ${month} ? ${year})`;
}

/** Without the saved queries, or without the trail that they ask, there is nothing to be reminded of. */
function sendsDigest({ review, trail }: LandingZone): boolean {
  return [review.digest, review.insights, trail.mode].every((mode) => mode !== "off");
}
