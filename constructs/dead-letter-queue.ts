import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { Region } from "../catalogue/regions";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { denyInsecureTransport, type ResourceStatement, resourcePolicy } from "./resource-policy";

/** An AWS service that leaves what it cannot deliver, and the resources it may leave it for. */
export interface DeadLetterSource {
  readonly sid: string;
  readonly service: string;
  /** ARNs or patterns of ARNs, in the queue's own account unless an organization is named. */
  readonly sourceArns: readonly string[];
  /** The organization whose accounts may leave something. @default only the queue's own account, by its ARNs */
  readonly organizationId?: string;
}

/** What a dead-letter queue is called and who leaves messages in it. */
export interface DeadLetterQueueProps {
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly region: Region;
  readonly name: string;
  readonly sources: readonly DeadLetterSource[];
}

const RETENTION_SECONDS = 14 * 24 * 60 * 60;

/**
 * The last place of what could not be delivered, kept for 14 days.
 *
 * It is encrypted by SQS itself: a key of our own would be one more thing whose loss loses the message.
 */
export class DeadLetterQueue extends Construct {
  readonly arn: string;
  readonly queueName: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { provider, accountId, region, name, sources } = props;
    const arn = `arn:${stackOf(this).zone.partition}:sqs:${region}:${accountId}:${name}`;
    const allow = ({ sid, service, sourceArns, organizationId }: DeadLetterSource): ResourceStatement => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sqs:SendMessage",
      Resource: arn,
      Condition: {
        ArnLike: { "aws:SourceArn": sourceArns },
        ...(organizationId === undefined ? {} : { StringEquals: { "aws:SourceOrgID": organizationId } }),
      },
    });
    const queue = new SqsQueue(this, MAIN_CHILD, {
      provider,
      name,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      // In the queue itself: as a resource of its own it would cost another half minute of waiting for SQS.
      policy: resourcePolicy([...sources.map(allow), denyInsecureTransport("sqs:*", arn)]),
    });
    this.arn = queue.arn;
    this.queueName = name;
  }
}
