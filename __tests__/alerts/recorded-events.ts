import type { EventValue } from "../../alerts/event-pattern";
import { alertPathTestEvent } from "../../alerts/events/alert-path-test";

type Fields = { readonly [field: string]: EventValue | undefined };

/** An event as EventBridge delivers it; `detail` is the trail's own record. */
type RecordedEnvelope = Fields & { readonly detail: Fields };

const MANAGEMENT = "111111111111";
const MEMBER = "222222222222";

const root = (account: string): Fields => ({
  type: "Root",
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
  accessKeyId: "",
});

const role = (account: string, name = "deploy"): Fields => ({
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:session",
  arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
  accountId: account,
  accessKeyId: "ASIAEXAMPLE",
});

function recorded(detailType: string, source: string, account: string, detail: Fields): RecordedEnvelope {
  const { awsRegion = "us-east-1" } = detail;
  return {
    version: "0",
    id: "6f87d04b-9f9e-4f14-9a06-1ee6e9a5c8f5",
    "detail-type": detailType,
    source,
    account,
    time: "2026-06-01T10:00:00Z",
    region: awsRegion,
    resources: [],
    detail: {
      eventVersion: "1.11",
      eventTime: "2026-06-01T10:00:00Z",
      sourceIPAddress: "192.0.2.10",
      awsRegion,
      recipientAccountId: account,
      ...detail,
    },
  };
}

function call(service: string, eventName: string, detail: Fields, account = MANAGEMENT): RecordedEnvelope {
  return recorded("AWS API Call via CloudTrail", `aws.${service}`, account, {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventType: "AwsApiCall",
    readOnly: false,
    userIdentity: role(account),
    requestParameters: null,
    responseElements: null,
    ...detail,
  });
}

function signIn(userIdentity: Fields, outcome: "Success" | "Failure", mfaUsed: string): RecordedEnvelope {
  return recorded("AWS Console Sign In via CloudTrail", "aws.signin", MANAGEMENT, {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    userIdentity,
    ...(outcome === "Failure" ? { errorMessage: "Failed authentication" } : {}),
    requestParameters: null,
    responseElements: { ConsoleLogin: outcome },
    additionalEventData: { LoginTo: "https://console.aws.amazon.com/", MobileVersion: "No", MFAUsed: mfaUsed },
  });
}

/** A root session is recorded in the Region of the STS endpoint, in the account of who asked for it. */
function assumeRoot(awsRegion: string, account = MANAGEMENT): RecordedEnvelope {
  return call(
    "sts",
    "AssumeRoot",
    {
      awsRegion,
      readOnly: true,
      requestParameters: {
        targetPrincipal: MEMBER,
        taskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" },
      },
      responseElements: { credentials: { accessKeyId: "ASIAROOT" } },
    },
    account,
  );
}

const breakGlassUser: Fields = { type: "IAMUser", userName: "acme-break-glass-blue" };

function switchRole(name: string): RecordedEnvelope {
  return recorded("AWS Console Sign In via CloudTrail", "aws.signin", MANAGEMENT, {
    eventSource: "signin.amazonaws.com",
    eventName: "SwitchRole",
    eventType: "AwsConsoleSignIn",
    userIdentity: role(MANAGEMENT, name),
    requestParameters: null,
    responseElements: { SwitchRole: "Success" },
    additionalEventData: { SwitchFrom: `arn:aws:iam::${MANAGEMENT}:user/blue` },
  });
}

/** No record of CloudTrail's: somebody puts it on a member account's own bus. */
function alertPathTest(awsRegion: string): RecordedEnvelope {
  const sender = "arn:aws:sts::111111111111:assumed-role/deploy/session";
  const { source, detailType, detail } = alertPathTestEvent({ id: "9a1d3c52-7a51-4c0a-8f0e-0d3f6a2b1c4d", sender });
  const { id, time, version, resources } = recorded(detailType, source, MEMBER, {});
  return {
    version,
    id,
    "detail-type": detailType,
    source,
    account: MEMBER,
    time,
    region: awsRegion,
    resources,
    detail,
  };
}

