import { describe, expect, test } from "@jest/globals";
import { PLAN_REFUSALS } from "../../../catalogue/plan-refusals";
import type { LandingZoneConfig, OrganizationalUnitsConfig } from "../../../model/config";
import type { Action, StackPlan, Values } from "../../../reports/plan/stack-plan";
import { approvalLine } from "../../../reports/plan/verdict";
import {
  accountValues,
  factsOf,
  guardrailsPlan,
  idOf,
  type ResourceParts,
  reportOn,
  shopConfig,
  stackPlan,
  TODAY,
  zoneOf,
} from "../../support/planned";

interface Side {
  readonly before?: LandingZoneConfig;
  readonly after?: LandingZoneConfig;
  readonly stacks?: readonly StackPlan[];
}

function judge({ before = shopConfig(), after = before, stacks = [] }: Side) {
  return reportOn(stacks, { facts: factsOf(before, after, stacks) }).verdict;
}

/** The ids of the changes that are refused. */
const refused = (side: Side): readonly string[] => judge(side).refusals.map(({ change }) => change);
const refusedResource = (stack: string, ...resources: readonly ResourceParts[]): readonly string[] =>
  refused({ stacks: [stackPlan(stack, resources)] });

/** The change of policies from one configuration to another, with a plan of it. */
const policies = (before: LandingZoneConfig, after: LandingZoneConfig, stacks: readonly StackPlan[] = []): Side => ({
  before,
  after,
  stacks: [...stacks, guardrailsPlan(zoneOf(before), zoneOf(after))],
});

function withUnits(
  change: (units: OrganizationalUnitsConfig) => OrganizationalUnitsConfig,
  more = {},
): LandingZoneConfig {
  const config = shopConfig(more);
  return { ...config, organizationalUnits: change(config.organizationalUnits) };
}

const moved = (from: string, to: string): StackPlan =>
  stackPlan("accounts-1", [
    {
      address: "aws_organizations_account.shop-prod",
      before: accountValues("shop-prod", from),
      after: accountValues("shop-prod", to),
    },
  ]);

/** The account `shop-prod` written below another unit. */
const homeIn = (unit: string, more: Partial<LandingZoneConfig> = {}): LandingZoneConfig =>
  withUnits(({ prod, ...units }) => {
    const to = units[unit];
    if (prod === undefined || to === undefined) throw new Error(`no unit ${unit}`);
    return {
      ...units,
      prod: { name: "Prod", guardrails: ["deny-large"] },
      [unit]: { ...to, accounts: { ...to.accounts, ...prod.accounts } },
    };
  }, more);

const withoutShopProd = withUnits(({ prod, ...units }) => ({
  ...units,
  prod: { name: "Prod", guardrails: ["deny-large"] },
}));

describe("what must not be destroyed or replaced", () => {
  test.each([
    ["organization", "aws_organizations_organization.organization"],
    ["accounts-1", "aws_organizations_account.shop-dev"],
    ["organization", "aws_organizations_organizational_unit.dev"],
    ["monitoring", "aws_cloudtrail.trail"],
    ["log-archive", "aws_s3_bucket.archive"],
    ["log-archive", "aws_kms_key.archive_key"],
  ])("%s %s", (stack, address) => {
    const refusal = `protected-resource-destroyed:${stack}/${address}`;
    expect(refusedResource(stack, { address, action: "delete" })).toContain(refusal);
    expect(refusedResource(stack, { address, action: "replace" })).toContain(refusal);
    for (const action of ["no-op", "create", "update", "forget"] as const) {
      expect(refusedResource(stack, { address, action })).toEqual([]);
    }
  });

  test("what a module made in an account that has the module no longer, once for each module", () => {
    const modules = { kept: { module: "queue" } };
    const stacks = [
      stackPlan("baseline-shop-dev", [
        { address: "module.queue.aws_sqs_queue.jobs", action: "delete" },
        { address: "module.queue.module.in[0].aws_sqs_queue.more", action: "delete" },
        { address: "module.kept.aws_sqs_queue.jobs", action: "delete" },
        { address: "module.other.aws_sqs_queue.jobs", action: "forget" },
        { address: "aws_iam_role.plan_role", action: "delete" },
      ]),
      stackPlan("monitoring", [{ address: "module.queue.aws_sqs_queue.jobs", action: "delete" }]),
    ];
    const { refusals } = judge({ after: shopConfig({ modules }), stacks });
    expect(refusals.map(({ change, accounts }) => [change, accounts])).toEqual([
      ["module-removed:shop-dev/queue", ["shop-dev"]],
    ]);
  });

  test("and what may", () => {
    expect(refusedResource("monitoring", { address: "aws_cloudwatch_log_group.trail_logs", action: "delete" })).toEqual(
      [],
    );
  });
});

