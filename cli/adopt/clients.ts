import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { GLOBAL_EVENTS_REGION } from "../../catalogue/regions";
import { awsClientSettings } from "../aws-client";

/** The AWS SDK clients that an organization is read with; one connection pool for all of them. */
export interface AdoptClients {
  readonly sts: STSClient;
  readonly organizations: OrganizationsClient;
  readonly iam: IAMClient;
  readonly account: AccountClient;
  readonly cloudTrail: (region: string) => CloudTrailClient;
}

/** Clients for the management account, with the credentials of the environment. */
export function adoptClients(): AdoptClients {
  const settings = awsClientSettings(GLOBAL_EVENTS_REGION);
  return {
    sts: new STSClient(settings),
    organizations: new OrganizationsClient(settings),
    iam: new IAMClient(settings),
    account: new AccountClient(settings),
    cloudTrail: (region) => new CloudTrailClient({ ...settings, region }),
  };
}
