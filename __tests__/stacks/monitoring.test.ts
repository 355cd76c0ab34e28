import { describe, expect, test } from "@jest/globals";
import { managementAlertsIn } from "../../alerts/forwarded-events";
import { METRIC_ALERT_IDS, METRIC_ALERTS } from "../../catalogue/alerts";
import type { Region } from "../../catalogue/regions";
import { at, jsonAt, referenced, resourcesOf } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, resourcesIn, synthesize } from "../support/synthesize";

const REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"] as const satisfies readonly Region[];
const ALERTS_IN_US_EAST_1 = managementAlertsIn("us-east-1").length;
const synthesized = synthesize(minimalConfig({ governedRegions: REGIONS }));
const stack = synthesized.stacks.monitoring;

const ORGANIZATION = "${data.terraform_remote_state.organization.outputs.organization_id}";
const LOG_GROUP = "arn:aws:logs:eu-central-1:111111111111:log-group:/acme/organization-trail";
const BUS = "${data.terraform_remote_state.security.outputs.event_bus_arn}";

const providerOf = (region: Region) => (region === "eu-central-1" ? "aws" : `aws.${region}`);
const deliveryTopic = (region: Region) =>
  region === "eu-central-1" ? "${aws_sns_topic.alerts_ticket.arn}" : `\${aws_sns_topic.alerts_${region}_delivery.arn}`;

describe("the organization trail", () => {
  test("records every account and Region, validated, into the archive and the log group", () => {
    expect(resourceOf(stack, "aws_cloudtrail", "trail")).toMatchObject({
      name: "acme-organization-trail",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_logging: true,
      enable_log_file_validation: true,
      s3_bucket_name: "acme-org-trail-111111111111-eu-central-1",
      kms_key_id: "${data.terraform_remote_state.log-archive.outputs.archive_key_arn}",
      cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail_logs.arn}:*",
      cloud_watch_logs_role_arn: "${aws_iam_role.trail_logs_role.arn}",
      depends_on: ["aws_iam_role_policy.trail_logs_role_policy"],
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has the selector by the name that settles", () => {
    const trail = resourceOf(stack, "aws_cloudtrail", "trail");
    expect(trail.advanced_event_selector).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ]);
    expect(trail).not.toHaveProperty("event_selector");
  });

  test("writes to its own streams of its own log group", () => {
    expect(jsonAt(resourceOf(stack, "aws_iam_role_policy", "trail_logs_role_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteTrailLogGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [
            `${LOG_GROUP}:log-stream:${ORGANIZATION}_*`,
            `${LOG_GROUP}:log-stream:111111111111_CloudTrail_eu-central-1*`,
          ],
        },
      ],
    });
  });

  test("has a log group with a key that only it can use", () => {
    expect(resourceOf(stack, "aws_cloudwatch_log_group", "trail_logs")).toMatchObject({
      name: "/acme/organization-trail",
      retention_in_days: 90,
      kms_key_id: "${aws_kms_key.trail_logs_key.arn}",
    });
    expect(at(jsonAt(resourceOf(stack, "aws_kms_key", "trail_logs_key"), "policy"), "Statement", 1)).toEqual({
      Sid: "TrailLogGroup",
      Effect: "Allow",
      Principal: { Service: "logs.eu-central-1.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": LOG_GROUP } },
    });
  });
});

describe.each(METRIC_ALERT_IDS)("the metric alert %s", (alert) => {
  test("has an alarm on the metric that its filter on the trail's log group feeds", () => {
    const filter = resourceOf(stack, "aws_cloudwatch_log_metric_filter", `alarm_${alert}_filter`);
    const alarm = resourceOf(stack, "aws_cloudwatch_metric_alarm", `alarm_${alert}`);
    expect(filter.log_group_name).toBe("${aws_cloudwatch_log_group.trail_logs.name}");
    expect(filter.metric_transformation).toEqual({
      name: alarm.metric_name,
      namespace: alarm.namespace,
      value: "1",
      default_value: "0",
    });
  });

  test("tells the topic of its severity", () => {
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", `alarm_${alert}`)).toMatchObject({
      alarm_name: `acme-alerts-${alert}`,
      alarm_actions: [`\${aws_sns_topic.alerts_${METRIC_ALERTS[alert].severity}.arn}`],
      statistic: "Sum",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
    });
  });
});

describe.each(REGIONS)("event forwarding in %s", (region) => {
  test.each(managementAlertsIn(region))(
    "%s goes to the security bus in one hop, or to the dead-letter queue",
    (alert) => {
      const provider = providerOf(region);
      expect(resourceOf(stack, "aws_cloudwatch_event_rule", `${region}_${alert}`)).toMatchObject({
        provider,
        name: `acme-alerts-${alert}`,
      });
      expect(resourceOf(stack, "aws_cloudwatch_event_target", `${region}_${alert}_security-bus`)).toMatchObject({
        provider,
        arn: BUS,
        role_arn: "${aws_iam_role.forwarding_role.arn}",
        dead_letter_config: { arn: `\${aws_sqs_queue.${region}_events.arn}` },
      });
      expect(
        resourceOf(stack, "aws_cloudwatch_metric_alarm", `${region}_${alert}_failed-invocations-alarm`),
      ).toMatchObject({
        provider,
        dimensions: { RuleName: `acme-alerts-${alert}` },
        alarm_actions: [deliveryTopic(region)],
      });
    },
  );

  test("alarms on dead letters in the Region itself", () => {
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", `${region}_events_dead-letters-alarm`)).toMatchObject({
      provider: providerOf(region),
      dimensions: { QueueName: "acme-alerts-events-dead-letters" },
      alarm_actions: [deliveryTopic(region)],
    });
  });
});