describe("features of the organization", () => {
  const organization = (services: string[], types: string[]): Values => ({
    aws_service_access_principals: services,
    enabled_policy_types: types,
  });
  const address = "aws_organizations_organization.organization";

  test("that are removed", () => {
    const before = organization(["ram.amazonaws.com", "sso.amazonaws.com"], ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]);
    const after = organization(["sso.amazonaws.com"], ["SERVICE_CONTROL_POLICY"]);
    expect(refusedResource("organization", { address, before, after })).toEqual([
      "trusted-access-removed:ram.amazonaws.com",
      "policy-type-removed:TAG_POLICY",
    ]);
    expect(refusedResource("organization", { address, before: after, after: before })).toEqual([]);
  });

  test("of central root access", () => {
    const both = { enabled_features: ["RootCredentialsManagement", "RootSessions"] };
    const one = { enabled_features: ["RootCredentialsManagement"] };
    const features = "aws_iam_organizations_features.central_root_access";
    expect(refusedResource("organization", { address: features, before: both, after: one })).toEqual([
      "central-root-access-removed:RootSessions",
    ]);
    expect(refusedResource("organization", { address: features, before: one, after: both })).toEqual([]);
  });

  test("that an account administers", () => {
    const values = { account_id: idOf("security-tooling"), service_principal: "iam.amazonaws.com" };
    const delegation = "aws_organizations_delegated_administrator.central_root_access";
    expect(refusedResource("delegations", { address: delegation, action: "delete", before: values })).toEqual([
      "delegation-removed:iam.amazonaws.com/security-tooling",
    ]);
    expect(refusedResource("delegations", { address: delegation, action: "create", after: values })).toEqual([]);
    const trail = "aws_cloudtrail_organization_delegated_admin_account.trail";
    const before = { account_id: idOf("security-tooling") };
    expect(refusedResource("delegations", { address: trail, action: "replace", before, after: before })).toEqual([
      "delegation-removed:cloudtrail/security-tooling",
    ]);
  });
});

describe("the trail", () => {
  const trail: Values = {
    name: "acme-organization-trail",
    enable_logging: true,
    is_organization_trail: true,
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    kms_key_id: "arn:aws:kms:eu-central-1:222222222222:key/1",
    cloud_watch_logs_group_arn: "arn:aws:logs:eu-central-1:111111111111:log-group:x:*",
    s3_bucket_name: "acme-org-trail",
    advanced_event_selector: [{ name: "Management events selector" }],
    sns_topic_name: "x",
  };
  const change = (after: Values): readonly string[] =>
    refusedResource("monitoring", { address: "aws_cloudtrail.trail", before: trail, after: { ...trail, ...after } });

  test.each<[Values, readonly string[]]>([
    [{ enable_logging: false }, ["trail-stopped:acme-organization-trail"]],
    [{ is_organization_trail: false }, ["trail-weakened:acme-organization-trail/is_organization_trail"]],
    [{ is_multi_region_trail: false }, ["trail-weakened:acme-organization-trail/is_multi_region_trail"]],
    [
      { include_global_service_events: false },
      ["trail-weakened:acme-organization-trail/include_global_service_events"],
    ],
    [{ enable_log_file_validation: false }, ["trail-weakened:acme-organization-trail/enable_log_file_validation"]],
    [{ kms_key_id: "" }, ["trail-weakened:acme-organization-trail/kms_key_id"]],
    [{ cloud_watch_logs_group_arn: null }, ["trail-weakened:acme-organization-trail/cloud_watch_logs_group_arn"]],
    [{ s3_bucket_name: "other" }, ["trail-weakened:acme-organization-trail/s3_bucket_name"]],
    [{ advanced_event_selector: [] }, ["trail-weakened:acme-organization-trail/advanced_event_selector"]],
    [{ kms_key_id: "(known after apply)" }, []],
    [{ sns_topic_name: "y" }, []],
    [{}, []],
  ])("%j", (after, expected) => {
    expect(change(after)).toEqual(expected);
  });
});

