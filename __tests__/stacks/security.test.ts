import { describe, expect, test } from "@jest/globals";
import { NOTICE_MAX_LENGTH } from "../../alerts/notice-text";
import { EVENT_ALERT_IDS, EVENT_ALERTS, SEVERITIES } from "../../catalogue/alerts";
import { BUS_ALERT_IDS, BUS_ALERTS } from "../../catalogue/bus-alerts";
import type { AlertingConfig } from "../../model/config";
import { at, jsonAt, referenced, resourcesOf, textAt } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, resourcesIn, type StackJson, synthesize } from "../support/synthesize";

const SLACK = { slackWorkspaceId: "T0123456789", slackChannelId: "C0123456789" };
const CHAT: AlertingConfig = { chat: SLACK };

const synthesized = synthesize(minimalConfig());
const stack = synthesized.stacks.security;
const withChat = synthesize(minimalConfig({ alerting: CHAT })).stacks.security;
const withAllInChat = synthesize(minimalConfig({ alerting: { chat: { ...SLACK, severities: SEVERITIES } } })).stacks
  .security;

const ACCOUNT = "${data.terraform_remote_state.accounts-1.outputs.account_id_security-tooling}";
const ORGANIZATION = "${data.terraform_remote_state.organization.outputs.organization_id}";
const RULES = `arn:aws:events:eu-central-1:${ACCOUNT}:rule/acme-alerts/acme-alerts-*`;
const NOTICES = `arn:aws:events:*:${ACCOUNT}:rule/acme-alerts-*`;
const ALARMS = `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:acme-alerts-*`;

describe("the bus", () => {
  test("takes events from the organization and from nobody else", () => {
    expect(jsonAt(resourceOf(stack, "aws_cloudwatch_event_bus_policy", "bus_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OrganizationPutsEvents",
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: `arn:aws:events:eu-central-1:${ACCOUNT}:event-bus/acme-alerts`,
          Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } },
        },
      ],
    });
  });

  test("is published under its own name", () => {
    expect(at(stack, "output", "event_bus_arn", "value")).toBe("${aws_cloudwatch_event_bus.bus.arn}");
  });
});

describe.each([...EVENT_ALERT_IDS, ...BUS_ALERT_IDS])("the alert %s", (alert) => {
  const { severity, includesReadOnlyEvents } = { ...EVENT_ALERTS, ...BUS_ALERTS }[alert];

  test("has a rule on the bus that sees the events it must", () => {
    expect(resourceOf(stack, "aws_cloudwatch_event_rule", alert)).toMatchObject({
      name: `acme-alerts-${alert}`,
      event_bus_name: "${aws_cloudwatch_event_bus.bus.name}",
      state: includesReadOnlyEvents ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    });
  });

  test("goes to the topic of its severity as a text, and to the dead-letter queue if it cannot", () => {
    expect(resourceOf(stack, "aws_cloudwatch_event_target", `${alert}_people`)).toMatchObject({
      rule: `\${aws_cloudwatch_event_rule.${alert}.name}`,
      event_bus_name: "${aws_cloudwatch_event_bus.bus.name}",
      arn: `\${aws_sns_topic.alerts_${severity}.arn}`,
      dead_letter_config: { arn: "${aws_sqs_queue.events.arn}" },
      input_transformer: { input_template: expect.stringContaining(`"[${severity}] `) },
    });
  });

  test("is watched for failed invocations", () => {
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", `${alert}_failed-invocations-alarm`)).toMatchObject({
      namespace: "AWS/Events",
      metric_name: "FailedInvocations",
      dimensions: { EventBusName: "acme-alerts", RuleName: `acme-alerts-${alert}` },
      alarm_actions: ["${aws_sns_topic.alerts_ticket.arn}"],
    });
  });

  test(`goes to chat in the custom schema when ${severity} does`, () => {
    const target = withAllInChat?.resource?.aws_cloudwatch_event_target?.[`${alert}_chat`];
    expect(at(target, "arn")).toBe("${aws_sns_topic.alerts_chat.arn}");
    expect(JSON.parse(textAt(target, "input_transformer", "input_template"))).toMatchObject({
      version: "1.0",
      source: "custom",
    });
  });
});

