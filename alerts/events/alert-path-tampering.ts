import { type NamingContext, namesOf } from "../../model/names";
import type { EventPattern } from "../event-pattern";
import { FROM_AWS } from "../from-aws";

/**
 * A change to what alerts travel through: rules, bus, topics, queues, alarms, metric filters, roles and keys.
 *
 * Every clause is limited to the landing zone's names where the event carries a name. A KMS event carries an id only,
 * so keys are watched in the management account, which has no others; a disabled key of a topic elsewhere shows as
 * dead letters. A deployment of these very resources matches as well, and should: it is announced, or it is an attack.
 */
export function alertPathTampering(zone: NamingContext): EventPattern {
  const names = namesOf(zone);
  const named = [{ prefix: names.alertingPrefix }];
  const topic = [{ wildcard: `*:${names.alertingPrefix}*` }];
  const clause = (service: string, eventName: readonly string[], requestParameters: EventPattern): EventPattern => ({
    eventSource: [`${service}.amazonaws.com`],
    eventName,
    requestParameters,
  });
  return {
    ...FROM_AWS,
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      $or: [
        clause("events", ["PutRule", "DisableRule", "DeleteRule", "UpdateEventBus", "DeleteEventBus"], { name: named }),
        clause("events", ["PutTargets", "RemoveTargets"], { rule: named }),
        clause("events", ["PutPermission", "RemovePermission"], {
          eventBusName: [{ wildcard: `*${names.alertingPrefix}*` }],
        }),
        clause("sns", ["SetTopicAttributes", "DeleteTopic", "AddPermission", "RemovePermission", "Subscribe"], {
          topicArn: topic,
        }),
        clause("sns", ["SetSubscriptionAttributes", "Unsubscribe"], { subscriptionArn: topic }),
        clause("sqs", ["SetQueueAttributes", "DeleteQueue", "PurgeQueue", "AddPermission", "RemovePermission"], {
          queueUrl: [{ wildcard: `*/${names.alertingPrefix}*` }],
        }),
        clause("monitoring", ["DeleteAlarms", "DisableAlarmActions"], { alarmNames: named }),
        clause("monitoring", ["PutMetricAlarm", "SetAlarmState"], { alarmName: named }),
        clause(
          "logs",
          ["PutMetricFilter", "DeleteMetricFilter", "DeleteLogGroup", "PutRetentionPolicy", "DisassociateKmsKey"],
          { logGroupName: [names.trailLogGroup] },
        ),
        clause(
          "iam",
          [
            "DeleteRole",
            "PutRolePolicy",
            "DeleteRolePolicy",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "UpdateAssumeRolePolicy",
            "PutRolePermissionsBoundary",
          ],
          { roleName: [names.trailLogsRole, ...named] },
        ),
        {
          eventSource: ["kms.amazonaws.com"],
          eventName: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"],
          recipientAccountId: [zone.managementAccount.id],
        },
      ],
    },
  };
}
