import { EVENT_ALERTS, type EventAlertId, METRIC_ALERTS, type MetricAlertId, type Severity } from "../catalogue/alerts";
import { BUS_ALERTS, type BusAlertId } from "../catalogue/bus-alerts";
import type { LandingZone } from "../model/landing-zone";
import { type NamingContext, namesOf } from "../model/names";
import { insightsLink } from "./insights-link";
import { queryFilter } from "./metrics/queries";

/** What the texts of alerts are made from. */
export type AlertTextContext = NamingContext & Pick<LandingZone, "alerting">;

/** What EventBridge puts in an event's place: values read from the event, and the text that they are put into. */
export interface EventText {
  readonly inputPaths: Readonly<Record<string, string>>;
  /** JSON with `<name>` where a value goes. */
  readonly inputTemplate: string;
}

/** The longest description of an alarm, in characters; source: CloudWatch API reference, PutMetricAlarm. */
export const ALARM_DESCRIPTION_MAX_LENGTH = 1024;

const ENTRIES = { ...EVENT_ALERTS, ...BUS_ALERTS };

/** A value that the event lacks, such as the error of a call that succeeded, leaves an empty text. */
const INPUT_PATHS = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  action: "$.detail.eventName",
  service: "$.detail.eventSource",
  principal: "$.detail.userIdentity.arn",
  principalType: "$.detail.userIdentity.type",
  sourceIp: "$.detail.sourceIPAddress",
  error: "$.detail.errorCode",
  signIn: "$.detail.responseElements.ConsoleLogin",
  event: "$.detail.eventID",
} as const;

/** The first line of an alert: how urgent, and what. */
export function alertTitle(severity: Severity, title: string): string {
  return `[${severity}] ${title}`;
}

/** Where the runbook of an alert can be read. */
export function runbookLink(section: string, { alerting }: Pick<LandingZone, "alerting">): string {
  return `${alerting.runbookUrl}#${section}`;
}

/** One alert in chat. */
export interface ChatMessage {
  /** Of the alert; messages of one alert about one account are one thread. */
  readonly alert: string;
  readonly title: string;
  readonly severity: Severity;
  /** The section of the runbooks. */
  readonly runbook: string;
  /** What is said below the title, in Markdown. */
  readonly lines: readonly string[];
}

/**
 * An alert in the schema for custom notifications, as JSON.
 *
 * Amazon Q Developer in chat applications drops every transformed event that does not follow it.
 */
export function chatMessage(
  { alert, title, severity, runbook, lines }: ChatMessage,
  context: AlertTextContext,
): string {
  const message = {
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: alertTitle(severity, title),
      description: lines.join("\n"),
      nextSteps: [`Runbook: ${runbookLink(runbook, context)}`],
    },
    metadata: { threadId: `${alert}-<account>`, summary: title },
  };
  return JSON.stringify(message, null, 2);
}

/** What an event alert says by e-mail and to HTTPS receivers: JSON that people and programs can read. */
export function eventText(alert: EventAlertId | BusAlertId, context: AlertTextContext): EventText {
  const { title, severity, runbook } = ENTRIES[alert];
  const message = {
    title: alertTitle(severity, title),
    alert,
    account: "<account>",
    principal: "<principal>",
    principalType: "<principalType>",
    action: "<service> <action>",
    outcome: "<error><signIn>",
    sourceIp: "<sourceIp>",
    time: "<time>",
    region: "<region>",
    event: "<event>",
    runbook: runbookLink(runbook, context),
  };
  return { inputPaths: INPUT_PATHS, inputTemplate: JSON.stringify(message, null, 2) };
}

/** What an event alert says in chat. */
export function chatText(alert: EventAlertId | BusAlertId, context: AlertTextContext): EventText {
  const { title, severity, runbook } = ENTRIES[alert];
  const lines = [
    "*Account* <account>",
    "*Who* <principalType> <principal>",
    "*What* <service> <action> <error><signIn>",
    "*Where from* <sourceIp>",
    "*When* <time> in <region>",
  ];
  const { event: _event, ...inputPaths } = INPUT_PATHS;
  return { inputPaths, inputTemplate: chatMessage({ alert, title, severity, runbook, lines }, context) };
}

/** What an alarm on the trail's log group says; an alarm carries a metric, so it links to the query for the events. */
export function metricAlarmText(alert: MetricAlertId, context: AlertTextContext): string {
  const { title, severity, control, runbook } = METRIC_ALERTS[alert];
  const { trailLogGroup } = namesOf(context);
  const link = insightsLink({
    region: context.homeRegion,
    logGroup: trailLogGroup,
    query: [
      "fields eventTime, recipientAccountId, awsRegion, userIdentity.arn, eventName, sourceIPAddress, errorCode",
      `filter ${queryFilter(alert, context)}`,
      "sort eventTime desc",
    ].join(" | "),
  });
  const facts = [alertTitle(severity, title), `Control: ${control}`, `Log group: ${trailLogGroup}`];
  const runbookLine = `Runbook: ${runbookLink(runbook, context)}`;
  const text = [...facts, `Query: ${link}`, runbookLine].join("\n");
  // A long address of the runbooks leaves no room for the query; control and log group lead to the events as well.
  return text.length <= ALARM_DESCRIPTION_MAX_LENGTH ? text : [...facts, runbookLine].join("\n");
}

/** What an alarm on the delivery of alerts says. */
export function deliveryAlarmText(what: string, runbook: string, context: AlertTextContext): string {
  return `${alertTitle("ticket", what)}\nAlerts may not have reached anyone.\nRunbook: ${runbookLink(runbook, context)}`;
}
