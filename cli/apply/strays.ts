import { setTimeout as pause } from "node:timers/promises";
import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
  PolicyType,
  paginateListAccounts,
  paginateListCreateAccountStatus,
  paginateListDelegatedAdministrators,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTagsForResource,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { canonicalEmail } from "../../model/email-address";
import { KEY_TAG } from "../../model/key-tag";
import { type PlannedResource, type StackPlan, tagOf, textOf, UNKNOWN } from "../../reports/plan/stack-plan";
import { Failure } from "../failure";
import { collect } from "../preflight/gather-facts";
import { nameOf } from "../preflight/observe";

/** A resource that a plan would create although it is there already, because no state knows of it. */
export interface Stray {
  readonly stack: string;
  readonly address: string;
  /** What Terraform imports it by. */
  readonly id: string;
}

/** An account that a plan would create, and that is in the organization. */
export interface StrayAccount extends Stray {
  readonly name: string;
  /** When it came into the organization; `undefined` when AWS does not say. */
  readonly joined: Date | undefined;
  /** Whether it is suspended, or about to be: AWS lists a closed account for 90 days. */
  readonly isClosed: boolean;
}

/** How a stray is looked for. */
export interface StraySearch {
  readonly organizations: OrganizationsClient;
  readonly signal: AbortSignal | undefined;
  readonly onNote: (text: string) => void;
  /** @default five seconds */
  readonly pauseMilliseconds?: number;
  /** How long accounts that AWS is still creating are waited for. @default 15 minutes */
  readonly deadlineMilliseconds?: number;
}

/**
 * Finds the accounts that plans would create and that are there, by their e-mail address, which is unique at AWS.
 *
 * What AWS is still creating is waited for: an account of an earlier run is in no list until it is there. Nothing is
 * asked of AWS when no account would be created.
 */
export async function findStrayAccounts(
  plans: readonly StackPlan[],
  search: StraySearch,
): Promise<readonly StrayAccount[]> {
  const wanted = createdIn(plans, "aws_organizations_account").flatMap(({ stack, resource }) => {
    const email = textOf(resource.after, "email");
    const name = textOf(resource.after, "name") ?? "";
    return email === undefined ? [] : [{ stack, address: resource.address, email: canonicalEmail(email), name }];
  });
  if (wanted.length === 0) return [];
  return inOrganization([], async () => {
    await untilCreated(new Set(wanted.map(({ name }) => name)), search);
    const pages = await collect(paginateListAccounts({ client: search.organizations }, {}));
    const live = new Map(
      pages.flatMap(({ Accounts = [] }) => Accounts).map((it) => [canonicalEmail(it.Email ?? ""), it]),
    );
    return wanted.flatMap(({ stack, address, email, name }) => {
      const found = live.get(email);
      if (found?.Id === undefined) return [];
      const { Id: id, JoinedTimestamp: joined, Status: status } = found;
      const isClosed = status === "SUSPENDED" || status === "PENDING_CLOSURE";
      return [{ stack, address, name, id, joined, isClosed }];
    });
  });
}

/**
 * Finds what else of AWS Organizations plans would create although it is there: units and policies by name and place, and
 * by the tag that only this landing zone gives them at their creation; attachments and delegated administrators by both
 * of their ends. An organization is the account's own.
 *
 * For plans that are what an interrupted apply has left only: nothing says when such a resource was created.
 */
export async function findStrays(
  plans: readonly StackPlan[],
  { organizations: client }: Pick<StraySearch, "organizations">,
): Promise<readonly Stray[]> {
  const found: Stray[] = [];
  const seek = async (
    type: string,
    idOf: (resource: PlannedResource) => Promise<string | undefined>,
  ): Promise<void> => {
    for (const { stack, resource } of createdIn(plans, type)) {
      const id = await inOrganization(undefined, () => idOf(resource));
      if (id !== undefined) found.push({ stack, address: resource.address, id });
    }
  };
  await seek("aws_organizations_organization", () => organizationId(client));
  await seek("aws_organizations_organizational_unit", (resource) => unitId(client, resource));
  await seek("aws_organizations_policy", (resource) => policyId(client, resource));
  await seek("aws_organizations_policy_attachment", (resource) => attachmentId(client, resource));
  await seek("aws_organizations_delegated_administrator", (resource) => administratorId(client, resource));
  return found;
}

