import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { GLOBAL_EVENTS_REGION, type Region } from "../../catalogue/regions";
import { awsClientSettings } from "../aws-client";

/** Temporary credentials of a root session, or of a role. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The clients of the home Region that look at what carries alerts. */
export interface AlertingClients {
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
}

/** The AWS SDK clients that evidence is gathered with; one connection pool for all of them. */
export interface AuditClients {
  /** Of the home Region: `AssumeRoot` is answered by regional endpoints only. */
  readonly sts: STSClient;
  readonly organizations: OrganizationsClient;
  readonly iam: IAMClient;
  readonly account: AccountClient;
  readonly cloudTrail: CloudTrailClient;
  /** Where CloudTrail records what happens to the organization. */
  readonly globalEvents: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  /** What carries alerts in another account, as a role there sees it. */
  readonly alertingOf: (session: SessionCredentials) => AlertingClients;
  /** IAM as the root user of a root session sees it. */
  readonly iamOf: (session: SessionCredentials) => IAMClient;
}

/** Clients for the management account, with the credentials of the environment. */
export function auditClients(homeRegion: Region): AuditClients {
  const home = awsClientSettings(homeRegion);
  const global = { ...home, region: GLOBAL_EVENTS_REGION };
  return {
    sts: new STSClient(home),
    organizations: new OrganizationsClient(global),
    iam: new IAMClient(global),
    account: new AccountClient(global),
    cloudTrail: new CloudTrailClient(home),
    globalEvents: new CloudTrailClient(global),
    cloudWatch: new CloudWatchClient(home),
    sns: new SNSClient(home),
    alertingOf: (credentials) => ({
      events: new EventBridgeClient({ ...home, credentials }),
      sns: new SNSClient({ ...home, credentials }),
    }),
    iamOf: (credentials) => new IAMClient({ ...global, credentials }),
  };
}
