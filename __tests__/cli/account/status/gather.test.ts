import { describe, expect, test } from "@jest/globals";
import type { Counts, LiveMember, SentTest } from "../../../../cli/account/status/facts";
import { gatherAccess } from "../../../../cli/account/status/gather-access";
import { gatherAccount } from "../../../../cli/account/status/gather-account";
import { gatherAlertPath } from "../../../../cli/account/status/gather-alert-path";
import { gatherBaseline } from "../../../../cli/account/status/gather-baseline";
import { gatherPolicies } from "../../../../cli/account/status/gather-policies";
import { gatherTrailOf } from "../../../../cli/account/status/gather-trail";
import { sendTest } from "../../../../cli/account/status/send-test";
import { type Subject, subjectOf } from "../../../../cli/account/status/subject";
import type { LandingZoneConfig } from "../../../../model/config";
import { declaredShop, PIPELINE, SHOP } from "./declared-shop";
import { type Answer, awsError, fakedClients, lendRole } from "./faked-clients";

const ARCHIVE = "333333333333";
const SECURITY = "444444444444";
const JOINED = new Date("2026-06-30T10:00:00Z");
const member: LiveMember = { id: SHOP, name: "shop", state: "ACTIVE", joinedAt: JOINED.toISOString() };

const listed: Answer = () => ({
  Accounts: [
    { Id: SHOP, Name: "shop", Email: "AWS+shop@acme.example", State: "ACTIVE", JoinedTimestamp: JOINED },
    { Id: ARCHIVE, Name: "log-archive", Email: "aws+log-archive@acme.example", State: "ACTIVE" },
    { Id: SECURITY, Name: "security-tooling", Email: "aws+security-tooling@acme.example", State: "ACTIVE" },
  ],
});