function createdIn(plans: readonly StackPlan[], type: string) {
  return plans.flatMap(({ stack, resources }) =>
    resources
      .filter((resource) => resource.type === type && resource.action === "create")
      .map((resource) => ({ stack, resource })),
  );
}

/** Before there is an organization there is nothing in it. */
async function inOrganization<T>(nothing: T, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (nameOf(error) === "AWSOrganizationsNotInUseException") return nothing;
    throw error;
  }
}

async function untilCreated(names: ReadonlySet<string>, search: StraySearch): Promise<void> {
  const { organizations, signal, onNote, pauseMilliseconds = 5_000, deadlineMilliseconds = 15 * 60_000 } = search;
  const deadline = performance.now() + deadlineMilliseconds;
  for (let told = false; ; told = true) {
    const pages = await collect(
      paginateListCreateAccountStatus({ client: organizations }, { States: ["IN_PROGRESS"] }),
    );
    const requests = pages.flatMap(({ CreateAccountStatuses = [] }) => CreateAccountStatuses);
    const running = requests.map(({ AccountName = "" }) => AccountName).filter((name) => names.has(name));
    if (running.length === 0) return;
    if (performance.now() > deadline) {
      throw new Failure(
        `AWS is still creating ${running.join(", ")}`,
        "Run the same command again when that has ended: apply waits for it, and creates no account twice.",
      );
    }
    if (!told) onNote(`  AWS is still creating ${running.join(", ")}; waiting`);
    await pause(pauseMilliseconds, undefined, signal === undefined ? {} : { signal });
  }
}

async function organizationId(client: OrganizationsClient): Promise<string | undefined> {
  return (await client.send(new DescribeOrganizationCommand({}))).Organization?.Id;
}

async function unitId(client: OrganizationsClient, { after }: PlannedResource): Promise<string | undefined> {
  const parent = known(textOf(after, "parent_id"));
  if (parent === undefined) return undefined;
  const pages = await collect(paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent }));
  const units = pages.flatMap(({ OrganizationalUnits = [] }) => OrganizationalUnits);
  const id = units.find(({ Name }) => Name === textOf(after, "name"))?.Id;
  return ofThisKey(client, id, tagOf(after, KEY_TAG));
}

async function policyId(client: OrganizationsClient, { after }: PlannedResource): Promise<string | undefined> {
  const type = textOf(after, "type") ?? "SERVICE_CONTROL_POLICY";
  if (!isPolicyType(type)) return undefined;
  const pages = await collect(paginateListPolicies({ client }, { Filter: type }));
  const policies = pages.flatMap(({ Policies = [] }) => Policies);
  const id = policies.find(({ Name }) => Name === textOf(after, "name"))?.Id;
  return ofThisKey(client, id, tagOf(after, KEY_TAG));
}

function isPolicyType(type: string): type is PolicyType {
  return Object.hasOwn(PolicyType, type);
}

async function attachmentId(client: OrganizationsClient, { after }: PlannedResource): Promise<string | undefined> {
  const [policy, target] = [known(textOf(after, "policy_id")), known(textOf(after, "target_id"))];
  if (policy === undefined || target === undefined) return undefined;
  const pages = await collect(paginateListTargetsForPolicy({ client }, { PolicyId: policy }));
  const isAttached = pages.some(({ Targets = [] }) => Targets.some(({ TargetId }) => TargetId === target));
  return isAttached ? `${target}:${policy}` : undefined;
}

async function administratorId(client: OrganizationsClient, { after }: PlannedResource): Promise<string | undefined> {
  const [account, service] = [known(textOf(after, "account_id")), known(textOf(after, "service_principal"))];
  if (account === undefined || service === undefined) return undefined;
  const pages = await collect(paginateListDelegatedAdministrators({ client }, { ServicePrincipal: service }));
  const isRegistered = pages.some(({ DelegatedAdministrators = [] }) =>
    DelegatedAdministrators.some(({ Id }) => Id === account),
  );
  return isRegistered ? `${account}/${service}` : undefined;
}

async function ofThisKey(
  client: OrganizationsClient,
  id: string | undefined,
  key: string | undefined,
): Promise<string | undefined> {
  if (id === undefined || key === undefined) return undefined;
  const pages = await collect(paginateListTagsForResource({ client }, { ResourceId: id }));
  const tag = pages.flatMap(({ Tags = [] }) => Tags).find(({ Key }) => Key === KEY_TAG);
  return tag?.Value === key ? id : undefined;
}

function known(text: string | undefined): string | undefined {
  return text === UNKNOWN ? undefined : text;
}
