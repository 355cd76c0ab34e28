import { AccountClient, PutAlternateContactCommand } from "@aws-sdk/client-account";
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateEventBusCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { METRIC_ALERT_IDS, METRIC_ALERTS, SEVERITIES } from "../../catalogue/alerts";
import { expectedRules } from "../../cli/audit/checks/alert-bus";
import { denyRootOf } from "../../cli/audit/checks/deny-root";
import { type AwsClientSettings, awsClientSettings } from "../../cli/aws-client";
import type { Emulator } from "../../emulator/emulator";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf, roleArn } from "../../model/names";
import { guardrailDocument } from "../../policies/render-policy";

/** An organization that is as the audit wants it, made without Terraform, and the clients to spoil it with. */
export interface AuditedOrganization {
  readonly rootId: string;
  readonly unitIds: Readonly<Record<string, string>>;
  readonly accountIds: Readonly<Record<string, string>>;
  readonly denyRootId: string;
  /** By severity. */
  readonly topicArns: Readonly<Record<string, string>>;
  /** By severity. */
  readonly subscriptionArns: Readonly<Record<string, string>>;
  readonly organizations: OrganizationsClient;
  readonly cloudTrail: CloudTrailClient;
  readonly sns: SNSClient;
  readonly security: SecurityClients;
  /** By severity; of the topics in the security account. */
  readonly securitySubscriptionArns: Readonly<Record<string, string>>;
}

/** The clients to spoil the security account with. */
interface SecurityClients {
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
}

/** Makes everything that the audit looks at, as a landing zone declares it. */
export async function makeAuditedOrganization(emulator: Emulator, zone: LandingZone): Promise<AuditedOrganization> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const credentials = { accessKeyId, secretAccessKey };
  const settings = { ...awsClientSettings(zone.homeRegion, emulator.environment), credentials };
  const organizations = new OrganizationsClient({ ...settings, region: "us-east-1" });
  const cloudTrail = new CloudTrailClient(settings);
  const sns = new SNSClient(settings);
  const tree = await makeTree(organizations, zone);
  await manageRootUsers(new IAMClient({ ...settings, region: "us-east-1" }));
  await setContacts(new AccountClient({ ...settings, region: "us-east-1" }), zone, Object.values(tree.accountIds));
  await makeTrail(cloudTrail, new S3Client(settings), zone);
  const topics = await makeAlarms(new CloudWatchClient(settings), sns, zone);
  const denyRootId = await denyRoot(organizations, zone, tree);
  const security = await securityClients(new STSClient(settings), settings, zone, tree);
  const { subscriptionArns: securitySubscriptionArns } = await makeAlertBus(security, zone);
  return { ...tree, ...topics, denyRootId, organizations, cloudTrail, sns, security, securitySubscriptionArns };
}

type Tree = Pick<AuditedOrganization, "rootId" | "unitIds" | "accountIds">;

async function makeTree(client: OrganizationsClient, zone: LandingZone): Promise<Tree> {
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const rootId = root?.Id ?? "";
  await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
  for (const service of ["iam", "cloudtrail", "account"]) {
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: `${service}.amazonaws.com` }));
  }
  const unitIds: Record<string, string> = {};
  for (const { key, name, parent } of zone.organizationalUnits) {
    const ParentId = parent === undefined ? rootId : unitIds[parent];
    const made = await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name: name }));
    unitIds[key] = made.OrganizationalUnit?.Id ?? "";
  }
  const accountIds: Record<string, string> = {};
  for (const { key, name, email, homeUnit } of zone.accounts) {
    const id = await makeAccount(client, name, email);
    accountIds[key] = id;
    await client.send(
      new MoveAccountCommand({ AccountId: id, SourceParentId: rootId, DestinationParentId: unitIds[homeUnit] }),
    );
  }
  return { rootId, unitIds, accountIds };
}

async function makeAccount(client: OrganizationsClient, AccountName: string, Email: string): Promise<string> {
  const { CreateAccountStatus } = await client.send(new CreateAccountCommand({ AccountName, Email }));
  for (;;) {
    const { CreateAccountStatus: status } = await client.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
    );
    if (status?.State === "SUCCEEDED") return status.AccountId ?? "";
    if (status?.State === "FAILED") throw new Error(status.FailureReason);
  }
}

async function manageRootUsers(client: IAMClient): Promise<void> {
  await client.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
  await client.send(new EnableOrganizationsRootSessionsCommand({}));
  await client.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 14,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      PasswordReusePrevention: 24,
    }),
  );
}

async function setContacts(
  client: AccountClient,
  { contacts }: LandingZone,
  members: readonly string[],
): Promise<void> {
  for (const AccountId of [undefined, ...members]) {
    for (const kind of ["billing", "operations", "security"] as const) {
      const { name, title, email, phone } = contacts[kind];
      await client.send(
        new PutAlternateContactCommand({
          ...(AccountId === undefined ? {} : { AccountId }),
          AlternateContactType: kind === "billing" ? "BILLING" : kind === "operations" ? "OPERATIONS" : "SECURITY",
          Name: name,
          Title: title,
          EmailAddress: email,
          PhoneNumber: phone,
        }),
      );
    }
  }
}