describe("alerts that nobody hears", () => {
  const alarm = "aws_cloudwatch_metric_alarm.alarm_root";
  const on: Values = { alarm_name: "acme-alerts-root", alarm_actions: ["arn:page"], actions_enabled: true };

  test.each<[string, Values, boolean]>([
    ["without an action", { ...on, alarm_actions: [] }, true],
    ["with its actions switched off", { ...on, actions_enabled: false }, true],
    ["with another action", { ...on, alarm_actions: ["arn:ticket"] }, false],
    ["with an action that is not known yet", { ...on, alarm_actions: "(known after apply)" }, false],
  ])("an alarm %s", (_, after, isRefused) => {
    expect(refusedResource("monitoring", { address: alarm, before: on, after })).toEqual(
      isRefused ? ["alarm-without-target:monitoring/acme-alerts-root"] : [],
    );
  });

  const rule = (address: string, action: Action = "no-op"): ResourceParts => ({
    address: `aws_cloudwatch_event_rule.${address}`,
    action,
    before: { name: "acme-alerts-root-sign-in", state: "ENABLED" },
  });
  const target = (address: string, action: Action): ResourceParts => ({
    address: `aws_cloudwatch_event_target.${address}`,
    action,
    before: { rule: "acme-alerts-root-sign-in" },
  });

  test.each<[string, readonly ResourceParts[], boolean]>([
    ["loses its only target", [rule("a"), target("a", "delete")], true],
    ["keeps a target", [rule("a"), target("a", "delete"), target("b", "no-op")], false],
    ["goes with its target", [rule("a", "delete"), target("a", "delete")], false],
    ["loses it in one Region of two", [rule("a"), rule("b"), target("a", "delete"), target("b", "no-op")], true],
    ["keeps it in both Regions", [rule("a"), rule("b"), target("a", "no-op"), target("b", "no-op")], false],
  ])("a rule that %s", (_, resources, isRefused) => {
    expect(refusedResource("security", ...resources)).toEqual(
      isRefused ? ["alarm-without-target:security/acme-alerts-root-sign-in"] : [],
    );
  });

  test.each([
    ["DISABLED", true],
    ["ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", false],
  ])("a rule that becomes %s", (state, isRefused) => {
    const { address, before } = rule("a");
    const disabled = { address, before: before ?? {}, after: { ...before, state } };
    expect(refusedResource("security", disabled, target("a", "no-op"))).toHaveLength(isRefused ? 1 : 0);
  });

  const topic: ResourceParts = {
    address: "aws_sns_topic.page",
    action: "no-op",
    before: { name: "page", arn: "arn:page" },
  };
  const subscription = (address: string, action: Action): ResourceParts => ({
    address: `aws_sns_topic_subscription.${address}`,
    action,
    ...(action === "create" ? { after: { topic_arn: "arn:page" } } : { before: { topic_arn: "arn:page" } }),
  });

  test.each<[string, readonly ResourceParts[], boolean]>([
    ["loses its only recipient", [topic, subscription("a", "delete")], true],
    ["gets another recipient", [topic, subscription("a", "delete"), subscription("b", "create")], false],
    ["never had one", [topic], false],
  ])("a topic that %s", (_, resources, isRefused) => {
    expect(refusedResource("security", ...resources)).toEqual(
      isRefused ? ["topic-without-recipient:security/page"] : [],
    );
  });
});

describe("deny-root", () => {
  const onUnits = (...attachTo: string[]): LandingZoneConfig => shopConfig({ denyRoot: { attachTo } });
  const off = shopConfig({ denyRoot: { mode: "off" } });

  test.each<[string, LandingZoneConfig, LandingZoneConfig, readonly string[]]>([
    ["stays", shopConfig(), shopConfig(), []],
    ["is switched off", shopConfig(), off, ["deny-root-detached:root"]],
    [
      "comes down from the root to units",
      shopConfig(),
      onUnits("prod", "dev", "security"),
      ["deny-root-detached:root"],
    ],
    ["is taken from one unit", onUnits("prod", "dev"), onUnits("prod"), ["deny-root-detached:dev"]],
    ["is given to one unit more", onUnits("prod"), onUnits("prod", "dev"), []],
    ["is taken from a unit that is empty", onUnits("prod", "suspended"), onUnits("prod"), []],
  ])("%s", (_, before, after, expected) => {
    const found = refused(policies(before, after)).filter((change) => change.startsWith("deny-root"));
    expect(found).toEqual(expected);
  });

  test("says which accounts lose it", () => {
    const [refusal] = judge(policies(onUnits("prod", "dev"), onUnits("prod"))).refusals;
    expect(refusal).toMatchObject({ accounts: ["shop-dev"], resource: { stack: "guardrails" } });
  });

  test("that would deny something else", () => {
    const side = policies(shopConfig(), shopConfig());
    const weaker = (side.stacks ?? []).map((plan) => ({
      ...plan,
      resources: plan.resources.map((resource) =>
        resource.address === "aws_organizations_policy.deny-root"
          ? {
              ...resource,
              action: "update" as const,
              after: {
                ...resource.after,
                content: String(resource.after?.content).replace('"Action":"*"', '"Action":"s3:*"'),
              },
            }
          : resource,
      ),
    }));
    expect(refused({ ...side, stacks: weaker })).toEqual(["deny-root-weakened:root"]);
  });
});