function faked(
  answers: Readonly<Record<string, Answer>>,
  changes: Partial<LandingZoneConfig> = {},
  sends?: Subject["sendTest"],
) {
  const { clients, calls } = fakedClients({ AssumeRole: lendRole, ListAccounts: listed, ...answers });
  const observer = {
    ...declaredShop(changes),
    clients,
    organizationId: async () => "o-a1b2c3d4e5",
    identityCenter: async () => ({ arn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1234567890" }),
    ...(sends === undefined ? {} : { sendTest: (_: LiveMember, count: Parameters<typeof sends>[0]) => sends(count) }),
  };
  const operations = (): readonly string[] => calls.map(({ operation }) => operation);
  return { subject: subjectOf(observer, member), calls, operations };
}

describe("the account", () => {
  const { account } = declaredShop();
  const gather = (answers: Readonly<Record<string, Answer>>, accountId?: string) =>
    gatherAccount(fakedClients(answers).clients, { ...account, accountId });

  test("is found by its address, whatever its case, while the ledger has no id", async () => {
    expect(await gather({ ListAccounts: listed })).toEqual({ kind: "found", member });
  });

  test("is found by the ledger's id, whatever its address", async () => {
    const described: Answer = ({ input }) => ({
      Account: { Id: input.AccountId, Name: "shop", Status: "SUSPENDED", JoinedTimestamp: JOINED },
    });
    const found = await gather({ DescribeAccount: described }, SHOP);
    expect(found).toEqual({ kind: "found", member: { ...member, state: "SUSPENDED" } });
  });

  const creation = (State: string, minute: number, more = {}) => ({
    AccountName: "shop",
    State,
    RequestedTimestamp: new Date(Date.UTC(2026, 5, 30, 10, minute)),
    ...more,
  });
  const failed = (minute: number) => creation("FAILED", minute, { FailureReason: "EMAIL_ALREADY_EXISTS" });

  test.each([
    ["never tried", [], { kind: "absent", failure: undefined }],
    ["under way", [failed(1), creation("IN_PROGRESS", 2)], { kind: "creating" }],
    ["failed again", [creation("IN_PROGRESS", 1), failed(2)], { kind: "absent", failure: "EMAIL_ALREADY_EXISTS" }],
    ["of another account", [{ ...failed(1), AccountName: "other" }], { kind: "absent", failure: undefined }],
  ])("that is not there has a creation that was %s", async (_, CreateAccountStatuses, expected) => {
    const absent = {
      ListAccounts: () => ({ Accounts: [] }),
      ListCreateAccountStatus: () => ({ CreateAccountStatuses }),
    };
    expect(await gather(absent)).toEqual(expected);
    const unknown = { ...absent, DescribeAccount: () => awsError("AccountNotFoundException") };
    expect(await gather(unknown, SHOP)).toEqual(expected);
  });
});

const PARENTS: Readonly<Record<string, object>> = {
  [SHOP]: { Id: "ou-production", Type: "ORGANIZATIONAL_UNIT" },
  "ou-production": { Id: "ou-workloads", Type: "ORGANIZATIONAL_UNIT" },
  "ou-workloads": { Id: "r-r00t", Type: "ROOT" },
};

test("policies are listed for every node from the root down, and only of the types that are expected", async () => {
  const { subject, calls } = faked({
    ListParents: ({ input }) => ({ Parents: [PARENTS[String(input.ChildId)]] }),
    DescribeOrganizationalUnit: ({ input }) => ({
      OrganizationalUnit: { Name: String(input.OrganizationalUnitId).slice(3) },
    }),
    ListRoots: () => ({
      Roots: [
        {
          PolicyTypes: [
            { Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" },
            { Type: "TAG_POLICY", Status: "PENDING_DISABLE" },
          ],
        },
      ],
    }),
    ListPoliciesForTarget: ({ input }) => ({ Policies: [{ Name: `on ${input.TargetId}` }] }),
  });
  expect(await gatherPolicies(subject)).toEqual({
    place: {
      rootId: "r-r00t",
      units: [
        { id: "ou-workloads", name: "workloads" },
        { id: "ou-production", name: "production" },
      ],
    },
    enabledTypes: ["SERVICE_CONTROL_POLICY"],
    names: Object.fromEntries(["r-r00t", "ou-workloads", "ou-production", SHOP].map((id) => [id, [`on ${id}`]])),
  });
  const filters = calls
    .filter(({ operation }) => operation === "ListPoliciesForTarget")
    .map(({ input }) => input.Filter);
  expect(filters).toEqual(Array.from({ length: 4 }, () => "SERVICE_CONTROL_POLICY"));
});

describe("the baseline", () => {
  const RULES: Readonly<Record<string, Answer>> = {
    DescribeRule: () => ({ State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }),
    ListTargetsByRule: () => ({ Targets: [{ Arn: "arn:bus" }] }),
  };

  test("is asked for what is declared, in a session that can only look", async () => {
    const { subject, calls } = faked(
      {
        ...RULES,
        GetAccountPasswordPolicy: () => ({ PasswordPolicy: { MinimumPasswordLength: 8 } }),
        GetPublicAccessBlock: () => awsError("NoSuchPublicAccessBlockConfiguration"),
        GetRole: ({ input }) => (input.RoleName === "rootstock-plan" ? {} : awsError("NoSuchEntityException")),
        DescribeRule: ({ region, input }) =>
          region === "us-east-1" && input.Name === "acme-alerts-alert-events"
            ? awsError("ResourceNotFoundException")
            : { State: "DISABLED", EventPattern: "{}" },
      },
      { baseline: { pipeline: PIPELINE } },
    );
    const rule = (name: string) => ({
      name: `acme-alerts-${name}`,
      isEnabled: false,
      targetArns: ["arn:bus"],
      pattern: "{}",
    });
    expect(await gatherBaseline(subject)).toEqual({
      passwordPolicy: { minimumLength: 8, requiresAllClasses: false, reusePrevention: 0 },
      blocksPublicAccess: false,
      forwarding: {
        busArn: `arn:aws:events:eu-central-1:${SECURITY}:event-bus/acme-alerts`,
        rules: {
          "eu-central-1": [rule("alert-events"), rule("alert-path-tampering")],
          "us-east-1": [rule("alert-path-tampering")],
        },
      },
      roles: ["rootstock-plan"],
    });
    const [session, ...others] = calls;
    expect(session?.input).toMatchObject({
      RoleArn: `arn:aws:iam::${SHOP}:role/OrganizationAccountAccessRole`,
      PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    });
    const inside = others.filter(({ operation }) => operation !== "ListAccounts");
    expect(new Set(inside.map(({ account }) => account))).toEqual(new Set([SHOP]));
  });

  test("is not asked for what is not declared", async () => {
    const { subject, operations } = faked({}, { baseline: { mode: "observe" }, alerting: { mode: "off" } });
    expect(await gatherBaseline(subject)).toEqual({
      passwordPolicy: undefined,
      blocksPublicAccess: undefined,
      forwarding: undefined,
      roles: [],
    });
    expect(operations()).toEqual(["AssumeRole"]);
  });
});

describe("the trail", () => {
  const TRAIL: Readonly<Record<string, Answer>> = {
    GetTrail: () => ({ Trail: { IsOrganizationTrail: true } }),
    GetTrailStatus: () => ({ IsLogging: true }),
  };
  const FOLDER = `AWSLogs/o-a1b2c3d4e5/${SHOP}/CloudTrail/`;

  test.each<[string, RegExp, number]>([
    ["today", new RegExp(`^${FOLDER}eu-central-1/\\d{4}/\\d\\d/\\d\\d/$`), 1],
    ["in us-east-1", new RegExp(`^${FOLDER}us-east-1/`), 2],
    ["long ago", new RegExp(`^${FOLDER}$`), 5],
  ])("has a log file of the account that was delivered %s", async (_, where, listings) => {
    const { subject, calls } = faked({
      ...TRAIL,
      ListObjectsV2: ({ input }) =>
        where.test(String(input.Prefix)) ? { Contents: [{ Key: "a" }, { Key: "b", LastModified: JOINED }] } : {},
    });
    expect((await gatherTrailOf(subject)).logFile).toEqual({ key: "b", deliveredAt: JOINED.toISOString() });
    const asked = calls.filter(({ operation }) => operation === "ListObjectsV2");
    expect(asked).toHaveLength(listings);
    expect(asked.every(({ account }) => account === ARCHIVE)).toBe(true);
  });

  test("has none", async () => {
    const { subject } = faked({ ...TRAIL, ListObjectsV2: () => ({}) });
    expect(await gatherTrailOf(subject)).toMatchObject({ status: { isLogging: true }, logFile: undefined });
  });

  test("is not there, so nobody looks into an archive", async () => {
    const { subject, operations } = faked({ GetTrail: () => awsError("TrailNotFoundException") });
    expect(await gatherTrailOf(subject)).toEqual({ status: undefined, logFile: undefined });
    expect(operations()).toEqual(["GetTrail"]);
  });
});

describe("the alert path", () => {
  const DIGEST = `arn:aws:sns:eu-central-1:${SECURITY}:acme-alerts-digest`;
  const BUS = `arn:aws:events:eu-central-1:${SECURITY}:event-bus/acme-alerts`;
  const PATH: Readonly<Record<string, Answer>> = {
    DescribeRule: () => ({ State: "ENABLED", EventPattern: '{"source":["rootstock.account-status"]}' }),
    ListTargetsByRule: ({ account }) => ({ Targets: [{ Arn: account === SECURITY ? DIGEST : BUS }] }),
    ListSubscriptionsByTopic: () => ({
      Subscriptions: [{ SubscriptionArn: "arn:aws:sns:1" }, { SubscriptionArn: "PendingConfirmation" }],
    }),
    GetMetricStatistics: ({ input }) =>
      input.MetricName === "Invocations" ? { Datapoints: [{ Sum: 2, Timestamp: JOINED }, { Sum: 1 }] } : {},
  };
  const NOTHING: Counts = {
    since: "2026-07-01T12:00:00.000Z",
    forwarded: {},
    onBus: { made: 0, failed: 0, lastAt: undefined },
  };
  const sent: SentTest = { id: "id-1", sentAt: "2026-07-01T12:00:42.500Z", events: [], before: NOTHING };

  test("is followed by what CloudWatch counts, in the account and on the bus", async () => {
    const { subject, calls } = faked(PATH, {}, async (count) => ({ sent, counts: await count(NOTHING.since) }));
    const facts = await gatherAlertPath(subject);
    const three = { made: 3, failed: 0, lastAt: JOINED.toISOString() };
    expect(facts).toMatchObject({
      subscribers: 1,
      test: {
        sent,
        counts: {
          since: NOTHING.since,
          forwarded: { "eu-central-1": three, "us-east-1": three },
          onBus: three,
        },
      },
    });
    const counted = calls.filter(({ operation }) => operation === "GetMetricStatistics");
    expect(
      counted
        .filter(({ input }) => input.MetricName === "Invocations")
        .map(({ account, region, input }) => [account, region, input.Dimensions]),
    ).toEqual([
      [SHOP, "eu-central-1", [{ Name: "RuleName", Value: "acme-alerts-alert-events" }]],
      [SHOP, "us-east-1", [{ Name: "RuleName", Value: "acme-alerts-alert-events" }]],
      [
        SECURITY,
        "eu-central-1",
        [
          { Name: "EventBusName", Value: "acme-alerts" },
          { Name: "RuleName", Value: "acme-alerts-alert-path-test" },
        ],
      ],
    ]);
    expect(counted[0]?.input).toMatchObject({
      Namespace: "AWS/Events",
      StartTime: new Date("2026-07-01T12:00:00.000Z"),
      Period: 60,
      Statistics: ["Sum"],
    });
  });

  test.each<[string, Readonly<Record<string, Answer>>]>([
    [
      "a rule is disabled",
      {
        DescribeRule: (call) => ({
          ...Object(PATH.DescribeRule?.(call)),
          State: call.account === SHOP ? "DISABLED" : "ENABLED",
        }),
      },
    ],
    ["a rule does not match it", { DescribeRule: () => ({ State: "ENABLED", EventPattern: "{}" }) }],
    [
      "the bus's rule tells a topic of the same name elsewhere",
      {
        ListTargetsByRule: ({ account }) => ({
          Targets: [{ Arn: account === SECURITY ? DIGEST.replace(SECURITY, ARCHIVE) : BUS }],
        }),
      },
    ],
    ["nobody has confirmed", { ListSubscriptionsByTopic: () => ({}) }],
    ["there is no topic", { ListSubscriptionsByTopic: () => awsError("NotFoundException") }],
    ["there is no security account", { ListAccounts: () => ({ Accounts: [] }) }],
  ])("is not tested while %s", async (_, answers) => {
    let tests = 0;
    const { subject } = faked({ ...PATH, ...answers }, {}, async () => {
      tests += 1;
      return { sent, counts: NOTHING };
    });
    expect((await gatherAlertPath(subject)).test).toBeUndefined();
    expect(tests).toBe(0);
  });

  test("is tested by one event a Region with one id, in a session that can do nothing else", async () => {
    const { subject, calls } = faked({
      PutEvents: ({ region }) =>
        region === "us-east-1"
          ? { FailedEntryCount: 1, Entries: [{ ErrorCode: "AccessDeniedException", ErrorMessage: "no" }] }
          : { Entries: [{ EventId: "e-1" }] },
    });
    const sender = "arn:aws:sts::111111111111:assumed-role/admin/alice";
    const now = () => Date.parse(sent.sentAt);
    const run = { clients: subject.clients, zone: subject.zone, accountId: SHOP, sender, now };
    const test1 = await sendTest(run, { id: "id-1", before: NOTHING, taken: new Map() });
    expect(test1).toMatchObject({ id: "id-1", sentAt: sent.sentAt });
    expect(test1.before).toBe(NOTHING);
    expect(test1.events).toEqual([
      { region: "eu-central-1", error: undefined },
      { region: "us-east-1", error: "AccessDeniedException no" },
    ]);
    const [session, ...events] = calls;
    expect(JSON.parse(String(session?.input.Policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "events:PutEvents", Resource: `arn:aws:events:*:${SHOP}:event-bus/default` },
      ],
    });
    const entries = events.flatMap(({ input }) => input.Entries as readonly { Detail: string; Source: string }[]);
    expect(entries.map(({ Source }) => Source)).toEqual(["rootstock.account-status", "rootstock.account-status"]);
    for (const { Detail } of entries) {
      expect(JSON.parse(Detail)).toMatchObject({ eventID: test1.id, userIdentity: { arn: sender } });
    }
  });
});

test("who can sign in is told by names, with how many are in each group", async () => {
  const { subject } = faked({
    ListPermissionSetsProvisionedToAccount: () => ({ PermissionSets: ["arn:ps/1"] }),
    DescribePermissionSet: () => ({ PermissionSet: { Name: "Developer" } }),
    ListAccountAssignments: () => ({
      AccountAssignments: [
        { PrincipalId: "g-1", PrincipalType: "GROUP" },
        { PrincipalId: "g-2", PrincipalType: "GROUP" },
        { PrincipalId: "u-1", PrincipalType: "USER" },
      ],
    }),
    DescribeGroup: ({ input }) =>
      input.GroupId === "g-1" ? { DisplayName: "Shop team" } : awsError("ResourceNotFoundException"),
    ListGroupMemberships: () => ({ GroupMemberships: [{}, {}] }),
  });
  const permissionSet = "Developer";
  expect(await gatherAccess(subject)).toEqual([
    { permissionSet, principal: "Shop team", isGroup: true, members: 2 },
    { permissionSet, principal: "a deleted group (g-2)", isGroup: true, members: 0 },
    { permissionSet, principal: "u-1", isGroup: false, members: 1 },
  ]);
});
