import { AccountClient, PutAlternateContactCommand } from "@aws-sdk/client-account";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DescribeCreateAccountStatusCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  type PolicyType,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { inParallel } from "../../cli/audit/in-parallel";
import type { AwsClientSettings } from "../../cli/aws-client";
import { awsClientSettings } from "../../cli/aws-client";
import type { Emulator } from "../../emulator/emulator";

type Settings = AwsClientSettings & {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A policy as somebody made it by hand. */
export interface HandmadePolicy {
  readonly name: string;
  readonly type?: PolicyType;
  readonly description?: string;
  /** The text as it is sent. */
  readonly content: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Ids. */
  readonly targets: readonly string[];
}

/** Builds an organization through the SDK, as people do who have no Terraform. */
export class OrganizationByHand {
  readonly organizations: OrganizationsClient;
  private readonly settings: Settings;

  constructor(emulator: Emulator) {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
    this.settings = {
      ...awsClientSettings("us-east-1", emulator.environment),
      credentials: { accessKeyId, secretAccessKey },
    };
    this.organizations = new OrganizationsClient(this.settings);
  }

  async rootId(): Promise<string> {
    const { Roots = [] } = await this.organizations.send(new ListRootsCommand({}));
    return Roots[0]?.Id ?? "";
  }

  async unit(name: string, parentId: string, tags: Readonly<Record<string, string>> = {}): Promise<string> {
    const command = new CreateOrganizationalUnitCommand({ Name: name, ParentId: parentId, Tags: tagList(tags) });
    const { OrganizationalUnit } = await this.organizations.send(command);
    return OrganizationalUnit?.Id ?? "";
  }

  /** An account in a unit, or where AWS puts new ones: at the root. */
  async account(
    name: string,
    email: string,
    parentId?: string,
    tags: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { organizations } = this;
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: email, Tags: tagList(tags) }),
    );
    const CreateAccountRequestId = CreateAccountStatus?.Id;
    const status = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
    const accountId = status.CreateAccountStatus?.AccountId ?? "";
    if (parentId !== undefined) {
      const [SourceParentId, DestinationParentId] = [await this.rootId(), parentId];
      await organizations.send(new MoveAccountCommand({ AccountId: accountId, SourceParentId, DestinationParentId }));
    }
    return accountId;
  }

  /** So many accounts, spread over units; one after another, since several that are throttled starve each other. */
  async accounts(count: number, prefix: string, unitIds: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const unit = unitIds[(number - 1) % unitIds.length];
      ids.push(await this.account(`${prefix} ${number}`, `${prefix}-${number}@acme.example`, unit));
    }
    return ids;
  }

  async close(accountId: string): Promise<void> {
    await this.organizations.send(new CloseAccountCommand({ AccountId: accountId }));
  }

  async enablePolicyType(type: PolicyType): Promise<void> {
    await this.organizations.send(new EnablePolicyTypeCommand({ RootId: await this.rootId(), PolicyType: type }));
  }

  async policy({
    name,
    type = "SERVICE_CONTROL_POLICY",
    description = "",
    content,
    tags = {},
    targets,
  }: HandmadePolicy): Promise<string> {
    const { Policy } = await this.organizations.send(
      new CreatePolicyCommand({
        Name: name,
        Type: type,
        Description: description,
        Content: content,
        Tags: tagList(tags),
      }),
    );
    const PolicyId = Policy?.PolicySummary?.Id ?? "";
    for (const TargetId of targets) await this.organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
    return PolicyId;
  }

  async trust(...services: readonly string[]): Promise<void> {
    for (const ServicePrincipal of services) {
      await this.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    }
  }

  async delegate(accountId: string, service: string): Promise<void> {
    const command = new RegisterDelegatedAdministratorCommand({ AccountId: accountId, ServicePrincipal: service });
    await this.organizations.send(command);
  }

  async centralRootAccess(): Promise<void> {
    const iam = new IAMClient(this.settings);
    await iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
    await iam.send(new EnableOrganizationsRootSessionsCommand({}));
  }

  /** The same three contacts on some accounts; `undefined` is the management account. */
  async contacts(accountIds: readonly (string | undefined)[], who = "security"): Promise<void> {
    const account = new AccountClient(this.settings);
    await inParallel(accountIds, 2, async (id) => {
      for (const AlternateContactType of ["BILLING", "OPERATIONS", "SECURITY"] as const) {
        const kind = AlternateContactType.toLowerCase();
        await account.send(
          new PutAlternateContactCommand({
            ...(id === undefined ? {} : { AccountId: id }),
            AlternateContactType,
            Name: `The ${kind} team`,
            Title: kind,
            EmailAddress: `${who}-${kind}@acme.example`,
            PhoneNumber: `+49 30 ${kind.length}234`,
          }),
        );
      }
    });
  }

  async organizationTrail(name: string, bucket: string, region = "us-east-1"): Promise<void> {
    const settings = { ...this.settings, region };
    await new S3Client({ ...this.settings, forcePathStyle: false }).send(new CreateBucketCommand({ Bucket: bucket }));
    await new CloudTrailClient(settings).send(
      new CreateTrailCommand({ Name: name, S3BucketName: bucket, IsMultiRegionTrail: true, IsOrganizationTrail: true }),
    );
  }
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