describe("an account that moves", () => {
  test("away from a guardrail", () => {
    expect(refused({ before: shopConfig(), after: homeIn("dev"), stacks: [moved("prod", "dev")] })).toEqual([
      "protection-lost:shop-prod/deny-large",
    ]);
  });

  test("to where a guardrail will be attached, in a plan that does not attach it", () => {
    const at = (unit: "prod" | "dev", home: "prod" | "dev"): LandingZoneConfig => {
      const config = home === "prod" ? shopConfig() : homeIn("dev");
      const { prod, dev, ...units } = config.organizationalUnits;
      if (prod === undefined || dev === undefined) throw new Error("no units");
      const { guardrails: _, ...bare } = prod;
      return {
        ...config,
        organizationalUnits: {
          ...units,
          prod: unit === "prod" ? prod : bare,
          dev: unit === "dev" ? { ...dev, guardrails: ["deny-large"] } : dev,
        },
      };
    };
    const side = { before: at("prod", "prod"), after: at("dev", "dev"), stacks: [moved("prod", "dev")] };
    expect(refused(side)).toEqual(["protection-lost:shop-prod/deny-large"]);
    expect(refused({ ...side, before: at("dev", "prod") })).toEqual([]);
  });

  test("towards one", () => {
    expect(refused({ before: homeIn("dev"), after: shopConfig(), stacks: [moved("dev", "prod")] })).toEqual([]);
  });

  test("to where the guardrail is attached as well", () => {
    const everywhere = { rootGuardrails: ["deny-large"] };
    const side = { before: shopConfig(everywhere), after: homeIn("dev", everywhere), stacks: [moved("prod", "dev")] };
    expect(refused(side)).toEqual([]);
  });

  test("to the unit for accounts on their way out, where everything is denied", () => {
    const side = { before: shopConfig(), after: homeIn("suspended"), stacks: [moved("prod", "suspended")] };
    expect(refused(side)).toEqual([]);
    const unrestricted = { companionGuardrails: { "restrict-suspended": { mode: "off" } } } as const;
    const without = { before: shopConfig(unrestricted), after: homeIn("suspended", unrestricted), stacks: side.stacks };
    expect(refused(without)).toEqual(["protection-lost:shop-prod/deny-large"]);
  });

  test("into the Recovery OU, where deny-root spares it, unless a stay is declared", () => {
    const stay = { recovery: [{ account: "shop-prod", reason: "Locked bucket policy.", until: "2026-07-03" }] };
    const stacks = [moved("prod", "recovery")];
    expect(refused({ after: shopConfig(), stacks })).toEqual(["deny-root-lost:shop-prod"]);
    const declared = judge({ before: shopConfig(), after: shopConfig(stay), stacks });
    expect(declared).toMatchObject({ isAllowed: true, approved: [{ until: "2026-07-03" }] });
  });
});

describe("an account that is forgotten", () => {
  const forgotten = (unit: string): StackPlan =>
    stackPlan("accounts-1", [
      {
        address: "aws_organizations_account.shop-prod",
        action: "forget",
        before: accountValues("shop-prod", unit),
      },
    ]);
  test.each<[name: string, unit: string, state: "closing" | "released", expected: readonly string[]]>([
    ["to be closed before it was suspended is refused", "prod", "closing", ["closing-before-suspension:shop-prod"]],
    ["to be closed when it is suspended is not", "suspended", "closing", []],
    ["because it is released is not", "prod", "released", []],
  ])("%s", (_, unit, state, expected) => {
    const stacks = [forgotten(unit)];
    const facts = factsOf(homeIn("suspended"), withoutShopProd, stacks);
    const identity = { kind: "account", state } as const;
    const after = { ...facts.after, departedAccounts: [{ key: "shop-prod", state, identity }] };
    const { verdict } = reportOn(stacks, { facts: { ...facts, after } });
    expect(verdict.refusals.map(({ change }) => change)).toEqual(expected);
  });
});