describe.each(SEVERITIES)("the topic %s", (severity) => {
  test("has a key of its own that its publishers may use from this account", () => {
    expect(resourceOf(stack, "aws_sns_topic", `alerts_${severity}`)).toMatchObject({
      name: `acme-alerts-${severity}`,
      kms_master_key_id: `\${aws_kms_key.alerts_${severity}_key.arn}`,
    });
    const use = (Sid: string, Service: string) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    expect(jsonAt(resourceOf(stack, "aws_kms_key", `alerts_${severity}_key`), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountAccess",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:*",
          Resource: "*",
        },
        use("EventRules", "events.amazonaws.com"),
        use("Notices", "events.amazonaws.com"),
        use("Alarms", "cloudwatch.amazonaws.com"),
      ],
    });
  });

  test("has a key with an alias that the guardrail on alerting names", () => {
    const patterns = [...(synthesized.texts.guardrails ?? "").matchAll(/alias\/acme-alerts[\w*-]*/g)].map(
      ([found]) => found,
    );
    const { name } = resourceOf(stack, "aws_kms_alias", `alerts_${severity}_key_alias`);
    expect(name).toBe(`alias/acme-alerts-${severity}`);
    expect(patterns).toContain("alias/acme-alerts*");
  });

  test("lets our rules and alarms publish, over TLS", () => {
    const topic = `\${aws_sns_topic.alerts_${severity}.arn}`;
    const publish = (Sid: string, Service: string, arn: string) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service },
      Action: "sns:Publish",
      Resource: topic,
      Condition: { ArnLike: { "aws:SourceArn": arn }, StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    expect(jsonAt(resourceOf(stack, "aws_sns_topic_policy", `alerts_${severity}_policy`), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        publish("EventRules", "events.amazonaws.com", RULES),
        publish("Notices", "events.amazonaws.com", NOTICES),
        publish("Alarms", "cloudwatch.amazonaws.com", ALARMS),
        {
          Sid: "DenyInsecureTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: topic,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  test("has a subscription that leaves what is not taken in the dead-letter queue", () => {
    const subscriptions = subscriptionsOf(stack, `alerts_${severity}`);
    expect(subscriptions).not.toHaveLength(0);
    for (const subscription of subscriptions) {
      expect(jsonAt(subscription, "redrive_policy")).toEqual({
        deadLetterTargetArn: "${aws_sqs_queue.alerts_notifications.arn}",
      });
    }
  });

  test("reports what it did not deliver on another topic", () => {
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", `alerts_${severity}_undelivered-alarm`)).toMatchObject({
      namespace: "AWS/SNS",
      metric_name: "NumberOfNotificationsFailed",
      dimensions: { TopicName: `acme-alerts-${severity}` },
      alarm_actions: [`\${aws_sns_topic.alerts_${severity === "ticket" ? "page" : "ticket"}.arn}`],
    });
  });
});

