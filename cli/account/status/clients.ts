import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { Region } from "../../../catalogue/regions";
import { type AuditClients, auditClients, type SessionCredentials } from "../../audit/clients";
import { awsClientSettings } from "../../aws-client";

/** What is looked at in one account, by a session there. */
export interface SessionClients {
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly sns: SNSClient;
  readonly events: (region: Region) => EventBridgeClient;
  readonly cloudWatch: (region: Region) => CloudWatchClient;
}

/** The AWS SDK clients that the status of an account is gathered with. */
export interface StatusClients extends Pick<AuditClients, "sts" | "organizations" | "account" | "cloudTrail"> {
  readonly identityCenter: (region: Region) => SSOAdminClient;
  readonly identityStore: (region: Region) => IdentitystoreClient;
  readonly session: (session: SessionCredentials) => SessionClients;
}

/** Clients for the management account, with the credentials of the environment. */
export function statusClients(homeRegion: Region): StatusClients {
  const home = awsClientSettings(homeRegion);
  const { sts, organizations, account, cloudTrail } = auditClients(homeRegion);
  return {
    sts,
    organizations,
    account,
    cloudTrail,
    identityCenter: (region) => new SSOAdminClient({ ...home, region }),
    identityStore: (region) => new IdentitystoreClient({ ...home, region }),
    session: (credentials) => ({
      iam: new IAMClient({ ...home, credentials }),
      s3: new S3Client({ ...home, credentials }),
      s3Control: new S3ControlClient({ ...home, credentials }),
      sns: new SNSClient({ ...home, credentials }),
      events: (region) => new EventBridgeClient({ ...home, region, credentials }),
      cloudWatch: (region) => new CloudWatchClient({ ...home, region, credentials }),
    }),
  };
}
