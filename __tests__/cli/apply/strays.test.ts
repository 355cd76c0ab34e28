import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { describe, expect, test } from "@jest/globals";
import { findStrayAccounts, findStrays, type StraySearch } from "../../../cli/apply/strays";
import { KEY_TAG } from "../../../model/key-tag";
import { UNKNOWN, type Values } from "../../../reports/plan/stack-plan";
import { type ResourceParts, stackPlan } from "../../support/planned";

/** AWS Organizations that answers each call with what is scripted for it; the last answer counts for all later ones. */
function organizations(script: Readonly<Record<string, readonly (object | Error)[]>>) {
  const asked: string[] = [];
  const client = new OrganizationsClient({ region: "us-east-1" });
  client.middlewareStack.add(
    (_next, context) => async () => {
      const name = (context.commandName ?? "").replace(/Command$/, "");
      const answers = script[name] ?? [];
      const answer = answers[Math.min(asked.filter((call) => call === name).length, answers.length - 1)];
      asked.push(name);
      if (answer instanceof Error) throw answer;
      return { output: { $metadata: {}, ...answer }, response: {} };
    },
    { step: "initialize" },
  );
  return { client, asked };
}

const created = (address: string, after: Values): ResourceParts => ({ address, action: "create", after });
const ACCOUNT = created("aws_organizations_account.shop", { name: "shop", email: "AWS+shop@acme.example" });
const JOINED = new Date("2026-07-01T12:00:00Z");
const LIVE = { Accounts: [{ Id: "222222222222", Email: "aws+shop@ACME.example", JoinedTimestamp: JOINED }] };
const NO_ORGANIZATION = Object.assign(new Error("none"), { name: "AWSOrganizationsNotInUseException" });

function search(script: Parameters<typeof organizations>[0], more: Partial<StraySearch> = {}) {
  const { client, asked } = organizations(script);
  const notes: string[] = [];
  const options: StraySearch = {
    organizations: client,
    signal: undefined,
    onNote: (text) => notes.push(text.trim()),
    pauseMilliseconds: 1,
    ...more,
  };
  return { options, asked, notes };
}

