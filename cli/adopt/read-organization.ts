import { GetAlternateContactCommand } from "@aws-sdk/client-account";
import { DescribeTrailsCommand, paginateListTrails } from "@aws-sdk/client-cloudtrail";
import { ListOrganizationsFeaturesCommand } from "@aws-sdk/client-iam";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  DescribeResourcePolicyCommand,
  ListRootsCommand,
  type PolicyType,
  paginateListAccountsForParent,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
  paginateListDelegatedServicesForAccount,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTagsForResource,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { z } from "zod";
import { compareKeys } from "../../model/next-ledger";
import { inParallel } from "../audit/in-parallel";
import { Failure } from "../failure";
import { collect } from "../preflight/gather-facts";
import { call, nameOf } from "../preflight/observe";
import type { AdoptClients } from "./clients";
import {
  accountSchema,
  administratorSchema,
  contactsSchema,
  type LiveAccount,
  type LiveContact,
  type LiveContacts,
  type LiveOrganization,
  type LivePolicy,
  type LiveUnit,
  policySchema,
  policySummarySchema,
  rootSchema,
  trailSchema,
  unitSchema,
} from "./live-organization";
import { patiently, type Sleep } from "./patience";
import type { ReadingJournal } from "./reading-journal";

/** AWS Organizations and Account Management throttle callers that ask for many at once. */
const AT_ONCE = 4;

/** What a reading is done with. */
export interface ReadingOptions {
  readonly journal: ReadingJournal;
  readonly sleep: Sleep;
  /** Told what is being read, in a few words. */
  readonly onPhase: (text: string) => void;
}

/** The organization of the credentials: its id, and who manages it. */
export interface OwnOrganization {
  readonly id: string;
  readonly featureSet: string;
  readonly managementAccountId: string;
}

/** The organization that the credentials belong to. @throws Failure when there is none */
export async function describeOwnOrganization({ organizations }: AdoptClients): Promise<OwnOrganization> {
  return call("organizations:DescribeOrganization", async () => {
    try {
      const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
      const { Id = "", FeatureSet = "", MasterAccountId = "" } = Organization ?? {};
      return { id: Id, featureSet: FeatureSet, managementAccountId: MasterAccountId };
    } catch (error) {
      if (nameOf(error) !== "AWSOrganizationsNotInUseException") throw error;
      throw new Failure(
        "The account is in no organization, so there is nothing to adopt",
        "Use credentials of the management account, or start from the example configuration.",
        { cause: error },
      );
    }
  });
}

/** Reads everything about an organization that adoption needs; changes nothing. */
export async function readOrganization(
  clients: AdoptClients,
  own: OwnOrganization,
  options: ReadingOptions,
): Promise<LiveOrganization> {
  return new Reading(clients, own, options).read();
}

const text = z.string();
const texts = z.array(text);
const tagsSchema = z.record(text, text);

class Reading {
  constructor(
    private readonly clients: AdoptClients,
    private readonly own: OwnOrganization,
    private readonly options: ReadingOptions,
  ) {}

  async read(): Promise<LiveOrganization> {
    const { own } = this;
    const root = await this.root();
    const units = await this.unitsBelow(root.id);
    this.options.onPhase(`${units.length} organizational units`);
    const placed = await inParallel([root.id, ...units.map(({ id }) => id)], AT_ONCE, (id) => this.accountsIn(id));
    const all = placed.flat().sort((a, b) => compareKeys(a.id, b.id));
    const managementAccount = all.find(({ id }) => id === own.managementAccountId);
    if (managementAccount === undefined) throw new Error("the management account is in no unit");
    const accounts = all.filter(({ id }) => id !== own.managementAccountId);
    this.options.onPhase(`${accounts.length} member accounts`);
    const policies = await this.policies(root.policyTypes);
    this.options.onPhase(`${policies.length} policies`);
    const tags = await this.tagsOf([...units, ...accounts].map(({ id }) => id));
    const contacts = await this.contactsOf([managementAccount, ...accounts]);
    this.options.onPhase(`alternate contacts of ${Object.keys(contacts).length} accounts`);
    return {
      id: own.id,
      featureSet: own.featureSet,
      rootId: root.id,
      managementAccount,
      policyTypes: root.policyTypes,
      units,
      accounts,
      tags,
      policies,
      trustedServices: await this.trustedServices(),
      delegatedAdministrators: await this.administrators(),
      contacts,
      trails: await this.trails(),
      rootAccessFeatures: await this.rootAccessFeatures(),
      resourcePolicy: await this.resourcePolicy(),
    };
  }

