import { describe, expect, test } from "@jest/globals";
import type { AuthorizationGuardrailId } from "../../catalogue/guardrails";
import { GUARDRAIL_BODIES } from "../../policies/guardrails";
import { matches } from "../../policies/pattern";
import { conditionTests, listed } from "../../policies/policy-document";
import { WORST_CASE_IDS } from "../../policies/policy-ids";
import { exampleConfig } from "../support/example-config";
import { synthesize } from "../support/synthesize";

const chat = { slackWorkspaceId: "T00000001", slackChannelId: "C00000001" };
const { zone, stacks } = synthesize(exampleConfig({ alerting: { chat } }));

/** The argument of every resource of a type in the stacks of member accounts. */
function named(type: string, argument: string): readonly string[] {
  return ["log-archive", "security"].flatMap((stack) =>
    Object.values(stacks[stack]?.resource?.[type] ?? {}).map((block) => String(block[argument])),
  );
}

function isDenied(id: AuthorizationGuardrailId, action: string, resource: string): boolean {
  return GUARDRAIL_BODIES[id](zone, WORST_CASE_IDS).some(
    ({ Action, Resource }) => listed(Action).includes(action) && listed(Resource).some((arn) => matches(arn, resource)),
  );
}

function protectedAliases(id: AuthorizationGuardrailId): readonly string[] {
  return GUARDRAIL_BODIES[id](zone, WORST_CASE_IDS)
    .flatMap(conditionTests)
    .filter(({ key }) => key === "kms:resourcealiases")
    .flatMap(({ values }) => values);
}

const ARN = { region: "eu-central-1:222222222222", global: ":222222222222" } as const;

describe("whatever the stacks of member accounts call their resources, a guardrail protects it", () => {
  test.each<[string, string, AuthorizationGuardrailId, string, (name: string) => string]>([
    ["aws_s3_bucket", "bucket", "protect-archive", "s3:PutBucketPolicy", (name) => `arn:aws:s3:::${name}`],
    ["aws_s3_bucket", "bucket", "protect-archive", "s3:DeleteObjectVersion", (name) => `arn:aws:s3:::${name}/x`],
    [
      "aws_cloudwatch_event_bus",
      "name",
      "protect-alerting",
      "events:DeleteEventBus",
      (name) => `arn:aws:events:${ARN.region}:event-bus/${name}`,
    ],
    [
      "aws_cloudwatch_event_rule",
      "name",
      "protect-alerting",
      "events:DisableRule",
      (name) => `arn:aws:events:${ARN.region}:rule/acme-alerts/${name}`,
    ],
    ["aws_sns_topic", "name", "protect-alerting", "sns:DeleteTopic", (name) => `arn:aws:sns:${ARN.region}:${name}`],
    ["aws_sqs_queue", "name", "protect-alerting", "sqs:PurgeQueue", (name) => `arn:aws:sqs:${ARN.region}:${name}`],
    [
      "aws_cloudwatch_metric_alarm",
      "alarm_name",
      "protect-alerting",
      "cloudwatch:DeleteAlarms",
      (name) => `arn:aws:cloudwatch:${ARN.region}:alarm:${name}`,
    ],
    ["aws_iam_role", "name", "protect-alerting", "iam:DeleteRole", (name) => `arn:aws:iam:${ARN.global}:role/${name}`],
    [
      "aws_chatbot_slack_channel_configuration",
      "configuration_name",
      "protect-alerting",
      "chatbot:DeleteSlackChannelConfiguration",
      (name) => `arn:aws:chatbot:${ARN.global}:chat-configuration/slack-channel/${name}`,
    ],
  ])("%s by its %s: %s denies %s", (type, argument, guardrail, action, arnOf) => {
    const names = named(type, argument);
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !isDenied(guardrail, action, arnOf(name)))).toEqual([]);
  });

  test.each([
    ["log-archive", "protect-archive"],
    ["security", "protect-alerting"],
  ] as const)("every key of %s by its alias: %s", (stack, guardrail) => {
    const { aws_kms_key: keys = {}, aws_kms_alias: aliases = {} } = stacks[stack]?.resource ?? {};
    const names = Object.values(aliases).map(({ name }) => String(name));
    expect(names).toHaveLength(Object.keys(keys).length);
    expect(names).not.toEqual([]);
    const patterns = protectedAliases(guardrail);
    expect(names.filter((name) => !patterns.some((pattern) => matches(pattern, name)))).toEqual([]);
  });

  test("the trail by its name", () => {
    const [trail] = Object.values(stacks.monitoring?.resource?.aws_cloudtrail ?? {});
    const arn = `arn:aws:cloudtrail:eu-central-1:222222222222:trail/${String(trail?.name)}`;
    expect(isDenied("protect-trail", "cloudtrail:StopLogging", arn)).toBe(true);
  });
});
