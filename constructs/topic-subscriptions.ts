import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { RecipientConfig } from "../model/config";
import { type RecipientEndpoints, readableName } from "./recipient-endpoints";
import { renderReferences } from "./resource-policy";

/** Who is subscribed to a topic. */
export interface TopicSubscriptionsProps {
  readonly provider: AwsProvider;
  readonly endpoints: RecipientEndpoints;
  readonly topicArn: string;
  readonly deadLetterQueueArn: string;
  readonly recipients: readonly RecipientConfig[];
}

/** The subscriptions of a topic; what a recipient does not take ends in the dead-letter queue. */
export class TopicSubscriptions extends Construct {
  constructor(scope: Construct, id: string, props: TopicSubscriptionsProps) {
    super(scope, id);
    const { provider, endpoints, topicArn, deadLetterQueueArn, recipients } = props;
    const known = new Set<string>();
    for (const recipient of recipients) {
      const name = recipientName(recipient);
      if (known.has(name)) continue;
      known.add(name);
      new SnsTopicSubscription(this, name, {
        provider,
        topicArn,
        ...endpoints.of(recipient),
        redrivePolicy: renderReferences({ deadLetterTargetArn: deadLetterQueueArn }),
      });
    }
  }
}

/** A Terraform name for a recipient that does not depend on its place in the list. */
function recipientName(recipient: RecipientConfig): string {
  if ("email" in recipient) return readableName(recipient.email);
  if ("httpsFromParameter" in recipient) return readableName(`parameter ${recipient.httpsFromParameter}`);
  return readableName(`variable ${recipient.httpsFromVariable}`);
}