describe("notices", () => {
  const holds = { reason: "only ${root} can do it", until: "2026-12-31" };
  const config = minimalConfig({
    recovery: [
      { account: "log-archive", ...holds },
      { account: "security-tooling", ...holds },
    ],
  });
  const withRecovery = synthesize(config).stacks.security;

  test("page on the morning after the last day in the Recovery OU, once for all accounts of that day", () => {
    const name = "recovery-until-2026-12-31";
    expect(resourceOf(withRecovery, "aws_cloudwatch_event_rule", name)).toMatchObject({
      name: `acme-alerts-${name}`,
      schedule_expression: "cron(0 6 1 1 ? 2027)",
      state: "ENABLED",
    });
    const target = resourceOf(withRecovery, "aws_cloudwatch_event_target", `${name}_people`);
    expect(target).toMatchObject({
      arn: "${aws_sns_topic.alerts_page.arn}",
      dead_letter_config: { arn: "${aws_sqs_queue.events.arn}" },
      input: expect.stringContaining("only $${root} can do it"),
    });
    expect(jsonAt(target, "input")).toMatchObject({
      title: expect.stringMatching(/^\[page\] /),
      accounts: [
        { account: "log-archive", ...holds },
        { account: "security-tooling", ...holds },
      ],
    });
  });

  test("tell of accounts whose last day is near, however many they are", () => {
    const { recovery: recoveryUnit, security } = minimalConfig().organizationalUnits;
    if (recoveryUnit === undefined || security === undefined) throw new Error("the smallest configuration has both");
    const accounts = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `sandbox-${index}`,
        { email: `aws+${index}@acme.example`, owner: `${"o".repeat(60)}@acme.example`, expires: "2026-11-24" },
      ]),
    );
    const sandboxes = { name: "Sandboxes", accounts };
    const many = minimalConfig({ organizationalUnits: { recovery: recoveryUnit, security, sandboxes } });
    const expiring = synthesize(many).stacks.security;
    expect(resourceOf(expiring, "aws_cloudwatch_event_rule", "account-expiry-2026-11-09")).toMatchObject({
      name: "acme-alerts-account-expiry-2026-11-09",
      schedule_expression: "cron(0 6 9 11 ? 2026)",
    });
    const target = resourceOf(expiring, "aws_cloudwatch_event_target", "account-expiry-2026-11-09_people");
    expect(textAt(target, "input").length).toBeLessThan(NOTICE_MAX_LENGTH);
    expect(target).toMatchObject({ arn: "${aws_sns_topic.alerts_ticket.arn}" });
    const { endingSoon } = JSON.parse(textAt(target, "input"));
    expect(endingSoon).toHaveLength(16);
    expect(endingSoon[0]).toMatchObject({ account: "sandbox-0", lastDay: "2026-11-24" });
    expect(endingSoon[15]).toMatch(/^and 25 more/);
  });

  test("remind of the review every Monday, on the topic of the digest", () => {
    expect(resourceOf(stack, "aws_cloudwatch_event_rule", "weekly-review")).toMatchObject({
      name: "acme-alerts-weekly-review",
      schedule_expression: "cron(0 6 ? * MON *)",
    });
    expect(resourceOf(stack, "aws_cloudwatch_event_target", "weekly-review_people")).toMatchObject({
      arn: "${aws_sns_topic.alerts_digest.arn}",
    });
  });

  test.each<[name: string, changes: Parameters<typeof minimalConfig>[0]]>([
    ["there is no trail to ask", { trail: { mode: "off" } }],
    ["the queries are not saved", { review: { insights: { mode: "off" } } }],
    ["the digest is off", { review: { digest: { mode: "off" } } }],
  ])("do not remind of the review when %s", (_, changes) => {
    const { security } = synthesize(minimalConfig(changes)).stacks;
    expect(resourcesOf(security, "aws_cloudwatch_event_rule").map(([name]) => name)).not.toContain("weekly-review");
  });
});

describe("dead-letter queues", () => {
  test.each([
    ["events", "events.amazonaws.com", [RULES, NOTICES]],
    ["alerts_notifications", "sns.amazonaws.com", [`arn:aws:sns:eu-central-1:${ACCOUNT}:acme-alerts-*`]],
  ])("%s takes from %s only, is encrypted and alarmed", (queue, service, sourceArns) => {
    expect(resourceOf(stack, "aws_sqs_queue", queue)).toMatchObject({ sqs_managed_sse_enabled: true });
    expect(at(jsonAt(resourceOf(stack, "aws_sqs_queue", queue), "policy"), "Statement", 0)).toMatchObject({
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sqs:SendMessage",
      Condition: { ArnLike: { "aws:SourceArn": sourceArns } },
    });
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", `${queue}_dead-letters-alarm`)).toMatchObject({
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: at(resourceOf(stack, "aws_sqs_queue", queue), "name") },
      threshold: 1,
      alarm_actions: ["${aws_sns_topic.alerts_ticket.arn}"],
    });
  });
});

