import { describe, expect, test } from "@jest/globals";
import { describeDrift } from "../../../reports/drift/describe-drift";
import { type DriftReport, isAsApplied } from "../../../reports/drift/drift-report";
import type { OrganizationAsItIs } from "../../../reports/drift/live-facts";
import { describeChange } from "../../../reports/plan/describe-change";
import type { StackPlan } from "../../../reports/plan/stack-plan";
import { accountValues, idOf, nodesOf, type planned, shopConfig, stackPlan, zoneOf } from "../../support/planned";
import { driftOf, liveShop, outside, reversed, unitValues } from "./drifted";

const plain = (name: string): string => name;
const said = ({ findings }: DriftReport): readonly string[] =>
  findings.map(({ severity, change, consequences }) =>
    [`${severity}: ${describeDrift(change, plain)}`, ...consequences].join(" "),
  );

/** A plan of one resource that was changed outside. */
const changed = (stack: string, parts: Parameters<typeof planned>[0]): StackPlan => reversed(stackPlan(stack, [parts]));

const ACCOUNT = "aws_organizations_account.shop-prod";
const alarm = (actions: readonly string[]) => ({
  alarm_name: "root-use",
  actions_enabled: true,
  alarm_actions: actions,
});
const subscription = {
  endpoint: "aws@acme.example",
  topic_arn: "arn:aws:sns:eu-central-1:111111111111:page",
  protocol: "email",
};

