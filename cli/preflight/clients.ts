import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { STSClient } from "@aws-sdk/client-sts";
import { GLOBAL_EVENTS_REGION, type Region } from "../../catalogue/regions";
import { type AwsClientSettings, awsClientSettings } from "../aws-client";

/** The AWS SDK clients that facts are gathered with; one connection pool for all of them. */
export interface Clients {
  readonly sts: STSClient;
  readonly organizations: OrganizationsClient;
  readonly serviceQuotas: ServiceQuotasClient;
  readonly s3: S3Client;
  readonly cloudTrail: (region: Region) => CloudTrailClient;
  readonly identityCenter: (region: Region) => SSOAdminClient;
}

/** Clients for the management account, with the credentials of the environment. */
export function clientsFor(homeRegion: Region): Clients {
  const settings = awsClientSettings(homeRegion);
  const within = (region: Region): AwsClientSettings => ({ ...settings, region });
  return {
    sts: new STSClient(settings),
    organizations: new OrganizationsClient(within(GLOBAL_EVENTS_REGION)),
    // The quotas of AWS Organizations are kept in this one Region.
    serviceQuotas: new ServiceQuotasClient(within(GLOBAL_EVENTS_REGION)),
    s3: new S3Client(settings),
    cloudTrail: (region) => new CloudTrailClient(within(region)),
    identityCenter: (region) => new SSOAdminClient(within(region)),
  };
}