describe("recipients", () => {
  const recipients: AlertingConfig["recipients"] = {
    page: [
      { email: "a.b@acme.example" },
      { email: "a-b@acme.example" },
      { email: "a.b@acme.example" },
      { httpsFromParameter: "/alerts/pager" },
      { httpsFromVariable: "pager_url" },
    ],
    ticket: [{ httpsFromParameter: "/alerts/pager" }, { httpsFromVariable: "pager_url" }],
  };
  const reached = synthesize(minimalConfig({ alerting: { recipients } })).stacks.security;

  test("each gets one subscription, however alike their names are", () => {
    expect(subscriptionsOf(reached, "alerts_page").map((subscription) => at(subscription, "endpoint"))).toEqual([
      "a-b@acme.example",
      "a.b@acme.example",
      expect.stringMatching(/^\$\{data\.aws_ssm_parameter\.alerts-pager_[0-9a-f]{8}\.value\}$/),
      "${var.pager_url}",
    ]);
  });

  test("an address that is a credential is read or passed in, sensitive, and never written", () => {
    expect(Object.values(reached?.data?.aws_ssm_parameter ?? {})).toEqual([
      expect.objectContaining({ name: "/alerts/pager", with_decryption: true }),
    ]);
    expect(at(reached, "variable", "pager_url")).toMatchObject({ sensitive: true, type: "string" });
    expect(at(reached, "variable", "pager_url", "default")).toBeUndefined();
  });

  test("their subscriptions do not depend on the order in which they are written", () => {
    const reversed = { ...recipients, page: [...(recipients.page ?? [])].reverse() };
    const other = synthesize(minimalConfig({ alerting: { recipients: reversed } })).stacks.security;
    expect(new Map(resourcesOf(other, "aws_sns_topic_subscription"))).toEqual(
      new Map(resourcesOf(reached, "aws_sns_topic_subscription")),
    );
  });
});

describe("chat", () => {
  test("is off by default", () => {
    expect(stack?.resource).not.toHaveProperty("aws_chatbot_slack_channel_configuration");
    expect(stack?.resource?.aws_sns_topic).not.toHaveProperty("alerts_chat");
  });

  test("reads its own topic and may do nothing", () => {
    expect(resourceOf(withChat, "aws_chatbot_slack_channel_configuration", "chat_channel")).toMatchObject({
      slack_team_id: "T0123456789",
      slack_channel_id: "C0123456789",
      sns_topic_arns: ["${aws_sns_topic.alerts_chat.arn}"],
      guardrail_policy_arns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
    });
    expect(withChat?.resource).not.toHaveProperty("aws_iam_role_policy");
  });

  test("gets the severities that are asked for", () => {
    const alerting: AlertingConfig = {
      chat: { slackWorkspaceId: "T0123456789", slackChannelId: "C0123456789", severities: ["ticket"] },
    };
    const { security } = synthesize(minimalConfig({ alerting })).stacks;
    const inChat = resourcesOf(security, "aws_cloudwatch_event_target").filter(([name]) => name.endsWith("_chat"));
    expect(inChat.map(([name]) => name)).toEqual([
      "account-identity-change_chat",
      "organization-change_chat",
      "public-access-finding_chat",
    ]);
  });
});

describe("the stack security", () => {
  test("acts in the security account only", () => {
    expect(at(stack, "provider", "aws")).toEqual([expect.objectContaining({ allowed_account_ids: [ACCOUNT] })]);
  });

  test("has a resource in its JSON for every one constructed", () => {
    expect(resourcesIn(stack ?? {})).toBe(synthesized.resourceConstructs.security);
  });

  test("does not exist when alerting is off", () => {
    expect(synthesize(minimalConfig({ alerting: { mode: "off" } })).stacks).not.toHaveProperty("security");
  });
});

function subscriptionsOf(json: StackJson | undefined, topic: string): readonly unknown[] {
  return resourcesOf(json, "aws_sns_topic_subscription")
    .map(([, subscription]) => subscription)
    .filter((subscription) => referenced(at(subscription, "topic_arn"), "aws_sns_topic") === topic);
}