  private ask<T>(step: string, schema: z.ZodType<T>, permission: string, send: () => Promise<T>): Promise<T> {
    const { journal, sleep } = this.options;
    return journal.answer(step, schema, () => patiently(() => call(permission, send), sleep));
  }

  private root(): Promise<z.infer<typeof rootSchema>> {
    return this.ask("root", rootSchema, "organizations:ListRoots", async () => {
      const { Roots = [] } = await this.clients.organizations.send(new ListRootsCommand({}));
      const [root] = Roots;
      const enabled = (root?.PolicyTypes ?? []).filter(({ Status }) => Status === "ENABLED");
      return { id: root?.Id ?? "", policyTypes: enabled.map(({ Type = "" }) => String(Type)).sort(compareKeys) };
    });
  }

  private async unitsBelow(rootId: string): Promise<readonly LiveUnit[]> {
    const found: LiveUnit[] = [];
    let level: readonly string[] = [rootId];
    while (level.length > 0) {
      const children = (await inParallel(level, AT_ONCE, (parentId) => this.unitsIn(parentId))).flat();
      found.push(...children.sort((a, b) => compareKeys(a.id, b.id)));
      level = children.map(({ id }) => id);
    }
    return found;
  }

  private unitsIn(parentId: string): Promise<LiveUnit[]> {
    const { organizations: client } = this.clients;
    const permission = "organizations:ListOrganizationalUnitsForParent";
    return this.ask(`units ${parentId}`, z.array(unitSchema), permission, async () => {
      const pages = await collect(paginateListOrganizationalUnitsForParent({ client }, { ParentId: parentId }));
      return pages
        .flatMap(({ OrganizationalUnits = [] }) => OrganizationalUnits)
        .map(({ Id = "", Name = "" }) => ({ id: Id, name: Name, parentId }));
    });
  }

  private accountsIn(parentId: string): Promise<LiveAccount[]> {
    const { organizations: client } = this.clients;
    const permission = "organizations:ListAccountsForParent";
    return this.ask(`accounts ${parentId}`, z.array(accountSchema), permission, async () => {
      const pages = await collect(paginateListAccountsForParent({ client }, { ParentId: parentId }));
      return pages
        .flatMap(({ Accounts = [] }) => Accounts)
        .map(({ Id = "", Name = "", Email = "", State, Status }) => ({
          id: Id,
          name: Name,
          email: Email,
          state: State ?? Status ?? "",
          parentId,
        }));
    });
  }

  private async policies(types: readonly string[]): Promise<readonly LivePolicy[]> {
    const listed = await inParallel(types, 1, (type) => this.policiesOf(type));
    const policies = await inParallel(listed.flat(), AT_ONCE, (summary) => this.policy(summary));
    return [...policies].sort((a, b) => compareKeys(a.id, b.id) || compareKeys(a.type, b.type));
  }

  private policiesOf(type: string): Promise<z.infer<typeof policySummarySchema>[]> {
    const { organizations: client } = this.clients;
    return this.ask(`policies ${type}`, z.array(policySummarySchema), "organizations:ListPolicies", async () => {
      // AWS adds types faster than the SDK's list of them grows.
      const pages = await collect(paginateListPolicies({ client }, { Filter: type as PolicyType }));
      return pages
        .flatMap(({ Policies = [] }) => Policies)
        .map(({ Id = "", Name = "", Description = "", AwsManaged = false }) => ({
          id: Id,
          name: Name,
          description: Description,
          type,
          awsManaged: AwsManaged,
        }));
    });
  }