describe("the whole of it", () => {
  test("us-east-1 has every rule of its own, other Regions those of regional events, and none stands anywhere else", () => {
    const expected = REGIONS.flatMap((region) =>
      managementAlertsIn(region).map((alert) => `${region}_${alert}`),
    ).sort();
    expect(resourcesOf(stack, "aws_cloudwatch_event_rule").map(([name]) => name)).toEqual(expected);
    expect(expected).toHaveLength(ALERTS_IN_US_EAST_1 + 5 + 5);
  });

  test("rules see read-only events where their alerts are about them", () => {
    for (const [name, rule] of resourcesOf(stack, "aws_cloudwatch_event_rule")) {
      const readOnly = /_(root-api-use|assume-root|break-glass-use)$/.test(name);
      expect(rule.state).toBe(readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED");
    }
  });

  test("every alarm tells a topic in its own Region", () => {
    const topics = new Map(resourcesOf(stack, "aws_sns_topic"));
    for (const [name, alarm] of resourcesOf(stack, "aws_cloudwatch_metric_alarm")) {
      const topic = topics.get(referenced(at(alarm, "alarm_actions", 0), "aws_sns_topic") ?? "");
      expect([name, topic?.provider]).toEqual([name, alarm.provider]);
    }
  });

  test("every topic has a key of its own, a subscription and an alarm that uses it", () => {
    const used = (type: string, ...way: readonly (string | number)[]) =>
      new Set(resourcesOf(stack, type).map(([, block]) => referenced(at(block, ...way), "aws_sns_topic")));
    const subscribed = used("aws_sns_topic_subscription", "topic_arn");
    const alarmed = used("aws_cloudwatch_metric_alarm", "alarm_actions", 0);
    const topics = resourcesOf(stack, "aws_sns_topic");
    expect(new Set(topics.map(([, topic]) => topic.kms_master_key_id)).size).toBe(topics.length);
    for (const [name] of topics) {
      expect([name, subscribed.has(name), alarmed.has(name)]).toEqual([name, true, true]);
    }
  });

  test("the forwarding role may put events on that bus and is lent to our rules only", () => {
    expect(
      at(jsonAt(resourceOf(stack, "aws_iam_role_policy", "forwarding_role_policy"), "policy"), "Statement"),
    ).toEqual([{ Sid: "PutAlertEvents", Effect: "Allow", Action: "events:PutEvents", Resource: BUS }]);
    expect(
      at(jsonAt(resourceOf(stack, "aws_iam_role", "forwarding_role"), "assume_role_policy"), "Statement", 0),
    ).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:events:*:111111111111:rule/acme-alerts-*" },
        StringEquals: { "aws:SourceAccount": "111111111111" },
      },
    });
  });

  test("every provider is bound to the management account", () => {
    const providers = stack?.provider?.aws ?? [];
    expect(providers.map(({ region }) => region).sort()).toEqual([...REGIONS]);
    for (const provider of providers) expect(provider.allowed_account_ids).toEqual(["111111111111"]);
  });

  test("every key is rotated and not destroyed", () => {
    for (const [, key] of resourcesOf(stack, "aws_kms_key")) {
      expect(key).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
    }
  });

  test("there is a resource in the JSON for every one constructed", () => {
    expect(resourcesIn(stack ?? {})).toBe(synthesized.resourceConstructs.monitoring);
  });

  test("it comes after what it reads", () => {
    expect([...(synthesized.manifest.stacks.monitoring?.dependencies ?? [])].sort()).toEqual([
      "log-archive",
      "organization",
      "security",
    ]);
  });
});

describe("without one of its halves", () => {
  test("without a trail there are rules, and no filter, no alarm on one and no topic that nobody writes to", () => {
    const { stacks } = synthesize(minimalConfig({ trail: { mode: "off" } }));
    expect(stacks).not.toHaveProperty("log-archive");
    expect(stacks.monitoring?.resource).not.toHaveProperty("aws_cloudtrail");
    expect(stacks.monitoring?.resource).not.toHaveProperty("aws_cloudwatch_log_metric_filter");
    expect(resourcesOf(stacks.monitoring, "aws_sns_topic").map(([name]) => name)).toEqual([
      "alerts_page",
      "alerts_ticket",
      "alerts_us-east-1_delivery",
    ]);
    expect(resourcesOf(stacks.monitoring, "aws_cloudwatch_event_rule")).toHaveLength(ALERTS_IN_US_EAST_1 + 5);
  });

  test("without alerting there is the trail with its log group and the saved queries, and nothing else", () => {
    const { monitoring } = synthesize(minimalConfig({ alerting: { mode: "off" } })).stacks;
    expect(Object.keys(monitoring?.resource ?? {}).sort()).toEqual([
      "aws_cloudtrail",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_query_definition",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kms_alias",
      "aws_kms_key",
      "terraform_data",
    ]);
  });

  test("without both there is no such stack", () => {
    const { stacks } = synthesize(minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" } }));
    expect(stacks).not.toHaveProperty("monitoring");
  });
});