describe("a moment between", () => {
  const onUnits = shopConfig({ denyRoot: { attachTo: ["prod", "dev", "security"] } });

  test("at which deny-root is attached nowhere, because it goes up to the root in one step", () => {
    expect(refused(policies(onUnits, shopConfig()))).toEqual(["guardrail-gap:deny-root"]);
  });

  test("does not come when it is first attached, and detached in a later plan", () => {
    const zones = [zoneOf(onUnits), zoneOf(shopConfig())] as const;
    const plan = guardrailsPlan(...zones);
    const step = (keep: (resource: StackPlan["resources"][number]) => boolean): StackPlan => ({
      ...plan,
      resources: plan.resources.map((resource) =>
        keep(resource) ? resource : { ...resource, action: "no-op" as const, after: resource.before, changed: [] },
      ),
    });
    expect(
      refused({ before: onUnits, after: shopConfig(), stacks: [step(({ action }) => action !== "delete")] }),
    ).toEqual([]);
  });

  test("comes when an attachment is replaced, or the policy", () => {
    const zone = zoneOf(shopConfig());
    const replaced = (address: string): StackPlan => {
      const plan = guardrailsPlan(zone, zone);
      return {
        ...plan,
        resources: plan.resources.map((resource) =>
          resource.address === address ? { ...resource, action: "replace" as const } : resource,
        ),
      };
    };
    const attachment = replaced("aws_organizations_policy_attachment.protect-trail_root");
    expect(refused({ stacks: [attachment] })).toEqual(["guardrail-gap:protect-trail"]);
    const harmless = replaced("aws_organizations_policy_attachment.deny-large_prod");
    expect(refused({ stacks: [harmless] })).toEqual([]);
  });

  test("does not come when an account moves below the root", () => {
    const side = { before: homeIn("dev"), after: shopConfig(), stacks: [moved("dev", "prod")] };
    expect(refused(side).filter((change) => change.startsWith("guardrail-gap"))).toEqual([]);
  });
});

describe("how many accounts", () => {
  const renamed = ["shop-dev", "shop-prod"].map(
    (key): ResourceParts => ({
      address: `aws_organizations_account.${key}`,
      before: accountValues(key, "dev"),
      after: accountValues(key, "dev", { name: "new" }),
    }),
  );
  test.each([
    [1, ["too-many-accounts:organization"]],
    [2, []],
    [undefined, []],
  ])("may be touched: %s", (accounts, expected) => {
    const config = shopConfig(accounts === undefined ? {} : { planLimits: { accounts } });
    expect(refused({ before: config, stacks: [stackPlan("accounts-1", renamed)] })).toEqual(expected);
  });
});

describe("an approval", () => {
  const stacks = [
    stackPlan("organization", [
      {
        address: "aws_organizations_organization.organization",
        before: { aws_service_access_principals: ["ram.amazonaws.com"] },
        after: { aws_service_access_principals: [] },
      },
    ]),
  ];
  const approving = (change: string, until = TODAY): LandingZoneConfig =>
    shopConfig({ approvals: [{ change, reason: "Nobody shares anything.", until }] });

  test("lifts the refusal that it names, up to its last day", () => {
    const verdict = judge({ after: approving("trusted-access-removed:ram.amazonaws.com"), stacks });
    expect(verdict).toMatchObject({ isAllowed: true, refusals: [], unused: [] });
    expect(verdict.approved).toMatchObject([{ reason: "Nobody shares anything.", until: TODAY }]);
  });

  test.each([
    ["of something else", approving("trusted-access-removed:sso.amazonaws.com"), 1],
    ["that has ended", approving("trusted-access-removed:ram.amazonaws.com", "2026-06-30"), 0],
  ])("%s lifts nothing", (_, after, unused) => {
    const verdict = judge({ after, stacks });
    expect({ isAllowed: verdict.isAllowed, unused: verdict.unused.length }).toEqual({ isAllowed: false, unused });
  });

  test("is printed as the line to add, good for two weeks", () => {
    const [refusal] = judge({ stacks }).refusals;
    expect(refusal && approvalLine(refusal, TODAY)).toBe(
      '{ change: "trusted-access-removed:ram.amazonaws.com", reason: "...", until: "2026-07-15" }',
    );
  });

  test("can be written for every refusal: its id has no blanks", () => {
    const before = { account_id: "1", service_principal: "a b" };
    const [change = ""] = refusedResource("delegations", {
      address: "aws_organizations_delegated_administrator.x",
      action: "delete",
      before,
    });
    expect(change).toMatch(/^[a-z-]+:\S+$/);
    for (const id of Object.keys(PLAN_REFUSALS)) expect(id).toMatch(/^[a-z-]+$/);
  });
});
