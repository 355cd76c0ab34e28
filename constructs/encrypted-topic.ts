import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { EncryptionKey } from "./encryption-key";
import { MAIN_CHILD } from "./landing-zone-stack";
import { denyInsecureTransport, type ResourceStatement, resourcePolicy } from "./resource-policy";

/** An AWS service that publishes to a topic, and the resources it may publish for. */
export interface TopicPublisher {
  readonly sid: string;
  /** For example `events.amazonaws.com`. */
  readonly service: string;
  /** A pattern of ARNs in the topic's own account. */
  readonly sourceArn: string;
}

/** What a topic is called and who publishes to it. */
export interface EncryptedTopicProps {
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly name: string;
  readonly keyAlias: string;
  readonly publishers: readonly TopicPublisher[];
}

/**
 * A topic with a key of its own.
 *
 * Of its own, so that disabling one key silences one topic, and another can still say so.
 */
export class EncryptedTopic extends Construct {
  readonly arn: string;
  readonly topicName: string;

  constructor(scope: Construct, id: string, { provider, accountId, name, keyAlias, publishers }: EncryptedTopicProps) {
    super(scope, id);
    const key = new EncryptionKey(this, "key", {
      provider,
      accountId,
      alias: keyAlias,
      description: `Encrypts the topic ${name}`,
      users: publishers.map(({ sid, service }) => ({
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      })),
    });
    const topic = new SnsTopic(this, MAIN_CHILD, { provider, name, kmsMasterKeyId: key.arn });
    const allow = ({ sid, service, sourceArn }: TopicPublisher): ResourceStatement => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topic.arn,
      Condition: { ArnLike: { "aws:SourceArn": sourceArn }, StringEquals: { "aws:SourceAccount": accountId } },
    });
    new SnsTopicPolicy(this, "policy", {
      provider,
      arn: topic.arn,
      policy: resourcePolicy([...publishers.map(allow), denyInsecureTransport("sns:Publish", topic.arn)]),
    });
    this.arn = topic.arn;
    this.topicName = name;
  }
}