  private policy(summary: z.infer<typeof policySummarySchema>): Promise<LivePolicy> {
    const { organizations: client } = this.clients;
    const { id, awsManaged } = summary;
    return this.ask(`policy ${summary.type} ${id}`, policySchema, "organizations:DescribePolicy", async () => {
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
      const pages = await collect(paginateListTargetsForPolicy({ client }, { PolicyId: id }));
      const targets = pages.flatMap(({ Targets = [] }) => Targets).map(({ TargetId = "" }) => TargetId);
      const tags = awsManaged ? {} : await this.listTags(id);
      return { ...summary, content: Policy?.Content ?? "", targets: targets.sort(compareKeys), tags };
    });
  }

  private async tagsOf(ids: readonly string[]): Promise<LiveOrganization["tags"]> {
    const all = await inParallel(ids, AT_ONCE, (id) =>
      this.ask(`tags ${id}`, tagsSchema, "organizations:ListTagsForResource", () => this.listTags(id)),
    );
    return Object.fromEntries(ids.map((id, index) => [id, all[index] ?? {}]));
  }

  private async listTags(id: string): Promise<Record<string, string>> {
    const { organizations: client } = this.clients;
    const pages = await collect(paginateListTagsForResource({ client }, { ResourceId: id }));
    const tags = pages.flatMap(({ Tags = [] }) => Tags).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    return Object.fromEntries(tags.sort(([a], [b]) => compareKeys(a, b)));
  }

  private trustedServices(): Promise<string[]> {
    const { organizations: client } = this.clients;
    const permission = "organizations:ListAWSServiceAccessForOrganization";
    return this.ask("trusted services", texts, permission, async () => {
      const pages = await collect(paginateListAWSServiceAccessForOrganization({ client }, {}));
      return pages
        .flatMap(({ EnabledServicePrincipals = [] }) => EnabledServicePrincipals)
        .map(({ ServicePrincipal = "" }) => ServicePrincipal)
        .sort(compareKeys);
    });
  }

  private administrators(): Promise<LiveOrganization["delegatedAdministrators"]> {
    const { organizations: client } = this.clients;
    const permission = "organizations:ListDelegatedAdministrators";
    return this.ask("delegated administrators", z.array(administratorSchema), permission, async () => {
      const pages = await collect(paginateListDelegatedAdministrators({ client }, {}));
      const ids = pages.flatMap(({ DelegatedAdministrators = [] }) => DelegatedAdministrators).map(({ Id = "" }) => Id);
      const all = await inParallel(ids.sort(compareKeys), 1, async (accountId) => {
        const answers = await collect(paginateListDelegatedServicesForAccount({ client }, { AccountId: accountId }));
        const services = answers.flatMap(({ DelegatedServices = [] }) => DelegatedServices);
        return { accountId, services: services.map(({ ServicePrincipal = "" }) => ServicePrincipal).sort(compareKeys) };
      });
      return [...all];
    });
  }

  /** Of accounts on their way out nobody may ask. */
  private async contactsOf(accounts: readonly LiveAccount[]): Promise<LiveOrganization["contacts"]> {
    const active = accounts.filter(({ state }) => state === "ACTIVE");
    const all = await inParallel(active, AT_ONCE, ({ id }) =>
      this.ask(`contacts ${id}`, contactsSchema.nullable(), "account:GetAlternateContact", () => this.contacts(id)),
    );
    return Object.fromEntries(active.flatMap(({ id }, index) => (all[index] ? [[id, all[index]]] : [])));
  }

