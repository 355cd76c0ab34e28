import type { Severity } from "../catalogue/alerts";
import type { Region } from "../catalogue/regions";
import type { LandingZone } from "./landing-zone";

/** What the names of resources are made from. */
export type NamingContext = Pick<LandingZone, "name" | "partition" | "homeRegion" | "managementAccount">;

/** The physical names and predictable ARNs of one landing zone: one place, so that policies and resources agree. */
export interface Names {
  readonly trail: string;
  readonly trailArn: string;
  readonly trailLogGroup: string;
  readonly trailLogGroupArn: string;
  readonly trailLogsRole: string;
  readonly archiveBucket: string;
  readonly archiveBucketArn: string;
  readonly accessLogsBucket: string;
  readonly accessLogsBucketArn: string;
  readonly metricNamespace: string;
  readonly eventBus: string;
  /** The role that carries events from the management account to the bus. */
  readonly eventForwardingRole: string;
  eventBusArn(securityAccountId: string): string;
  eventRule(alert: string): string;
  /** The ARNs of all alert rules on the default buses of an account, in any Region. */
  eventRuleArns(accountId: string): string;
  /** The ARNs of all alert rules on the landing zone's own bus. */
  eventBusRuleArns(securityAccountId: string): string;
  /** The rule that sends a notice by the calendar; in the security account. */
  noticeRule(notice: string): string;
  topic(severity: Severity): string;
  topicArn(securityAccountId: string, severity: Severity): string;
  /** The topic for a Region's own delivery failures, outside the home Region. */
  readonly deliveryTopic: string;
  readonly chatTopic: string;
  readonly chatRole: string;
  /** The ARNs of all alert topics of an account in a Region. */
  topicArns(accountId: string, region: Region): string;
  deadLetterQueue(of: string): string;
  alarm(id: string): string;
  /** The ARNs of all alarms of the landing zone in an account and Region. */
  alarmArns(accountId: string, region: Region): string;
  /** The analyzer of an account's own, which its baseline may have. */
  readonly accountAnalyzer: string;
  readonly externalAccessAnalyzer: string;
  readonly unusedAccessAnalyzer: string;
  /** The role that carries findings from the security account's Regions to the bus. */
  readonly findingForwardingRole: string;
  /** The bucket that recorders of AWS Config deliver to. */
  readonly configBucket: string;
  readonly configBucketArn: string;
  readonly configAggregator: string;
  readonly configAggregatorRole: string;
  organizationRule(id: string): string;
  readonly securityHubPolicy: string;
  keyAlias(of: string): string;
  readonly stateKeyAlias: string;
  guardrailPolicy(key: string): string;
  /** At most 32 characters, like every permission set's. */
  readonly rootTasksPermissionSet: string;
  /** The name of the break-glass role and group, which the names of its users begin with. */
  readonly breakGlass: string;
  readonly breakGlassRoleArn: string;
  breakGlassUser(key: string): string;
  /** The pattern that all alert resources in any account and Region match: what protect-alerting protects. */
  readonly alertingPrefix: string;
  /** The pipeline's own role in the management account, and the policy that bounds it. */
  pipelineRole(does: "plan" | "deploy"): string;
  pipelineBoundary(does: "plan" | "deploy"): string;
  /** Takes the results of queries over the archive. */
  readonly reviewResultsBucket: string;
  /** Of Athena, over the archive. */
  readonly reviewWorkgroup: string;
  /** Of the Glue data catalogue: letters, digits and underscores. */
  readonly reviewDatabase: string;
  /** The policy in the log archive account that lets people ask the archive. */
  readonly reviewPolicy: string;
  /** A saved query over the trail, in the folder of the landing zone. */
  reviewQuery(query: string): string;
}

