import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import type { EventText } from "../alerts/alert-text";
import type { EventPattern } from "../alerts/event-pattern";
import { MAIN_CHILD } from "./landing-zone-stack";
import { renderReferences } from "./resource-policy";

/** Where a rule sends an event. */
export interface EventTarget {
  /** Unique in the rule; also the target's id in EventBridge. */
  readonly id: string;
  readonly arn: string;
  /** The role that a bus in another account takes events from; topics are opened by their own policy. */
  readonly roleArn?: string;
  /** @default the event as it is */
  readonly text?: EventText;
}

/** What a rule matches and where it sends it. */
export interface EventRuleProps {
  readonly provider: AwsProvider;
  readonly name: string;
  readonly description: string;
  /** @default the account's default bus */
  readonly eventBusName?: string;
  readonly pattern: EventPattern;
  readonly includesReadOnlyEvents: boolean;
  readonly targets: readonly EventTarget[];
  readonly deadLetterQueueArn: string;
}

/** An alert older than this is a dead letter, and its alarm says so; EventBridge itself would try for a day. */
const MAXIMUM_EVENT_AGE_SECONDS = 3600;
const MAXIMUM_RETRY_ATTEMPTS = 185;

/** A rule with its targets, each with the dead-letter queue. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { provider, name, description, eventBusName, pattern, includesReadOnlyEvents, targets } = props;
    const bus = eventBusName === undefined ? {} : { eventBusName };
    const rule = new CloudwatchEventRule(this, MAIN_CHILD, {
      provider,
      name,
      description,
      ...bus,
      eventPattern: renderReferences(pattern),
      state: includesReadOnlyEvents ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    });
    for (const target of targets) {
      new CloudwatchEventTarget(this, target.id, {
        provider,
        rule: rule.name,
        ...bus,
        targetId: target.id,
        arn: target.arn,
        ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
        ...(target.text === undefined
          ? {}
          : {
              inputTransformer: { inputPaths: { ...target.text.inputPaths }, inputTemplate: target.text.inputTemplate },
            }),
        deadLetterConfig: { arn: props.deadLetterQueueArn },
        retryPolicy: {
          maximumEventAgeInSeconds: MAXIMUM_EVENT_AGE_SECONDS,
          maximumRetryAttempts: MAXIMUM_RETRY_ATTEMPTS,
        },
      });
    }
  }
}