/**
 * Events in the shape in which CloudTrail records them and EventBridge delivers them; the ids are invented.
 *
 * Source: CloudTrail user guide, console sign-in events, root user events and event record contents.
 */
export const RECORDED_EVENTS = {
  "root signs in with MFA": signIn(root(MANAGEMENT), "Success", "YES"),
  "root signs in without MFA": signIn(root(MANAGEMENT), "Success", "No"),
  "root fails to sign in": signIn(root(MANAGEMENT), "Failure", "No"),
  "an IAM user signs in": signIn({ type: "IAMUser", userName: "alice" }, "Success", "Yes"),
  "an IAM user signs in without MFA": signIn({ type: "IAMUser", userName: "alice" }, "Success", "No"),
  "root lists buckets": call("s3", "ListBuckets", { readOnly: true, userIdentity: root(MEMBER) }, MEMBER),
  "root in a root session deletes a bucket policy": call(
    "s3",
    "DeleteBucketPolicy",
    {
      userIdentity: {
        ...root(MEMBER),
        accessKeyId: "ASIAROOT",
        sessionContext: { attributes: { mfaAuthenticated: "false" } },
      },
    },
    MEMBER,
  ),
  "root creates an access key": call("iam", "CreateAccessKey", { userIdentity: root(MANAGEMENT) }),
  "root deactivates its MFA device": call("iam", "DeactivateMFADevice", {
    userIdentity: root(MANAGEMENT),
    requestParameters: { userName: "AWS ROOT USER" },
  }),
  "a role creates an access key for a user": call("iam", "CreateAccessKey", {
    requestParameters: { userName: "alice" },
  }),
  "a service acts in the name of root": call("kms", "Decrypt", {
    userIdentity: { ...root(MEMBER), invokedBy: "s3.amazonaws.com" },
  }),
  "a service event bears the root of an account": recorded("AWS Service Event via CloudTrail", "aws.kms", MEMBER, {
    eventSource: "kms.amazonaws.com",
    eventName: "RotateKey",
    eventType: "AwsServiceEvent",
    userIdentity: { ...root(MEMBER), invokedBy: "AWS Internal" },
  }),
  "a service event of root comes as an API call": call("kms", "RotateKey", {
    eventType: "AwsServiceEvent",
    userIdentity: root(MEMBER),
  }),
  "a role describes instances": call("ec2", "DescribeInstances", { readOnly: true }),
  "a root session is granted": assumeRoot("us-east-1"),
  "a root session is granted in eu-central-1": assumeRoot("eu-central-1"),
  "a root session is granted in us-west-2": assumeRoot("us-west-2"),
  "a root session is refused": call("sts", "AssumeRoot", { readOnly: true, errorCode: "AccessDenied" }),
  "a role assumes a role": call("sts", "AssumeRole", { readOnly: true }),
  "password recovery is requested": recorded("AWS Console Sign In via CloudTrail", "aws.signin", MEMBER, {
    eventSource: "signin.amazonaws.com",
    eventName: "PasswordRecoveryRequested",
    eventType: "AwsConsoleSignIn",
    userIdentity: { type: "Root", accountId: MEMBER },
  }),
  "password recovery is completed, under another detail type": recorded(
    "AWS Service Event via CloudTrail",
    "aws.signin",
    MEMBER,
    {
      eventSource: "signin.amazonaws.com",
      eventName: "PasswordRecoveryCompleted",
      eventType: "AwsServiceEvent",
      userIdentity: { type: "Root", accountId: MEMBER },
    },
  ),
  "root sessions are switched off": call("iam", "DisableOrganizationsRootSessions", {}),
  "a delegated administrator starts a root session": assumeRoot("us-east-1", MEMBER),
  "a delegated administrator switches credentials management off": call(
    "iam",
    "DisableOrganizationsRootCredentialsManagement",
    {},
    MEMBER,
  ),
  "a delegated administrator stops a trail": call(
    "cloudtrail",
    "StopLogging",
    { requestParameters: { name: "arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-organization-trail" } },
    MEMBER,
  ),
  "a trail is stopped": call("cloudtrail", "StopLogging", { requestParameters: { name: "acme-organization-trail" } }),
  "a trail is deleted": call("cloudtrail", "DeleteTrail", { requestParameters: { name: "acme-organization-trail" } }),
  "a trail's selectors are replaced": call("cloudtrail", "PutEventSelectors", {}),
  "a trail is described": call("cloudtrail", "GetTrailStatus", { readOnly: true }),
  "an account is moved": call("organizations", "MoveAccount", {
    requestParameters: { accountId: MEMBER, destinationParentId: "ou-ab12-recovery1" },
  }),
  "a policy is detached": call("organizations", "DetachPolicy", {}),
  "accounts are listed": call("organizations", "ListAccounts", { readOnly: true }),
  "an alternate contact is replaced": call("account", "PutAlternateContact", {}),
  "a root e-mail change is started": call("account", "StartPrimaryEmailUpdate", {}),
  "a Region is enabled": call("account", "EnableRegion", {}),
  "an alert rule is disabled": call("events", "DisableRule", {
    requestParameters: { name: "acme-alerts-root-sign-in" },
  }),
  "somebody else's rule is disabled": call("events", "DisableRule", { requestParameters: { name: "nightly-backup" } }),
  "an alert rule is deleted": call("events", "DeleteRule", {
    requestParameters: { name: "acme-alerts-root-sign-in", force: true },
  }),
  "an alert rule is replaced": call("events", "PutRule", {
    requestParameters: { name: "acme-alerts-root-sign-in", eventPattern: '{"source":["nothing"]}', state: "ENABLED" },
  }),
  "an alert rule loses its targets": call("events", "RemoveTargets", {
    requestParameters: { rule: "acme-alerts-root-sign-in", ids: ["people"] },
  }),
  "the alert bus is closed": call("events", "RemovePermission", { requestParameters: { eventBusName: "acme-alerts" } }),
  "the alert bus is deleted": call("events", "DeleteEventBus", { requestParameters: { name: "acme-alerts" } }, MEMBER),
  "a recipient is unsubscribed": call("sns", "Unsubscribe", {
    requestParameters: { subscriptionArn: "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page:5d8f" },
  }),
  "an alert topic's policy is replaced": call("sns", "SetTopicAttributes", {
    requestParameters: { topicArn: "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page", attributeName: "Policy" },
  }),
  "a topic of the alarms is deleted": call("sns", "DeleteTopic", {
    requestParameters: { topicArn: "arn:aws:sns:eu-central-1:111111111111:acme-alerts-ticket" },
  }),
  "another topic's policy is replaced": call("sns", "SetTopicAttributes", {
    requestParameters: { topicArn: "arn:aws:sns:eu-central-1:222222222222:orders", attributeName: "Policy" },
  }),
  "a dead-letter queue is purged": call("sqs", "PurgeQueue", {
    requestParameters: {
      queueUrl: "https://sqs.eu-central-1.amazonaws.com/222222222222/acme-alerts-events-dead-letters",
    },
  }),
  "a dead-letter queue's policy is replaced": call("sqs", "SetQueueAttributes", {
    requestParameters: {
      queueUrl: "https://sqs.eu-central-1.amazonaws.com/222222222222/acme-alerts-events-dead-letters",
      attributes: { Policy: '{"Version":"2012-10-17","Statement":[]}' },
    },
  }),
  "an alarm of ours is deleted": call("monitoring", "DeleteAlarms", {
    requestParameters: { alarmNames: ["acme-alerts-root-usage"] },
  }),
  "an alarm of ours is muted": call("monitoring", "DisableAlarmActions", {
    requestParameters: { alarmNames: ["acme-alerts-root-usage"] },
  }),
  "alarms are deleted, ours among them": call("monitoring", "DeleteAlarms", {
    requestParameters: { alarmNames: ["cpu-high", "acme-alerts-root-usage"] },
  }),
  "other alarms are deleted": call("monitoring", "DeleteAlarms", { requestParameters: { alarmNames: ["cpu-high"] } }),
  "a metric filter of the trail is deleted": call("logs", "DeleteMetricFilter", {
    requestParameters: { logGroupName: "/acme/organization-trail", filterName: "root-usage" },
  }),
  "the trail's log group is deleted": call("logs", "DeleteLogGroup", {
    requestParameters: { logGroupName: "/acme/organization-trail" },
  }),
  "a metric filter of another log group is deleted": call("logs", "DeleteMetricFilter", {
    requestParameters: { logGroupName: "/shop/orders", filterName: "errors" },
  }),
  "the forwarding role loses its policy": call("iam", "DeleteRolePolicy", {
    requestParameters: { roleName: "acme-alerts-forwarding", policyName: "put-alert-events" },
  }),
  "the trail's role loses its policy": call("iam", "DeleteRolePolicy", {
    requestParameters: { roleName: "acme-organization-trail-logs", policyName: "write-trail-log-group" },
  }),
  "a key of the management account is disabled": call("kms", "DisableKey", { requestParameters: { keyId: "1234" } }),
  "a key of a member account is disabled": call(
    "kms",
    "DisableKey",
    { userIdentity: role(MEMBER), requestParameters: { keyId: "1234" } },
    MEMBER,
  ),
  "CloudTrail creates a stream in its log group": call("logs", "CreateLogStream", {
    requestParameters: { logGroupName: "/acme/organization-trail", logStreamName: "o-ab12_222222222222_CloudTrail" },
  }),
  "an alert rule is described": call("events", "DescribeRule", {
    readOnly: true,
    requestParameters: { name: "acme-alerts-root-sign-in" },
  }),
  "a break-glass user signs in": signIn(breakGlassUser, "Success", "Yes"),
  "a break-glass user fails to sign in": signIn(breakGlassUser, "Failure", "No"),
  "a break-glass user takes the break-glass role": call("sts", "AssumeRole", {
    readOnly: true,
    userIdentity: breakGlassUser,
    requestParameters: { roleArn: `arn:aws:iam::${MANAGEMENT}:role/acme-break-glass`, roleSessionName: "blue" },
  }),
  "somebody else tries to take the break-glass role": call("sts", "AssumeRole", {
    readOnly: true,
    errorCode: "AccessDenied",
    requestParameters: { roleArn: `arn:aws:iam::${MANAGEMENT}:role/acme-break-glass`, roleSessionName: "x" },
  }),
  "a break-glass user switches to the role in the console": switchRole("acme-break-glass"),
  "somebody switches to another role in the console": switchRole("auditor"),
  "a break-glass user gets a password": call("iam", "CreateLoginProfile", {
    requestParameters: { userName: "acme-break-glass-blue", passwordResetRequired: false },
  }),
  "a break-glass user gets a second factor": call("iam", "EnableMFADevice", {
    requestParameters: { userName: "acme-break-glass-blue", serialNumber: "arn:aws:iam::111111111111:u2f/user/blue" },
  }),
  "a deployment puts a break-glass user into its group": call("iam", "AddUserToGroup", {
    requestParameters: { userName: "acme-break-glass-blue", groupName: "acme-break-glass" },
  }),
  "the break-glass role detaches a policy": call("organizations", "DetachPolicy", {
    userIdentity: role(MANAGEMENT, "acme-break-glass"),
  }),
  "the alert path of an account is tested": alertPathTest("us-east-1"),
} as const satisfies Record<string, RecordedEnvelope>;

/** The name of a recorded event. */
export type RecordedEvent = keyof typeof RECORDED_EVENTS;