describe("what Terraform found changed", () => {
  test.each<readonly [string, StackPlan, readonly string[]]>([
    [
      "an account that was moved",
      changed("accounts-1", {
        address: "aws_organizations_account.shop-dev",
        before: accountValues("shop-dev", "dev"),
        after: accountValues("shop-dev", "prod"),
      }),
      ["Organization: Account shop-dev was moved from dev to prod."],
    ],
    [
      "an account that was renamed",
      changed("accounts-1", {
        address: ACCOUNT,
        before: accountValues("shop-prod", "prod"),
        after: accountValues("shop-prod", "prod", { name: "mine" }),
      }),
      ["Organization: Account shop-prod was renamed from shop-prod to mine."],
    ],
    [
      "an account that is gone",
      changed("accounts-1", { address: ACCOUNT, action: "delete", before: accountValues("shop-prod", "prod") }),
      [
        "Other protection: Account shop-prod is gone: it left the organization, or was closed. The account leaves the organization, or is closed, with everything in it.",
      ],
    ],
    [
      "a unit that was renamed",
      changed("organization", {
        address: "aws_organizations_organizational_unit.prod",
        before: unitValues("prod", "Prod"),
        after: unitValues("prod", "Production"),
      }),
      ["Organization: Unit prod was renamed from Prod to Production."],
    ],
    [
      "deny-root that was detached",
      outside(shopConfig({ denyRoot: { mode: "off" } })),
      [
        "Root protection: Guardrail deny-root was detached from the root: 4 accounts lost it there. Whoever holds the root credentials of these accounts holds every permission in them.",
      ],
    ],
    [
      "a guardrail that was detached",
      outside(shopConfig({ organizationalUnits: shopWithout("deny-large") })),
      ["Other protection: Guardrail deny-large was detached from prod: 1 account lost it there."],
    ],
    [
      "trusted access that was removed",
      changed("organization", {
        address: "aws_organizations_organization.organization",
        before: { aws_service_access_principals: ["iam.amazonaws.com"] },
        after: { aws_service_access_principals: [] },
      }),
      [
        "Other protection: Trusted access of iam.amazonaws.com was removed. The service no longer works across the organization, and what it made in the accounts may be gone.",
      ],
    ],
    [
      "an alarm that tells nobody any more",
      changed("monitoring", {
        address: "aws_cloudwatch_metric_alarm.a",
        before: alarm(["arn:aws:sns:eu-central-1:111111111111:page"]),
        after: alarm([]),
      }),
      [
        'Trail and alerting: The alarm root-use was changed: alarm_actions from ["arn:aws:sns:eu-central-1:111111111111:page"] to nothing. The alarm or rule still watches, and nobody hears of what it sees.',
      ],
    ],
    [
      "an alert recipient that was removed",
      reversed(
        stackPlan("monitoring", [
          { address: "aws_sns_topic.a", action: "no-op", before: { arn: subscription.topic_arn, name: "page" } },
          { address: "aws_sns_topic_subscription.a", action: "delete", before: subscription },
        ]),
      ),
      [
        "Trail and alerting: The alert recipient …@acme.example of page was deleted.",
        "Trail and alerting: monitoring/page has no recipient any more. Every alert of this topic goes nowhere.",
      ],
    ],
    [
      "a baseline that was changed",
      changed("baseline-shop-prod", {
        address: "aws_iam_account_password_policy.a",
        before: { minimum_password_length: 14 },
        after: { minimum_password_length: 6 },
      }),
      ["Everything else: The password policy in shop-prod was changed: minimum_password_length from 14 to 6."],
    ],
  ])("%s", (_, plan, expected) => {
    const report = driftOf([plan]);
    expect(said(report)).toEqual(expected);
    expect(report.pending).toEqual([]);
    expect(isAsApplied(report)).toBe(false);
  });

  test("what weakens root protection comes first", () => {
    const to = (unit: string, more = {}) =>
      changed("accounts-1", {
        address: ACCOUNT,
        before: accountValues("shop-prod", "prod"),
        after: accountValues("shop-prod", unit, more),
      });
    const denyRoot = outside(shopConfig({ denyRoot: { mode: "off" } }));
    const severities = (plan: StackPlan) => driftOf([plan, denyRoot]).findings.map(({ severity }) => severity);
    expect(severities(to("prod", { name: "mine" }))).toEqual(["Root protection", "Organization"]);
    // The Recovery OU spares its accounts.
    expect(said(driftOf([to("recovery"), outside(shopConfig())]))).toEqual([
      "Root protection: Account shop-prod was moved from prod to recovery. Whoever holds the root credentials of this account holds every permission in it.",
    ]);
  });

  test("an account that was moved away from its guardrails says so", () => {
    const moved = changed("accounts-1", {
      address: ACCOUNT,
      before: accountValues("shop-prod", "prod"),
      after: accountValues("shop-prod", "dev"),
    });
    const unchanged = outside(shopConfig());
    expect(said(driftOf([moved, unchanged]))).toEqual([
      "Other protection: Account shop-prod was moved from prod to dev. What this guardrail denied in the account is allowed now.",
    ]);
  });

  test("an organization as it was applied has no drift", () => {
    const report = driftOf([outside(shopConfig())]);
    expect(report.findings).toEqual([]);
    expect(isAsApplied(report)).toBe(true);
  });
});

describe("what is not applied yet", () => {
  const renamed = stackPlan("accounts-1", [
    {
      address: ACCOUNT,
      before: accountValues("shop-prod", "prod"),
      after: accountValues("shop-prod", "prod", { name: "mine" }),
    },
  ]);

  test("is told as a plan would, and is no drift", () => {
    const report = driftOf([renamed]);
    expect(report.pending.map((change) => describeChange(change, plain))).toEqual([
      "Account shop-prod is renamed from shop-prod to mine.",
    ]);
    expect(isAsApplied(report)).toBe(true);
  });

  test("a stack of which nothing exists is named once, not resource by resource", () => {
    const never = stackPlan("baseline-shop-prod", [
      { address: "aws_iam_account_password_policy.a", action: "create", after: {} },
    ]);
    const report = driftOf([never], { unseen: [{ stack: "baseline-next", after: ["baseline-shop-prod"] }] });
    expect(report).toMatchObject({ neverApplied: ["baseline-shop-prod", "baseline-next"], unseen: [], pending: [] });
    expect(isAsApplied(report)).toBe(true);
  });

  test("a stack that was applied and cannot be looked at is no good news", () => {
    const report = driftOf([renamed], { unseen: [{ stack: "guardrails", after: ["accounts-1"] }] });
    expect(report.unseen).toEqual([{ stack: "guardrails", after: ["accounts-1"] }]);
    expect(isAsApplied(report)).toBe(false);
  });
});

