import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { MAIN_CHILD } from "./landing-zone-stack";

/** When a notice is sent, to which topic, and what it says. */
export interface ScheduledNoticeProps {
  readonly provider: AwsProvider;
  readonly name: string;
  readonly description: string;
  /** `cron(...)`, in UTC. */
  readonly schedule: string;
  readonly topicArn: string;
  /** JSON. */
  readonly text: string;
  readonly deadLetterQueueArn: string;
}

/**
 * A rule on the account's default bus that sends a fixed text by the calendar.
 *
 * A rule and not a schedule of EventBridge Scheduler: it needs no role, and what protects and watches the alert rules
 * protects and watches it.
 */
export class ScheduledNotice extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledNoticeProps) {
    super(scope, id);
    const { provider, name, description, schedule, topicArn, text, deadLetterQueueArn } = props;
    const rule = new CloudwatchEventRule(this, MAIN_CHILD, {
      provider,
      name,
      description,
      scheduleExpression: schedule,
      state: "ENABLED",
    });
    new CloudwatchEventTarget(this, "people", {
      provider,
      rule: rule.name,
      targetId: "people",
      arn: topicArn,
      // What a person wrote into the configuration is text, not an expression of Terraform's.
      input: text.replace(/[$%](?=\{)/g, (sign) => sign + sign),
      deadLetterConfig: { arn: deadLetterQueueArn },
    });
  }
}