async function makeTrail(client: CloudTrailClient, s3: S3Client, zone: LandingZone): Promise<void> {
  const { archiveBucket, trail } = namesOf(zone);
  await s3.send(
    new CreateBucketCommand({
      Bucket: archiveBucket,
      CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
    }),
  );
  await client.send(
    new CreateTrailCommand({
      Name: trail,
      S3BucketName: archiveBucket,
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
    }),
  );
  await client.send(new StartLoggingCommand({ Name: trail }));
}

async function securityClients(
  sts: STSClient,
  settings: AwsClientSettings,
  { partition, security, accountAccessRole }: LandingZone,
  { accountIds }: Tree,
): Promise<SecurityClients> {
  const RoleArn = roleArn(partition, accountIds[security.key] ?? "", accountAccessRole);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "e2e" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return {
    events: new EventBridgeClient({ ...settings, credentials }),
    sns: new SNSClient({ ...settings, credentials }),
  };
}

async function makeAlertBus({ events, sns }: SecurityClients, zone: LandingZone): Promise<Topics> {
  const { eventBus, topic } = namesOf(zone);
  const topics = await makeTopics(sns, zone);
  await events.send(new CreateEventBusCommand({ Name: eventBus }));
  for (const { name, topic: told } of expectedRules(zone)) {
    const severity = SEVERITIES.find((candidate) => topic(candidate) === told) ?? "";
    await events.send(
      new PutRuleCommand({ Name: name, EventBusName: eventBus, EventPattern: '{"source":["aws.signin"]}' }),
    );
    await events.send(
      new PutTargetsCommand({
        Rule: name,
        EventBusName: eventBus,
        Targets: [{ Id: "people", Arn: topics.topicArns[severity] }],
      }),
    );
  }
  return topics;
}

type Topics = Pick<AuditedOrganization, "topicArns" | "subscriptionArns">;

/** Puts right what the tests spoil in the security account. */
export async function restoreAlertBus(
  { events, sns }: SecurityClients,
  zone: LandingZone,
  accountIds: Readonly<Record<string, string>>,
): Promise<void> {
  const { eventBus: EventBusName, eventRule, topic } = namesOf(zone);
  const page = `arn:aws:sns:${zone.homeRegion}:${accountIds[zone.security.key]}:${topic("page")}`;
  await events.send(new EnableRuleCommand({ EventBusName, Name: eventRule("root-sign-in") }));
  await events.send(
    new PutTargetsCommand({ EventBusName, Rule: eventRule("assume-root"), Targets: [{ Id: "people", Arn: page }] }),
  );
  await subscribe(sns, page);
}

async function makeTopics(sns: SNSClient, zone: LandingZone): Promise<Topics> {
  const names = namesOf(zone);
  const topicArns: Record<string, string> = {};
  const subscriptionArns: Record<string, string> = {};
  for (const severity of SEVERITIES) {
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: names.topic(severity) }));
    topicArns[severity] = TopicArn;
    subscriptionArns[severity] = await subscribe(sns, TopicArn);
  }
  return { topicArns, subscriptionArns };
}

async function makeAlarms(client: CloudWatchClient, sns: SNSClient, zone: LandingZone): Promise<Topics> {
  const names = namesOf(zone);
  const topics = await makeTopics(sns, zone);
  for (const alert of METRIC_ALERT_IDS) {
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: names.alarm(alert),
        AlarmActions: [topics.topicArns[METRIC_ALERTS[alert].severity] ?? ""],
        Namespace: names.metricNamespace,
        MetricName: alert,
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
      }),
    );
  }
  return topics;
}

/** The emulator takes a subscription as confirmed at once. */
export async function subscribe(sns: SNSClient, TopicArn: string): Promise<string> {
  const { SubscriptionArn = "" } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "email",
      Endpoint: "security@acme.example",
      ReturnSubscriptionArn: true,
    }),
  );
  return SubscriptionArn;
}

async function denyRoot(client: OrganizationsClient, zone: LandingZone, tree: Tree): Promise<string> {
  const guardrail = denyRootOf(zone);
  if (guardrail === undefined) throw new Error("the configuration has no deny-root");
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  const document = guardrailDocument(zone, guardrail, {
    organizationId: Organization?.Id ?? "",
    rootId: tree.rootId,
    unitId: (key) => tree.unitIds[key] ?? "",
    accountId: (key) => tree.accountIds[key] ?? "",
  });
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Name: guardrail.name,
      Description: "deny-root",
      Type: "SERVICE_CONTROL_POLICY",
      Content: JSON.stringify(document),
    }),
  );
  const id = Policy?.PolicySummary?.Id ?? "";
  await client.send(new AttachPolicyCommand({ PolicyId: id, TargetId: tree.rootId }));
  return id;
}