  /** `null` where they may not be read: `account.amazonaws.com` may not be trusted yet. */
  private async contacts(accountId: string): Promise<LiveContacts | null> {
    try {
      const kinds = ["billing", "operations", "security"] as const;
      const found = await inParallel(kinds, 1, async (kind) => [kind, await this.contact(accountId, kind)] as const);
      return Object.fromEntries(found.filter(([, contact]) => contact !== undefined));
    } catch (error) {
      if (nameOf(error) === "AccessDeniedException" && accountId !== this.own.managementAccountId) return null;
      throw error;
    }
  }

  private async contact(accountId: string, kind: keyof LiveContacts): Promise<LiveContact | undefined> {
    try {
      // AWS refuses the id of the caller's own account.
      const whose = accountId === this.own.managementAccountId ? {} : { AccountId: accountId };
      const AlternateContactType = ({ billing: "BILLING", operations: "OPERATIONS", security: "SECURITY" } as const)[
        kind
      ];
      const command = new GetAlternateContactCommand({ AlternateContactType, ...whose });
      const { AlternateContact } = await this.clients.account.send(command);
      const { Name = "", Title = "", EmailAddress = "", PhoneNumber = "" } = AlternateContact ?? {};
      return { name: Name, title: Title, email: EmailAddress, phone: PhoneNumber };
    } catch (error) {
      if (nameOf(error) === "ResourceNotFoundException") return undefined;
      throw error;
    }
  }

  private async trails(): Promise<LiveOrganization["trails"]> {
    const client = this.clients.cloudTrail("us-east-1");
    const listed = await this.ask("trails", z.array(z.tuple([text, text])), "cloudtrail:ListTrails", async () => {
      const pages = await collect(paginateListTrails({ client }, {}));
      const trails = pages.flatMap(({ Trails = [] }) => Trails);
      return trails.map(({ TrailARN = "", HomeRegion = "" }): [string, string] => [TrailARN, HomeRegion]);
    });
    const distinct = [...new Map(listed)].sort(([a], [b]) => compareKeys(a, b));
    const described = await inParallel(distinct, AT_ONCE, ([arn, region]) =>
      this.ask(`trail ${arn}`, z.array(trailSchema), "cloudtrail:DescribeTrails", () =>
        this.describeTrail(arn, region),
      ),
    );
    return described.flat();
  }

  private async describeTrail(arn: string, region: string): Promise<z.infer<typeof trailSchema>[]> {
    const command = new DescribeTrailsCommand({ trailNameList: [arn] });
    const { trailList = [] } = await this.clients.cloudTrail(region).send(command);
    return trailList.map(({ Name = "", S3BucketName = "", IsOrganizationTrail = false }) => ({
      name: Name,
      arn,
      homeRegion: region,
      bucket: S3BucketName,
      isOrganizationTrail: IsOrganizationTrail,
    }));
  }

  private rootAccessFeatures(): Promise<string[]> {
    return this.ask("root access", texts, "iam:ListOrganizationsFeatures", async () => {
      try {
        const { EnabledFeatures = [] } = await this.clients.iam.send(new ListOrganizationsFeaturesCommand({}));
        return EnabledFeatures.map(String).sort(compareKeys);
      } catch (error) {
        // Without trusted access for IAM there can be no feature.
        if (nameOf(error) === "ServiceAccessNotEnabledException") return [];
        throw error;
      }
    });
  }

  private async resourcePolicy(): Promise<string | undefined> {
    const found = await this.ask(
      "resource policy",
      text.nullable(),
      "organizations:DescribeResourcePolicy",
      async () => {
        try {
          const { ResourcePolicy } = await this.clients.organizations.send(new DescribeResourcePolicyCommand({}));
          return ResourcePolicy?.Content ?? null;
        } catch (error) {
          if (nameOf(error) === "ResourcePolicyNotFoundException") return null;
          throw error;
        }
      },
    );
    return found ?? undefined;
  }
}
