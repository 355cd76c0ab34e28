import { DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import {
  DescribeOrganizationCommand,
  ListRootsCommand,
  type PolicySummary,
  paginateListAccounts,
  paginateListAWSServiceAccessForOrganization,
  paginateListPolicies,
  paginateListTagsForResource,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { REGIONS, type Region } from "../../catalogue/regions";
import { canonicalEmail } from "../../model/email-address";
import { KEY_TAG } from "../../model/key-tag";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf } from "../../model/names";
import { Failure, messageOf } from "../failure";
import { CONTROL_TOWER_POLICY_PREFIX } from "./checks/control-tower";
import type { Clients } from "./clients";
import type {
  BucketName,
  BucketState,
  Caller,
  ControlTowerPolicy,
  IdentityCenterInstance,
  LiveAccount,
  LiveFacts,
  LiveOrganization,
  LiveTrail,
  Observation,
} from "./facts";
import { call, nameOf, observe, statusOf } from "./observe";

/** “Default maximum number of accounts” of AWS Organizations in Service Quotas. */
const ACCOUNT_QUOTA = { ServiceCode: "organizations", QuotaCode: "L-E619E033" };

/**
 * Asks AWS who the caller is.
 *
 * @throws Failure when there are no credentials, AWS does not accept them, or AWS cannot be reached
 */
export async function gatherCaller({ sts }: Pick<Clients, "sts">): Promise<Caller> {
  try {
    const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return { accountId: Account, arn: Arn };
  } catch (error) {
    throw explainNoCaller(error);
  }
}

/** Looks into the management account; reads only, and changes nothing. */
export async function gatherLiveFacts(clients: Clients, zone: LandingZone): Promise<LiveFacts> {
  const organization = await observe(() => describeOrganization(clients));
  const isAlone = organization.kind === "observed" && organization.value === undefined;
  const [ofOrganization, accountQuota, identityCenter, trails, buckets] = await Promise.all([
    isAlone ? NO_ORGANIZATION : gatherOrganizationFacts(clients, zone),
    observe(() => getAccountQuota(clients)),
    observe(() => listIdentityCenters(clients, zone)),
    observe(() => describeTrails(clients, zone)),
    observe(() => headBuckets(clients, zone)),
  ]);
  return { organization, ...ofOrganization, accountQuota, identityCenter, trails, buckets };
}

type OrganizationFacts = Pick<
  LiveFacts,
  "enabledPolicyTypes" | "accounts" | "accountKeys" | "trustedServices" | "controlTowerPolicies"
>;

const NOTHING: Observation<readonly never[]> = { kind: "observed", value: [] };

const NO_ORGANIZATION: OrganizationFacts = {
  enabledPolicyTypes: NOTHING,
  accounts: NOTHING,
  accountKeys: { kind: "observed", value: {} },
  trustedServices: NOTHING,
  controlTowerPolicies: NOTHING,
};

async function gatherOrganizationFacts(clients: Clients, zone: LandingZone): Promise<OrganizationFacts> {
  const [enabledPolicyTypes, accounts, trustedServices, controlTowerPolicies] = await Promise.all([
    observe(() => listPolicyTypes(clients)),
    observe(() => listAccounts(clients)),
    observe(() => listTrustedServices(clients)),
    observe(() => listControlTowerPolicies(clients)),
  ]);
  const live = accounts.kind === "observed" ? accounts.value : [];
  const accountKeys = await observe(() => listAccountKeys(clients, declaredAccounts(live, zone)));
  return { enabledPolicyTypes, accounts, accountKeys, trustedServices, controlTowerPolicies };
}

function declaredAccounts(live: readonly LiveAccount[], zone: LandingZone): readonly LiveAccount[] {
  const addresses = new Set(zone.accounts.map(({ email }) => canonicalEmail(email)));
  return live.filter(({ email }) => addresses.has(canonicalEmail(email)));
}

async function describeOrganization({ organizations }: Clients): Promise<LiveOrganization | undefined> {
  return call("organizations:DescribeOrganization", async () => {
    try {
      const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
      return {
        id: Organization?.Id ?? "",
        featureSet: Organization?.FeatureSet ?? "",
        managementAccountId: Organization?.MasterAccountId ?? "",
      };
    } catch (error) {
      if (nameOf(error) === "AWSOrganizationsNotInUseException") return undefined;
      throw error;
    }
  });
}

async function listPolicyTypes({ organizations }: Clients): Promise<readonly string[]> {
  const { Roots = [] } = await call("organizations:ListRoots", () => organizations.send(new ListRootsCommand({})));
  return Roots.flatMap(({ PolicyTypes = [] }) => PolicyTypes)
    .filter(({ Status }) => Status === "ENABLED")
    .map(({ Type = "" }) => Type);
}

async function listAccounts({ organizations: client }: Clients): Promise<readonly LiveAccount[]> {
  const pages = await call("organizations:ListAccounts", () => collect(paginateListAccounts({ client }, {})));
  return pages
    .flatMap(({ Accounts = [] }) => Accounts)
    .map(({ Id = "", Name = "", Email = "", State, Status }) => ({
      id: Id,
      name: Name,
      email: Email,
      state: State ?? Status ?? "",
    }));
}

/** One after another: AWS Organizations throttles callers that ask for many at once. */
async function listAccountKeys(
  { organizations: client }: Clients,
  accounts: readonly LiveAccount[],
): Promise<Readonly<Record<string, string>>> {
  const keys: Record<string, string> = {};
  for (const { id } of accounts) {
    const pages = await call("organizations:ListTagsForResource", () =>
      collect(paginateListTagsForResource({ client }, { ResourceId: id })),
    );
    const tag = pages.flatMap(({ Tags = [] }) => Tags).find(({ Key }) => Key === KEY_TAG);
    if (tag?.Value !== undefined) keys[id] = tag.Value;
  }
  return keys;
}

async function listTrustedServices({ organizations: client }: Clients): Promise<readonly string[]> {
  const pages = await call("organizations:ListAWSServiceAccessForOrganization", () =>
    collect(paginateListAWSServiceAccessForOrganization({ client }, {})),
  );
  return pages
    .flatMap(({ EnabledServicePrincipals = [] }) => EnabledServicePrincipals)
    .map(({ ServicePrincipal = "" }) => ServicePrincipal);
}

async function listControlTowerPolicies(clients: Clients): Promise<readonly ControlTowerPolicy[]> {
  const { organizations: client } = clients;
  const pages = await call("organizations:ListPolicies", () =>
    collect(paginateListPolicies({ client }, { Filter: "SERVICE_CONTROL_POLICY" })),
  );
  const policies = pages
    .flatMap(({ Policies = [] }) => Policies)
    .filter(({ Name = "" }) => Name.startsWith(CONTROL_TOWER_POLICY_PREFIX));
  return Promise.all(policies.map((policy) => withTargets(clients, policy)));
}

async function withTargets({ organizations: client }: Clients, policy: PolicySummary): Promise<ControlTowerPolicy> {
  const pages = await call("organizations:ListTargetsForPolicy", () =>
    collect(paginateListTargetsForPolicy({ client }, { PolicyId: policy.Id })),
  );
  const targets = pages
    .flatMap(({ Targets = [] }) => Targets)
    .map(({ Type = "", Name = "" }) => ({ kind: Type, name: Name }));
  return { name: policy.Name ?? "", targets };
}

async function getAccountQuota({ serviceQuotas }: Clients): Promise<number> {
  return call("servicequotas:GetServiceQuota", async () => {
    const { Quota } = await serviceQuotas.send(new GetServiceQuotaCommand(ACCOUNT_QUOTA));
    if (Quota?.Value === undefined) throw new Error("the answer has no value");
    return Quota.Value;
  });
}

/** An instance is in one Region only, and no call says in which. */
async function listIdentityCenters(clients: Clients, zone: LandingZone): Promise<readonly IdentityCenterInstance[]> {
  const found = await Promise.all(
    likelyRegions(zone).map(async (region) => {
      const { Instances = [] } = await call("sso:ListInstances", () =>
        clients.identityCenter(region).send(new ListInstancesCommand({})),
      );
      return Instances.map(({ InstanceArn = "" }) => ({ arn: InstanceArn, region }));
    }),
  );
  return found.flat();
}

/** The home Region first, then the other governed ones, then those that every account has. */
function likelyRegions({ homeRegion, governedRegions }: LandingZone): readonly Region[] {
  const byDefault = (Object.keys(REGIONS) as readonly Region[]).filter((region) => REGIONS[region] === "default");
  return [...new Set([homeRegion, ...governedRegions, ...byDefault])];
}

async function describeTrails(clients: Clients, zone: LandingZone): Promise<readonly LiveTrail[]> {
  const answers = await Promise.all(
    zone.governedRegions.map((region) =>
      call("cloudtrail:DescribeTrails", () => clients.cloudTrail(region).send(new DescribeTrailsCommand({}))),
    ),
  );
  const trails = answers
    .flatMap(({ trailList = [] }) => trailList)
    .map(({ Name = "", TrailARN = "", HomeRegion = "", IsOrganizationTrail = false }) => ({
      name: Name,
      arn: TrailARN,
      homeRegion: HomeRegion,
      isOrganizationTrail: IsOrganizationTrail,
    }));
  // A trail of many Regions is listed in each of them.
  return [...new Map(trails.map((trail) => [trail.arn, trail])).values()];
}

async function headBuckets({ s3 }: Clients, zone: LandingZone): Promise<readonly BucketName[]> {
  if (zone.trail.mode === "off") return [];
  const { archiveBucket, accessLogsBucket, reviewResultsBucket, configBucket } = namesOf(zone);
  const queried = zone.review.athena === undefined ? [] : [reviewResultsBucket];
  const history = zone.detection.config === undefined ? [] : [configBucket];
  return Promise.all(
    [archiveBucket, accessLogsBucket, ...queried, ...history].map(async (name) => ({
      name,
      state: await call("s3:ListBucket", () => headBucket(s3, name, zone.managementAccount.id)),
    })),
  );
}

/** With the owner named, S3 refuses a bucket of another account even where its policy lets the caller read it. */
async function headBucket(s3: Clients["s3"], name: string, owner: string): Promise<BucketState> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: owner }));
    return "owned";
  } catch (error) {
    switch (statusOf(error)) {
      case 404:
        return "free";
      case 301: // in another Region
      case 403:
        return "taken";
      default:
        throw error;
    }
  }
}

/** Every page of a paginated call. */
export async function collect<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

const REJECTED = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "AccessDenied",
];

function explainNoCaller(error: unknown): Failure {
  const name = nameOf(error);
  if (name === "CredentialsProviderError" || name === "TokenProviderError") {
    return new Failure(
      `There are no AWS credentials for the management account: ${messageOf(error)}`,
      "Sign in, for example with `aws sso login` and AWS_PROFILE, or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
      { cause: error },
    );
  }
  if (REJECTED.includes(name)) {
    return new Failure(
      `AWS does not accept the credentials: ${messageOf(error)}`,
      "Sign in again to the management account.",
      { cause: error },
    );
  }
  return new Failure(
    `AWS cannot be reached: ${messageOf(error)}`,
    "Check the network, HTTPS_PROXY and AWS_CA_BUNDLE.",
    { cause: error },
  );
}