describe("an account that a plan would create", () => {
  const plans = [stackPlan("accounts-1", [ACCOUNT])];

  test("is found by its e-mail address, whatever the case of its letters", async () => {
    const { options } = search({ ListCreateAccountStatus: [{}], ListAccounts: [LIVE] });
    expect(await findStrayAccounts(plans, options)).toEqual([
      {
        stack: "accounts-1",
        address: ACCOUNT.address,
        name: "shop",
        id: "222222222222",
        joined: JOINED,
        isClosed: false,
      },
    ]);
  });

  test.each([
    ["ACTIVE", false],
    ["SUSPENDED", true],
    ["PENDING_CLOSURE", true],
  ])("is told from one that was closed: %s", async (Status, isClosed) => {
    const accounts = LIVE.Accounts.map((account) => ({ ...account, Status }));
    const { options } = search({ ListCreateAccountStatus: [{}], ListAccounts: [{ Accounts: accounts }] });
    expect(await findStrayAccounts(plans, options)).toMatchObject([{ isClosed }]);
  });

  test("is waited for while AWS creates it", async () => {
    const running = { CreateAccountStatuses: [{ AccountName: "shop" }, { AccountName: "other" }] };
    const { options, notes, asked } = search({ ListCreateAccountStatus: [running, running, {}], ListAccounts: [LIVE] });
    expect(await findStrayAccounts(plans, options)).toHaveLength(1);
    expect(notes).toEqual(["AWS is still creating shop; waiting"]);
    expect(asked).toEqual([
      "ListCreateAccountStatus",
      "ListCreateAccountStatus",
      "ListCreateAccountStatus",
      "ListAccounts",
    ]);
  });

  test("is not waited for without end", async () => {
    const running = { CreateAccountStatuses: [{ AccountName: "shop" }] };
    const { options } = search({ ListCreateAccountStatus: [running] }, { deadlineMilliseconds: -1 });
    await expect(findStrayAccounts(plans, options)).rejects.toThrow("AWS is still creating shop");
  });

  test.each<[string, Parameters<typeof organizations>[0]]>([
    [
      "in an organization that has others",
      { ListCreateAccountStatus: [{}], ListAccounts: [{ Accounts: [{ Id: "3", Email: "x@acme.example" }] }] },
    ],
    ["where there is no organization yet", { ListCreateAccountStatus: [NO_ORGANIZATION] }],
  ])("is not found %s", async (_, script) => {
    expect(await findStrayAccounts(plans, search(script).options)).toEqual([]);
  });

  test("is not asked for when none would be created", async () => {
    const { options, asked } = search({});
    const kept = stackPlan("accounts-1", [{ ...ACCOUNT, action: "no-op" }]);
    expect(await findStrayAccounts([kept], options)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test("is not passed over when AWS refuses to tell", async () => {
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    await expect(findStrayAccounts(plans, search({ ListCreateAccountStatus: [denied] }).options)).rejects.toBe(denied);
  });
});

const tagged = (key: string) => ({ Tags: [{ Key: KEY_TAG, Value: key }] });

interface StrayCase {
  readonly name: string;
  readonly resource: ResourceParts;
  readonly script: Parameters<typeof organizations>[0];
  readonly id: string | undefined;
}

const UNIT = created("aws_organizations_organizational_unit.prod", {
  name: "Prod",
  parent_id: "r-1",
  tags: { [KEY_TAG]: "prod" },
});
const UNITS = { OrganizationalUnits: [{ Id: "ou-1", Name: "Prod" }] };
const POLICY = created("aws_organizations_policy.scp_1", {
  name: "acme-scp-1",
  type: "SERVICE_CONTROL_POLICY",
  tags: { [KEY_TAG]: "scp_1" },
});
const POLICIES = { Policies: [{ Id: "p-1", Name: "acme-scp-1" }] };
const ATTACHMENT = created("aws_organizations_policy_attachment.a", { policy_id: "p-1", target_id: "ou-1" });
const DELEGATED = created("aws_organizations_delegated_administrator.a", {
  account_id: "2",
  service_principal: "x.amazonaws.com",
});
const ORGANIZATION = created("aws_organizations_organization.main", {});

const STRAYS: readonly StrayCase[] = [
  {
    name: "a unit with its name, place and key",
    resource: UNIT,
    script: { ListOrganizationalUnitsForParent: [UNITS], ListTagsForResource: [tagged("prod")] },
    id: "ou-1",
  },
  {
    name: "a unit of somebody else",
    resource: UNIT,
    script: { ListOrganizationalUnitsForParent: [UNITS], ListTagsForResource: [{ Tags: [] }] },
    id: undefined,
  },
  {
    name: "a unit of another key",
    resource: UNIT,
    script: { ListOrganizationalUnitsForParent: [UNITS], ListTagsForResource: [tagged("dev")] },
    id: undefined,
  },
  {
    name: "a unit with another name",
    resource: UNIT,
    script: { ListOrganizationalUnitsForParent: [{ OrganizationalUnits: [{ Id: "ou-2", Name: "Dev" }] }] },
    id: undefined,
  },
  {
    name: "a unit below one that is not there",
    resource: { ...UNIT, after: { ...UNIT.after, parent_id: UNKNOWN } },
    script: {},
    id: undefined,
  },
  {
    name: "a policy with its name and key",
    resource: POLICY,
    script: { ListPolicies: [POLICIES], ListTagsForResource: [tagged("scp_1")] },
    id: "p-1",
  },
  {
    name: "a policy of somebody else",
    resource: POLICY,
    script: { ListPolicies: [POLICIES], ListTagsForResource: [{}] },
    id: undefined,
  },
  {
    name: "a policy of no type that is known",
    resource: { ...POLICY, after: { ...POLICY.after, type: "toString" } },
    script: {},
    id: undefined,
  },
  {
    name: "an attachment that is there",
    resource: ATTACHMENT,
    script: { ListTargetsForPolicy: [{ Targets: [{ TargetId: "ou-1" }] }] },
    id: "ou-1:p-1",
  },
  {
    name: "an attachment that is not",
    resource: ATTACHMENT,
    script: { ListTargetsForPolicy: [{ Targets: [{ TargetId: "ou-2" }] }] },
    id: undefined,
  },
  {
    name: "an administrator who is registered",
    resource: DELEGATED,
    script: { ListDelegatedAdministrators: [{ DelegatedAdministrators: [{ Id: "2" }] }] },
    id: "2/x.amazonaws.com",
  },
  {
    name: "an administrator who is not",
    resource: DELEGATED,
    script: { ListDelegatedAdministrators: [{}] },
    id: undefined,
  },
  {
    name: "the organization",
    resource: ORGANIZATION,
    script: { DescribeOrganization: [{ Organization: { Id: "o-1" } }] },
    id: "o-1",
  },
  {
    name: "no organization",
    resource: ORGANIZATION,
    script: { DescribeOrganization: [NO_ORGANIZATION] },
    id: undefined,
  },
  { name: "something of another kind", resource: created("aws_x.y", {}), script: {}, id: undefined },
];

test.each(STRAYS)("what else a plan would create: $name", async ({ resource, script, id }) => {
  const { client } = organizations(script);
  const found = await findStrays([stackPlan("organization", [resource])], { organizations: client });
  expect(found).toEqual(id === undefined ? [] : [{ stack: "organization", address: resource.address, id }]);
});
