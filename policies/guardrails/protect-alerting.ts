import { namesOf } from "../../model/names";
import type { Statement } from "../policy-document";
import type { GuardrailBody } from "./guardrail-body";
import { denyKeyChanges } from "./key-changes";
import { allButDeployingRoles } from "./principals";
import { ROLE_CHANGES } from "./role-changes";

/** What changes or silences an alert resource, by service and kind; all of these take a resource. */
const ALERT_CHANGES = [
  {
    sid: "ProtectAlertEvents",
    resources: ["events:*:*:event-bus/", "events:*:*:rule/"],
    actions: [
      "events:CreateEventBus",
      "events:DeleteEventBus",
      "events:DeleteRule",
      "events:DisableRule",
      "events:EnableRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:TagResource",
      "events:UntagResource",
      "events:UpdateEventBus",
    ],
  },
  {
    sid: "ProtectAlertTopics",
    resources: ["sns:*:*:"],
    actions: [
      "sns:AddPermission",
      "sns:CreateTopic",
      "sns:DeleteTopic",
      "sns:PutDataProtectionPolicy",
      "sns:RemovePermission",
      "sns:SetSubscriptionAttributes",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sns:TagResource",
      "sns:Unsubscribe",
      "sns:UntagResource",
    ],
  },
  {
    sid: "ProtectAlertQueues",
    resources: ["sqs:*:*:"],
    actions: [
      "sqs:AddPermission",
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:PurgeQueue",
      "sqs:RemovePermission",
      "sqs:SetQueueAttributes",
      "sqs:TagQueue",
      "sqs:UntagQueue",
    ],
  },
  {
    sid: "ProtectAlertAlarms",
    resources: ["cloudwatch:*:*:alarm:"],
    actions: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DisableAlarmActions",
      "cloudwatch:EnableAlarmActions",
      "cloudwatch:PutCompositeAlarm",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:SetAlarmState",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ],
  },
  {
    sid: "ProtectAlertChat",
    resources: ["chatbot:*:*:chat-configuration/slack-channel/"],
    actions: ["chatbot:DeleteSlackChannelConfiguration", "chatbot:UpdateSlackChannelConfiguration"],
  },
  { sid: "ProtectAlertRoles", resources: ["iam:*:*:role/"], actions: ROLE_CHANGES },
] as const;

/**
 * Lets only the landing zone change what carries its name for alerting, in every member account and Region.
 *
 * `events:PutPermission` takes no resource, so the policy of the alert bus is protected in the account that has the bus,
 * together with every other bus there. A root session with the task policy SQSUnlockQueuePolicy is denied on the alert
 * queues on purpose: they are declared protected.
 */
export const protectAlerting: GuardrailBody = (zone, ids) => {
  const names = namesOf(zone);
  const condition = allButDeployingRoles(zone);
  return [
    ...ALERT_CHANGES.map(
      ({ sid, resources, actions }): Statement => ({
        Sid: sid,
        Effect: "Deny",
        Action: actions,
        Resource: resources.map((resource) => `arn:*:${resource}${names.alertingPrefix}*`),
        Condition: condition,
      }),
    ),
    {
      Sid: "ProtectAlertBusPolicy",
      Effect: "Deny",
      Action: ["events:PutPermission", "events:RemovePermission"],
      Resource: "*",
      Condition: { ...condition, StringEquals: { "aws:PrincipalAccount": ids.accountId(zone.security.key) } },
    },
    ...denyKeyChanges(zone, "ProtectAlertKeys", `${names.keyAlias("alerts")}*`),
  ];
};
