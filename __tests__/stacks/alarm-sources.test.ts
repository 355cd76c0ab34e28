import { describe, expect, test } from "@jest/globals";
import { parseFilter } from "../../alerts/metrics/filter-syntax";
import { METRIC_ALERT_IDS } from "../../catalogue/alerts";
import type { LandingZoneConfig } from "../../model/config";
import { at, referenced, resourcesOf } from "../support/blocks";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { type Block, type StackJson, synthesize } from "../support/synthesize";

const ALARM = "aws_cloudwatch_metric_alarm";
const FILTER = "aws_cloudwatch_log_metric_filter";
const TOPIC = "aws_sns_topic";
const LOG_GROUP = "aws_cloudwatch_log_group";

/** What feeds AWS's own metrics: the dimension that names a resource, the resource's type and its argument. */
const AWS_METRICS: Readonly<Record<string, readonly (readonly [dimension: string, type: string])[]>> = {
  "AWS/Events FailedInvocations": [
    ["RuleName", "aws_cloudwatch_event_rule"],
    ["EventBusName", "aws_cloudwatch_event_bus"],
  ],
  "AWS/SQS ApproximateNumberOfMessagesVisible": [["QueueName", "aws_sqs_queue"]],
  "AWS/SNS NumberOfNotificationsFailed": [["TopicName", TOPIC]],
};

const isIn =
  (provider: unknown) =>
  ([, block]: readonly [string, Block]) =>
    block.provider === provider;

/** Why nothing feeds the metric of an alarm; `undefined` where something does, in the alarm's own Region. */
function starvation(stack: StackJson, alarm: Block): string | undefined {
  const metric = `${String(alarm.namespace)} ${String(alarm.metric_name)}`;
  const dimensions = Object.entries(Object(alarm.dimensions));
  if (!metric.startsWith("AWS/")) {
    const feeding = resourcesOf(stack, FILTER)
      .filter(isIn(alarm.provider))
      .filter(([, filter]) => metricOf(filter) === metric);
    return feeding.length === 1 ? undefined : `${metric} is fed by ${feeding.length} filters`;
  }
  const sources = AWS_METRICS[metric];
  if (sources === undefined || dimensions.length === 0) return `${metric} is unknown`;
  const missing = dimensions.find(([dimension, name]) => {
    const type = sources.find(([known]) => known === dimension)?.[1];
    return !resourcesOf(stack, type ?? "")
      .filter(isIn(alarm.provider))
      .some(([, block]) => block.name === name);
  });
  return missing === undefined ? undefined : `${metric} has no ${missing.join(" ")}`;
}

function metricOf(filter: Block): string {
  return `${String(at(filter, "metric_transformation", "namespace"))} ${String(at(filter, "metric_transformation", "name"))}`;
}

/** Why an alarm tells nobody; `undefined` where it does. */
function silence(stack: StackJson, alarm: Block): string | undefined {
  const actions = Array.isArray(alarm.alarm_actions) ? alarm.alarm_actions : [];
  if (actions.length === 0 || alarm.actions_enabled === false) return "it has no action";
  const topics = new Map(resourcesOf(stack, TOPIC));
  for (const action of actions) {
    const topic = referenced(action, TOPIC);
    if (topic === undefined || topics.get(topic)?.provider !== alarm.provider) return `no topic ${String(action)}`;
    const subscribed = resourcesOf(stack, "aws_sns_topic_subscription").some(
      ([, { topic_arn }]) => referenced(topic_arn, TOPIC) === topic,
    );
    if (!subscribed) return `nobody is subscribed to ${topic}`;
  }
  return undefined;
}

describe.each<[string, LandingZoneConfig]>([
  ["the example", exampleConfig()],
  ["the minimal configuration", minimalConfig()],
  ["four Regions", minimalConfig({ governedRegions: ["ap-south-1", "eu-central-1", "eu-west-1", "us-east-1"] })],
  ["a home Region of us-east-1", minimalConfig({ homeRegion: "us-east-1" })],
  ["chat", minimalConfig({ alerting: { chat: { slackWorkspaceId: "T00000001", slackChannelId: "C00000001" } } })],
  ["no trail", minimalConfig({ trail: { mode: "off" } })],
  ["a trail that is only observed", minimalConfig({ trail: { mode: "observe" } })],
  ["alerting that is only observed", minimalConfig({ alerting: { mode: "observe" } })],
  ["no alerting", minimalConfig({ alerting: { mode: "off" } })],
])("in the JSON of %s", (_, config) => {
  const { stacks } = synthesize(config);
  const alarms = Object.entries(stacks).flatMap(([name, stack]) =>
    resourcesOf(stack, ALARM).map(([id, alarm]) => ({ where: `${name}.${id}`, stack, alarm })),
  );
  const found = (judge: (stack: StackJson, alarm: Block) => string | undefined): readonly string[] =>
    alarms.flatMap(({ where, stack, alarm }) => {
      const complaint = judge(stack, alarm);
      return complaint === undefined ? [] : [`${where}: ${complaint}`];
    });

  test("there are alarms, unless alerting is off", () => {
    expect(alarms.length > 0).toBe(config.alerting?.mode !== "off");
  });

  test("no alarm is on a metric that nothing feeds", () => {
    expect(found(starvation)).toEqual([]);
  });

  test("every alarm tells a topic of its own Region that has a subscription", () => {
    expect(found(silence)).toEqual([]);
  });

  test("no filter is without an alarm, or on a log group that the trail does not write to", () => {
    for (const [name, stack] of Object.entries(stacks)) {
      const alarmed = resourcesOf(stack, ALARM).map(
        ([, alarm]) => `${String(alarm.namespace)} ${String(alarm.metric_name)}`,
      );
      const groups = resourcesOf(stack, "aws_cloudtrail").map(([, trail]) =>
        referenced(String(trail.cloud_watch_logs_group_arn).replace(/:\*$/, ""), LOG_GROUP),
      );
      for (const [id, filter] of resourcesOf(stack, FILTER)) {
        const group = referenced(filter.log_group_name, LOG_GROUP);
        expect({ where: `${name}.${id}`, alarmed: alarmed.includes(metricOf(filter)) }).toEqual({
          where: `${name}.${id}`,
          alarmed: true,
        });
        expect(groups).toContain(group);
        expect(resourcesOf(stack, LOG_GROUP).map(([known]) => known)).toContain(group);
        expect(() => parseFilter(String(filter.pattern))).not.toThrow();
      }
    }
  });
});

describe("the judgement itself", () => {
  const { stacks } = synthesize(minimalConfig());
  const { monitoring } = stacks;
  if (monitoring === undefined) throw new Error("no monitoring stack");
  const without = (type: string): StackJson => ({ ...monitoring, resource: { ...monitoring.resource, [type]: {} } });
  const count = (stack: StackJson, judge: typeof starvation): number =>
    resourcesOf(stack, ALARM).filter(([, alarm]) => judge(stack, alarm) !== undefined).length;

  test.each([FILTER, "aws_cloudwatch_event_rule", "aws_sqs_queue", TOPIC])("misses %s", (type) => {
    expect(count(without(type), starvation)).toBeGreaterThan(0);
  });

  test("counts an alarm for every filter that is gone", () => {
    expect(count(without(FILTER), starvation)).toBe(METRIC_ALERT_IDS.length);
  });

  test.each([TOPIC, "aws_sns_topic_subscription"])("hears the silence without %s", (type) => {
    expect(count(without(type), silence)).toBe(resourcesOf(monitoring, ALARM).length);
  });
});