describe("a stack whose state is gone", () => {
  const created = (stack: string, address: string, after: Record<string, string>) =>
    stackPlan(stack, [{ address, action: "create", after }]);
  const shard = created("accounts-1", ACCOUNT, { name: "x", email: "AWS+shop-prod@acme.example" });
  const guardrails = created("guardrails", "aws_organizations_policy.a", {
    name: "acme-deny-root",
    type: "SERVICE_CONTROL_POLICY",
  });
  const denyRoot = { id: "p-1", name: "acme-deny-root", type: "SERVICE_CONTROL_POLICY", targetIds: [idOf("root")] };
  const baseline = created("baseline-shop-prod", "aws_iam_account_password_policy.a", {});
  const waiting = { stack: "guardrails", after: ["accounts-1"] };

  test.each<readonly [string, readonly StackPlan[], Partial<Parameters<typeof driftOf>[1]>, string, RegExp]>([
    ["an account of it exists", [shard], {}, "accounts-1", /^The account id-of-shop-prod exists/],
    [
      "a policy of it exists",
      [guardrails],
      { live: liveShop({ policies: [denyRoot] }) },
      "guardrails",
      /^The policy acme-deny-root exists/,
    ],
    [
      "the organization exists",
      [created("organization", "aws_organizations_organization.organization", {})],
      {},
      "organization",
      /^The organization exists/,
    ],
    [
      "another state, which cannot be planned for it, has read it",
      [baseline],
      { unseen: [{ stack: "monitoring", after: ["baseline-shop-prod"], lastRead: ["baseline-shop-prod"] }] },
      "baseline-shop-prod",
      /^The state of monitoring has read/,
    ],
    [
      "another state reads what is left of it",
      [baseline, { ...outside(shopConfig()), published: { "baseline-shop-prod": { role_arn: "x" } } }],
      {},
      "baseline-shop-prod",
      /^The state of guardrails has read/,
    ],
    [
      "it waits for others itself, and another state has read it",
      [],
      { unseen: [waiting, { stack: "monitoring", after: ["guardrails"], lastRead: ["guardrails"] }] },
      "guardrails",
      /^The state of monitoring has read/,
    ],
  ])("has failed, and was not never applied: %s", (_, stacks, more, stack, proof) => {
    const report = driftOf(stacks, more);
    expect(report.failed).toMatchObject([
      { stack, messages: [/^Its state is gone/, proof, /before anything/].map(like) },
    ]);
    expect(report.neverApplied).not.toContain(stack);
    expect(report.findings).toEqual([]);
    expect(isAsApplied(report)).toBe(false);
  });

  test("keeps what waits for it from being called never applied", () => {
    const report = driftOf([shard], { unseen: [waiting] });
    expect(report).toMatchObject({ neverApplied: [], unseen: [waiting] });
  });

  test("is not assumed of what nobody knows", () => {
    const elsewhere = created("accounts-1", ACCOUNT, { name: "x", email: "aws+new@acme.example" });
    const report = driftOf([elsewhere, guardrails, baseline]);
    expect(report).toMatchObject({ failed: [], neverApplied: ["accounts-1", "guardrails", "baseline-shop-prod"] });
    expect(driftOf([shard], { live: undefined })).toMatchObject({ failed: [], neverApplied: ["accounts-1"] });
  });

  test("and one that was applied and waits for a new one could not be looked at", () => {
    const next = created("accounts-2", ACCOUNT, { name: "x", email: "aws+new@acme.example" });
    const unseen = [{ stack: "guardrails", after: ["accounts-2"], lastRead: ["accounts-1"] }];
    const report = driftOf([next], { unseen });
    expect(report).toMatchObject({ failed: [], neverApplied: ["accounts-2"], unseen });
    expect(isAsApplied(report)).toBe(false);
  });
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

test.each<readonly [string, Partial<Parameters<typeof driftOf>[1]>]>([
  ["a stack failed", { failed: [{ stack: "organization", messages: ["no"] }] }],
  ["the live organization was not read", { unread: ["no"] }],
])("it is no good news that %s", (_, more) => {
  expect(isAsApplied(driftOf([], more))).toBe(false);
});

const rogue = { id: "999999999999", name: "rogue", email: "x@acme.example", state: "ACTIVE", parentId: idOf("root") };
const withAccounts = (change: (accounts: OrganizationAsItIs["accounts"]) => OrganizationAsItIs["accounts"]) =>
  liveShop({ accounts: change(liveShop().accounts) });
const policy = { id: "p-1", name: "made-by-hand", type: "SERVICE_CONTROL_POLICY" };

describe("what the live organization has and no state knows", () => {
  test.each<readonly [string, OrganizationAsItIs, readonly string[]]>([
    ["nothing", liveShop(), []],
    [
      "an account",
      withAccounts((accounts) => [...accounts, rogue]),
      ["Account rogue (999999999999) exists in the root, and no configuration knows it."],
    ],
    [
      "an account in a unit that nobody knows either",
      {
        ...withAccounts((accounts) => [...accounts, { ...rogue, parentId: "ou-x" }]),
        units: [...liveShop().units, { id: "ou-x", name: "Own", parentId: idOf("prod") }],
      },
      [
        "Account rogue (999999999999) exists in Own (ou-x), and no configuration knows it.",
        "Unit Own (ou-x) exists below prod, and no configuration knows it.",
      ],
    ],
    [
      "another e-mail address",
      withAccounts(([first, ...rest]) =>
        first === undefined ? [] : [{ ...first, email: "thief@evil.example" }, ...rest],
      ),
      ["Account log-archive has another e-mail address: …@evil.example instead of …@acme.example."],
    ],
    [
      "an address in other letters, which is the same",
      withAccounts((accounts) => accounts.map((account) => ({ ...account, email: account.email.toUpperCase() }))),
      [],
    ],
    [
      "an account in the Recovery OU that nobody declared",
      withAccounts(([first, ...rest]) =>
        first === undefined ? [] : [{ ...first, parentId: idOf("recovery") }, ...rest],
      ),
      ["Account log-archive was moved to recovery, and no entry of recovery declares the stay."],
    ],
    [
      "an account in another unit, which its stack tells of",
      withAccounts(([first, ...rest]) => (first === undefined ? [] : [{ ...first, parentId: idOf("dev") }, ...rest])),
      [],
    ],
    [
      "an account that AWS suspended",
      withAccounts(([first, ...rest]) => (first === undefined ? [] : [{ ...first, state: "SUSPENDED" }, ...rest])),
      ["Account log-archive is not active: AWS says SUSPENDED."],
    ],
    [
      "a policy",
      liveShop({ policies: [{ ...policy, targetIds: [idOf("prod"), idOf("root")] }] }),
      [
        "Policy made-by-hand (SERVICE_CONTROL_POLICY) was attached to prod, the root, and no configuration knows of it.",
      ],
    ],
    ["a policy that is attached nowhere", liveShop({ policies: [{ ...policy, targetIds: [] }] }), []],
    [
      "trusted access",
      liveShop({ trustedServices: [...liveShop().trustedServices, "ram.amazonaws.com"] }),
      ["Trusted access of ram.amazonaws.com was enabled, and no configuration knows of it."],
    ],
    [
      "delegated administrators, that of root sessions first",
      liveShop({
        delegations: [
          { accountId: idOf("shop-dev"), service: "guardduty.amazonaws.com" },
          { accountId: idOf("shop-dev"), service: "iam.amazonaws.com" },
        ],
      }),
      [
        "Account shop-dev was made delegated administrator of iam.amazonaws.com, and no configuration knows of it.",
        "Account shop-dev was made delegated administrator of guardduty.amazonaws.com, and no configuration knows of it.",
      ],
    ],
  ])("%s", (_, live, expected) => {
    const { findings } = driftOf([], { live });
    expect(findings.map(({ change }) => describeDrift(change, plain))).toEqual(expected);
    for (const { consequences, remedy } of findings)
      expect([consequences.length, typeof remedy]).toEqual([1, "string"]);
  });

  test("an address is shown whole when that is asked for", () => {
    const live = withAccounts(([first, ...rest]) =>
      first === undefined ? [] : [{ ...first, email: "a@b.example" }, ...rest],
    );
    const { findings } = driftOf([], { live }, { showsEmails: true });
    expect(findings[0]?.change).toMatchObject({ live: "a@b.example", declared: "aws+log-archive@acme.example" });
  });

  test("what a state knows is no stranger", () => {
    const attachment = { policy_id: "p-1", target_id: idOf("prod") };
    const delegation = { account_id: idOf("shop-dev") };
    const stacks = [
      stackPlan("guardrails", [
        { address: "aws_organizations_policy_attachment.a", action: "no-op", before: attachment },
      ]),
      stackPlan("delegations", [
        {
          address: "aws_guardduty_organization_admin_account.a",
          action: "delete",
          before: { admin_account_id: idOf("shop-dev") },
        },
        {
          address: "aws_organizations_delegated_administrator.a",
          action: "no-op",
          before: { ...delegation, service_principal: "iam.amazonaws.com" },
        },
      ]),
    ];
    const services = ["guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com", "iam.amazonaws.com"];
    const live = liveShop({
      policies: [{ ...policy, targetIds: [idOf("prod")] }],
      delegations: services.map((service) => ({ accountId: idOf("shop-dev"), service })),
    });
    expect(driftOf(stacks, { live }).findings).toEqual([]);
    expect(driftOf(stacks.slice(0, 1), { live }).findings).toHaveLength(3);
    expect(driftOf([], { live }).findings).toHaveLength(4);
  });

  test("a policy that somebody else manages is known where the configuration says that it is", () => {
    const external = {
      guest: { name: policy.name, owner: "other", policyType: "scp", attachedTo: ["root", "prod"] },
    } as const;
    const facts = {
      stacks: [],
      zone: zoneOf(shopConfig({ externalPolicies: external })),
      nodes: nodesOf(zoneOf(shopConfig())),
    };
    const attachedTo = (...keys: readonly string[]) =>
      liveShop({ policies: [{ ...policy, targetIds: keys.map(idOf) }] });
    expect(driftOf([], { facts, live: attachedTo("root", "prod") }).findings).toEqual([]);
    expect(driftOf([], { facts, live: attachedTo("prod", "dev") }).findings.map(({ change }) => change)).toEqual([
      expect.objectContaining({ kind: "policy-attached", nodes: ["dev"] }),
    ]);
  });

  test("nothing is called a stranger while the stack that would know it cannot be looked at", () => {
    const live = liveShop({
      policies: [{ ...policy, targetIds: [idOf("prod")] }],
      delegations: [{ accountId: idOf("shop-dev"), service: "iam.amazonaws.com" }],
    });
    const failed = ["guardrails", "delegations"].map((stack) => ({ stack, messages: [] }));
    expect(driftOf([], { live, failed }).findings).toEqual([]);
  });

  test("a declared account is known by its address before any state has its id, and one on its way out by the ledger", () => {
    const facts = { stacks: [], zone: zoneOf(shopConfig()), nodes: new Map() };
    expect(driftOf([], { facts }).findings).toEqual([]);
    const identity = { kind: "account", state: "closing", accountId: rogue.id } as const;
    const closing = { ...facts, zone: { ...facts.zone, forgotten: [{ key: "old", identity }] } };
    const live = withAccounts((accounts) => [...accounts, { ...rogue, state: "SUSPENDED" }]);
    expect(driftOf([], { facts: closing, live }).findings).toEqual([]);
    expect(driftOf([], { facts, live }).findings).toHaveLength(1);
  });
});

function shopWithout(guardrail: string) {
  const { prod, ...units } = shopConfig().organizationalUnits;
  return {
    ...units,
    prod: { ...prod, name: "Prod", guardrails: (prod?.guardrails ?? []).filter((key) => key !== guardrail) },
  };
}
