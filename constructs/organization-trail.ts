import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { namesOf } from "../model/names";
import { EncryptionKey } from "./encryption-key";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { protectedLifecycle } from "./protection";
import { resourcePolicy } from "./resource-policy";

/** What the trail needs from other states. */
export interface OrganizationTrailProps {
  readonly provider: AwsProvider;
  readonly organizationId: string;
  /** The key of the archive bucket, in the log archive account. */
  readonly archiveKeyArn: string;
}

/** The organization trail: every account and Region, into the archive and into an encrypted log group. */
export class OrganizationTrail extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { provider, organizationId, archiveKeyArn }: OrganizationTrailProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const logGroup = this.logGroup(provider);
    const role = this.logsRole(provider, organizationId);
    this.logGroupName = logGroup.name;
    new Cloudtrail(this, MAIN_CHILD, {
      provider,
      name: names.trail,
      s3BucketName: names.archiveBucket,
      kmsKeyId: archiveKeyArn,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: [
        {
          // The name by which the CloudTrail console and the provider know the default selector.
          name: "Management events selector",
          fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }],
        },
      ],
      dependsOn: [role.policy],
      lifecycle: protectedLifecycle(this),
    });
  }

  private logGroup(provider: AwsProvider): CloudwatchLogGroup {
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const key = new EncryptionKey(this, "logs_key", {
      provider,
      accountId: zone.managementAccount.id,
      alias: names.keyAlias("organization-trail-logs"),
      description: `Encrypts the log group ${names.trailLogGroup}`,
      users: [
        {
          Sid: "TrailLogGroup",
          Effect: "Allow",
          Principal: { Service: `logs.${zone.homeRegion}.amazonaws.com` },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          Resource: "*",
          Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": names.trailLogGroupArn } },
        },
      ],
    });
    return new CloudwatchLogGroup(this, "logs", {
      provider,
      name: names.trailLogGroup,
      retentionInDays: zone.trail.logGroupRetentionDays,
      kmsKeyId: key.arn,
    });
  }

  /**
   * The role that CloudTrail writes with.
   *
   * Streams bear the organization's id, those of the management account its own. CloudTrail's trust in this role knows
   * no `aws:SourceArn` (CloudTrail user guide, role policy document for CloudWatch Logs).
   */
  private logsRole(
    provider: AwsProvider,
    organizationId: string,
  ): { readonly arn: string; readonly policy: IamRolePolicy } {
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const role = new IamRole(this, "logs_role", {
      provider,
      name: names.trailLogsRole,
      description: "CloudTrail writes the organization trail to its log group",
      assumeRolePolicy: resourcePolicy([
        {
          Sid: "CloudTrail",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]),
    });
    const streams = [`${organizationId}_*`, `${zone.managementAccount.id}_CloudTrail_${zone.homeRegion}*`];
    const policy = new IamRolePolicy(this, "logs_role_policy", {
      provider,
      name: "write-trail-log-group",
      role: role.name,
      policy: resourcePolicy([
        {
          Sid: "WriteTrailLogGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: streams.map((stream) => `${names.trailLogGroupArn}:log-stream:${stream}`),
        },
      ]),
    });
    return { arn: role.arn, policy };
  }
}