/** Every physical name and predictable ARN of a landing zone. */
export function namesOf(zone: NamingContext): Names {
  const { name, partition, homeRegion, managementAccount } = zone;
  const prefix = `${name}-alerts`;
  const archiveBucket = `${name}-org-trail-${managementAccount.id}-${homeRegion}`;
  const accessLogsBucket = `${name}-access-logs-${managementAccount.id}-${homeRegion}`;
  const configBucket = `${name}-config-${managementAccount.id}-${homeRegion}`;
  const trail = `${name}-organization-trail`;
  const trailLogGroup = `/${name}/organization-trail`;
  return {
    trail,
    trailArn: `arn:${partition}:cloudtrail:${homeRegion}:${managementAccount.id}:trail/${trail}`,
    trailLogGroup,
    trailLogGroupArn: `arn:${partition}:logs:${homeRegion}:${managementAccount.id}:log-group:${trailLogGroup}`,
    trailLogsRole: `${name}-organization-trail-logs`,
    archiveBucket,
    archiveBucketArn: `arn:${partition}:s3:::${archiveBucket}`,
    accessLogsBucket,
    accessLogsBucketArn: `arn:${partition}:s3:::${accessLogsBucket}`,
    metricNamespace: `${name}/organization-trail`,
    eventBus: prefix,
    eventForwardingRole: `${prefix}-forwarding`,
    eventBusArn: (securityAccountId) =>
      `arn:${partition}:events:${homeRegion}:${securityAccountId}:event-bus/${prefix}`,
    eventRule: (alert) => `${prefix}-${alert}`,
    eventRuleArns: (accountId) => `arn:${partition}:events:*:${accountId}:rule/${prefix}-*`,
    eventBusRuleArns: (securityAccountId) =>
      `arn:${partition}:events:${homeRegion}:${securityAccountId}:rule/${prefix}/${prefix}-*`,
    noticeRule: (notice) => `${prefix}-${notice}`,
    topic: (severity) => `${prefix}-${severity}`,
    topicArn: (securityAccountId, severity) =>
      `arn:${partition}:sns:${homeRegion}:${securityAccountId}:${prefix}-${severity}`,
    deliveryTopic: `${prefix}-delivery`,
    chatTopic: `${prefix}-chat`,
    chatRole: `${prefix}-chat`,
    topicArns: (accountId, region) => `arn:${partition}:sns:${region}:${accountId}:${prefix}-*`,
    deadLetterQueue: (of) => `${prefix}-${of}-dead-letters`,
    alarm: (id) => `${prefix}-${id}`,
    alarmArns: (accountId, region) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${prefix}-*`,
    accountAnalyzer: `${name}-account-access`,
    externalAccessAnalyzer: `${name}-organization-external-access`,
    unusedAccessAnalyzer: `${name}-organization-unused-access`,
    findingForwardingRole: `${prefix}-finding-forwarding`,
    configBucket,
    configBucketArn: `arn:${partition}:s3:::${configBucket}`,
    configAggregator: `${name}-organization`,
    configAggregatorRole: `${name}-config-aggregator`,
    organizationRule: (id) => `${name}-${id}`,
    securityHubPolicy: `${name}-organization`,
    keyAlias: (of) => `alias/${name}-${of}`,
    stateKeyAlias: `alias/${name}-terraform-states`,
    guardrailPolicy: (key) => `${name}-${key}`,
    rootTasksPermissionSet: `${name}-root-tasks`,
    breakGlass: `${name}-break-glass`,
    breakGlassRoleArn: roleArn(partition, managementAccount.id, `${name}-break-glass`),
    breakGlassUser: (key) => `${name}-break-glass-${key}`,
    alertingPrefix: prefix,
    pipelineRole: (does) => `${name}-pipeline-${does}`,
    pipelineBoundary: (does) => `${name}-pipeline-${does}-boundary`,
    reviewResultsBucket: `${name}-trail-review-${managementAccount.id}-${homeRegion}`,
    reviewWorkgroup: `${name}-trail-review`,
    reviewDatabase: `${name.replaceAll("-", "_")}_trail_review`,
    reviewPolicy: `${name}-trail-review`,
    reviewQuery: (query) => `${name}/review/${query}`,
  };
}

/** The role that Terraform assumes in an account. */
export function roleArn(partition: string, accountId: string, role: string): string {
  return `arn:${partition}:iam::${accountId}:role/${role}`;
}
