import { describe, expect, test } from "@jest/globals";
import { forwardedEvents } from "../../../../alerts/forwarded-events";
import type {
  AccessFacts,
  AccountFacts,
  AlertPathFacts,
  AttachedPolicies,
  Counts,
  Forwarding,
  Invocations,
  LiveBaseline,
  LiveUnitName,
  MatchingRule,
  SentTest,
  TrailFacts,
} from "../../../../cli/account/status/facts";
import { judgeAccess } from "../../../../cli/account/status/judge-access";
import { judgeAccount } from "../../../../cli/account/status/judge-account";
import { judgeAlertPath } from "../../../../cli/account/status/judge-alert-path";
import { judgeBaseline } from "../../../../cli/account/status/judge-baseline";
import { judgeContacts } from "../../../../cli/account/status/judge-contacts";
import { expectedPolicies, judgeGuardrails } from "../../../../cli/account/status/judge-guardrails";
import { judgeTrail } from "../../../../cli/account/status/judge-trail";
import { judgeUnit } from "../../../../cli/account/status/judge-unit";
import type { Outcome, StatusRow } from "../../../../cli/account/status/row";
import type { LiveContacts } from "../../../../cli/audit/evidence";
import type { Observation } from "../../../../cli/preflight/facts";
import type { LandingZoneConfig } from "../../../../model/config";
import { targetKey } from "../../../../model/policy-target";
import { declaredShop, PIPELINE, SHOP, suspendedShop } from "./declared-shop";

const shop = declaredShop();
const NOW = "2026-07-01T12:00:00.000Z";

function observed<T>(value: T): Observation<T> {
  return { kind: "observed", value };
}

const NO_ROLE: Observation<never> = { kind: "denied", permission: "sts:AssumeRole" };

/** Outcome, what the row says, and what its remedy says. */
type Said = readonly [Outcome, RegExp | string, (RegExp | string)?];

function expectRow(row: StatusRow, [outcome, found, remedy]: Said): void {
  expect({ outcome: row.outcome, found: row.found }).toEqual({
    outcome,
    found: typeof found === "string" ? found : expect.stringMatching(found),
  });
  if (remedy !== undefined) expect(row.remedy).toMatch(remedy);
  if (outcome === "missing") expect(row.remedy).toMatch(/\.$/);
}

describe("what could not be looked at", () => {
  test.each<[Observation<never>, Said]>([
    [
      { kind: "denied", permission: "organizations:ListAccounts" },
      ["missing", "could not look: needs organizations:ListAccounts, which was denied", /^Grant organizations:List/],
    ],
    [
      { kind: "failed", permission: "organizations:ListAccounts", message: "Rate exceeded" },
      ["waiting", "could not look: organizations:ListAccounts failed: Rate exceeded"],
    ],
  ])("%j", (observation, said) => expectRow(judgeAccount(observation, shop), said));
});

describe("the account", () => {
  const member = { id: SHOP, name: "shop", state: "ACTIVE", joinedAt: "2026-06-30T10:00:00.000Z" };

  test.each<[AccountFacts, Said]>([
    [{ kind: "found", member }, ["ready", "222222222222 is ACTIVE, in the organization since 2026-06-30"]],
    [{ kind: "found", member: { ...member, joinedAt: undefined } }, ["ready", "222222222222 is ACTIVE"]],
    [
      { kind: "found", member: { ...member, state: "PENDING_ACTIVATION" } },
      ["waiting", "222222222222 is PENDING_ACTIVATION"],
    ],
    [{ kind: "found", member: { ...member, state: "SUSPENDED" } }, ["missing", "222222222222 is SUSPENDED"]],
    [{ kind: "creating" }, ["waiting", "AWS is creating it"]],
    [
      { kind: "absent", failure: undefined },
      ["missing", "the organization has no account shop with the declared address", /^Apply the stack accounts-1,/],
    ],
    [{ kind: "absent", failure: "EMAIL_ALREADY_EXISTS" }, ["missing", "AWS did not create it: EMAIL_ALREADY_EXISTS"]],
  ])("%j", (facts, said) => expectRow(judgeAccount(observed(facts), shop), said));

  test("that the ledger knows and the organization does not has left: no apply is to create a second one", () => {
    const known = { ...shop, account: { ...shop.account, accountId: SHOP } };
    const row = judgeAccount(observed({ kind: "absent", failure: undefined }), known);
    expectRow(row, [
      "missing",
      "the organization has no account 222222222222: it left or was removed",
      /^Apply nothing: .*runbook organization-change.* under released: npm run account -- release shop\.$/,
    ]);
  });
});

const WORKLOADS: LiveUnitName = { id: "ou-r00t-workloads", name: "Workloads" };
const PRODUCTION: LiveUnitName = { id: "ou-r00t-production", name: "Production" };
const RECOVERY: LiveUnitName = { id: "ou-r00t-recovery", name: "Recovery" };

describe("the unit", () => {
  test.each<[string, readonly LiveUnitName[], boolean, Said]>([
    ["as declared", [WORKLOADS, PRODUCTION], false, ["ready", "in Workloads / Production"]],
    [
      "one above",
      [WORKLOADS],
      false,
      ["missing", "in Workloads, and the configuration says Workloads / Production", /apply the stack accounts-1/],
    ],
    ["below the root, long after", [], false, ["missing", /^in the root, and/]],
    ["below the root, just created", [], true, ["waiting", /^in the root, and/]],
    ["of an emergency", [RECOVERY], false, ["missing", /^in Recovery, and/, /an apply leaves it there/]],
  ])("%s", (_, units, isNew, said) => expectRow(judgeUnit(observed({ rootId: "r-r00t", units }), shop, isNew), said));

  test("of a declared stay is the Recovery OU", () => {
    const stay = { account: "shop", reason: "CLOUD-7", until: "2026-07-03" };
    const inRecovery = declaredShop({ recovery: [stay] });
    const place = observed({ rootId: "r-r00t", units: [RECOVERY] });
    expectRow(judgeUnit(place, inRecovery, false), ["ready", "in Recovery"]);
  });
});

describe("guardrails", () => {
  const place = { rootId: "r-r00t", units: [WORKLOADS, PRODUCTION] };
  const nodes: Readonly<Record<string, string>> = { root: "r-r00t", workloads: WORKLOADS.id, shop: SHOP };
  const names: Record<string, readonly string[]> = {};
  for (const { policy, target } of expectedPolicies(shop)) {
    const node = nodes[targetKey(target)] ?? "";
    names[node] = [...(names[node] ?? []), policy.name];
  }
  const attached: AttachedPolicies = { place, enabledTypes: ["SERVICE_CONTROL_POLICY"], names };
  const without = (node: string, name: string): AttachedPolicies => ({
    ...attached,
    names: { ...names, [node]: (names[node] ?? []).filter((candidate) => candidate !== name) },
  });

  test.each<[string, AttachedPolicies, Said]>([
    [
      "attached as declared",
      attached,
      ["ready", /^deny-.*deny-root, .*region-restriction.* \(attached; npm run drift compares what they say\)$/],
    ],
    ["beside others", { ...attached, names: { ...names, [SHOP]: ["somebody-elses"] } }, ["ready", /deny-root/]],
    [
      "deny-root detached from the root",
      without("r-r00t", "acme-deny-root"),
      ["missing", "deny-root (acme-deny-root) is not attached to root", /stack guardrails/],
    ],
    [
      "in another unit, all of whose units have other names",
      { ...attached, place: { ...place, units: [RECOVERY] } },
      ["missing", /the account is not below the unit workloads$/],
    ],
    ["of a type that is not enabled", { ...attached, enabledTypes: [] }, ["missing", /SERVICE_CONTROL_POLICY enabled/]],
  ])("%s", (_, live, said) => expectRow(judgeGuardrails(observed(live), SHOP, shop), said));
});

describe("contacts", () => {
  const { security, operations, billing } = shop.zone.contacts;
  const live: LiveContacts = { security, operations, billing };

  test.each<[string, LiveContacts, Said]>([
    ["as declared", live, ["ready", "billing, operations, security as declared"]],
    ["one not set", { ...live, billing: undefined }, ["missing", "The billing contact is not set", /accounts-1/]],
    [
      "one of somebody else",
      { ...live, security: { ...security, email: "x@acme.example" } },
      ["missing", /^The security contact is x@acme\.example, not the declared security@acme\.example/],
    ],
  ])("%s", (_, contacts, said) => expectRow(judgeContacts(observed(contacts), shop), said));
});

describe("sign-in", () => {
  const developer = { permissionSet: "Developer", principal: "Shop team", isGroup: true, members: 2 };
  const reader = { permissionSet: "ReadOnly", principal: "Auditors", isGroup: true, members: 1 };
  const user = { permissionSet: "Admin", principal: "93-user", isGroup: false, members: 1 };

  test.each<[string, Partial<LandingZoneConfig>, AccessFacts, Said]>([
    [
      "as declared",
      {},
      [developer, reader],
      ["ready", "Auditors (1 member) as ReadOnly, Shop team (2 members) as Developer"],
    ],
    ["with somebody else's", {}, [developer, reader, user], ["ready", /; not declared: the user 93-user as Admin$/]],
    [
      "groups without anybody, and somebody else",
      {},
      [{ ...developer, members: 0 }, { ...reader, members: 0 }, user, { ...developer, principal: "Others" }],
      [
        "missing",
        /^nobody: all groups .*; not declared: Others \(2 members\) as Developer, the user 93-user as Admin\)$/,
      ],
    ],
    [
      "a user of a group's name",
      {},
      [reader, { ...developer, isGroup: false }],
      ["missing", "Shop team has no Developer"],
    ],
    ["one missing", {}, [developer], ["missing", "Auditors has no ReadOnly", /stack identity/]],
    ["all missing", {}, [], ["missing", "Auditors has no ReadOnly; Shop team has no Developer"]],
    [
      "groups without anybody",
      {},
      [
        { ...developer, members: 0 },
        { ...reader, members: 0 },
      ],
      ["missing", /^nobody: all groups are empty/, /Put people into the groups/],
    ],
    ["no instance", {}, undefined, ["missing", "there is no instance of IAM Identity Center", /Enable it/]],
    [
      "no identity",
      { identity: { mode: "off" } },
      [],
      ["not configured", /^nobody: the configuration has no identity/],
    ],
    ["nobody assigned", { identity: { groups: { team: {} } } }, [], ["not configured", /assigns no group/]],
  ])("%s", (_, changes, live, said) => expectRow(judgeAccess(observed(live), declaredShop(changes)), said));

  test.each<[boolean, Said]>([
    [true, ["not configured", /^nobody: the account is suspended, and the guardrail restrict-suspended denies/]],
    [false, ["ready", /^Auditors/]],
  ])("to a suspended account is denied by restrict-suspended alone: %s", (isRestricted, said) => {
    expectRow(judgeAccess(observed([developer, reader]), suspendedShop(isRestricted)), said);
  });
});

const REGIONS = ["eu-central-1", "us-east-1"] as const;
const BUS = "arn:aws:events:eu-central-1:333333333333:event-bus/acme-alerts";
const patterns = forwardedEvents(shop.zone, "us-east-1", { administersRootAccess: false });
const rule = (name: string, change: Partial<MatchingRule> = {}): MatchingRule => ({
  name,
  isEnabled: true,
  targetArns: [BUS],
  pattern: JSON.stringify(patterns.find(({ id }) => name.endsWith(id))?.pattern),
  ...change,
});
const BOTH = [rule("acme-alerts-alert-events"), rule("acme-alerts-alert-path-tampering")];
const forwarding: Forwarding = { busArn: BUS, rules: Object.fromEntries(REGIONS.map((region) => [region, BOTH])) };

/** With a changed rule for alert events in us-east-1. */
const changed = (change: Partial<MatchingRule>): Forwarding => ({
  ...forwarding,
  rules: { ...forwarding.rules, "us-east-1": BOTH.map((one, index) => (index === 0 ? { ...one, ...change } : one)) },
});

describe("the baseline", () => {
  const live: LiveBaseline = {
    passwordPolicy: { minimumLength: 14, requiresAllClasses: true, reusePrevention: 24 },
    blocksPublicAccess: true,
    forwarding,
    roles: ["rootstock-plan", "rootstock-deploy"],
  };
  const withPipeline = { baseline: { pipeline: PIPELINE } };

  test.each<[string, Partial<LandingZoneConfig>, Partial<LiveBaseline>, Said]>([
    [
      "there",
      {},
      {},
      [
        "ready",
        /^password policy, S3 public access block, event forwarding in eu-central-1 and us-east-1 \(not looked at/,
      ],
    ],
    ["with a pipeline", withPipeline, {}, ["ready", /us-east-1, rootstock-plan, rootstock-deploy/]],
    [
      "without a role",
      withPipeline,
      { roles: ["rootstock-plan"] },
      ["missing", "the role rootstock-deploy does not exist", /baseline-shop/],
    ],
    ["AWS's own passwords", {}, { passwordPolicy: undefined }, ["missing", /AWS's default password policy/]],
    ["public buckets", {}, { blocksPublicAccess: false }, ["missing", "S3 does not block public access"]],
    [
      "rules of one Region gone",
      {},
      { forwarding: { ...forwarding, rules: { "eu-central-1": BOTH } } },
      [
        "missing",
        "the rule acme-alerts-alert-events in us-east-1 does not exist; the rule acme-alerts-alert-path-tampering in us-east-1 does not exist",
      ],
    ],
    [
      "a rule that forwards elsewhere",
      {},
      { forwarding: changed({ targetArns: ["arn:x"] }) },
      ["missing", `the rule acme-alerts-alert-events in us-east-1 does not forward to ${BUS}`],
    ],
    [
      "a rule that forwards to a bus of the same name in another account",
      {},
      { forwarding: changed({ targetArns: [BUS.replace("333333333333", "999999999999")] }) },
      ["missing", /us-east-1 does not forward to/],
    ],
    [
      "a rule of an earlier version, without the test",
      {},
      { forwarding: changed({ pattern: '{"source":["aws.signin"]}' }) },
      [
        "missing",
        "the rule acme-alerts-alert-events in us-east-1 does not forward the test: apply baseline-shop",
        /baseline-shop/,
      ],
    ],
    [
      "rules while there is no security account",
      {},
      { forwarding: { ...forwarding, busArn: undefined } },
      ["missing", /us-east-1 does not forward to acme-alerts;/],
    ],
    ["off", { baseline: { mode: "off" } }, {}, ["not configured", "baseline.mode is off (set for every account)"]],
    [
      "observing, without alerts",
      { baseline: { mode: "observe" }, alerting: { mode: "off" } },
      { forwarding: undefined },
      ["not configured", /^baseline.mode is observe/],
    ],
  ])("%s", (_, changes, change, said) =>
    expectRow(judgeBaseline(observed({ ...live, ...change }), declaredShop(changes), false), said),
  );

  test("cannot be looked at while the role is not lent: it comes in a new account, and is missing in an old one", () => {
    expectRow(judgeBaseline(NO_ROLE, shop, true), ["waiting", /cannot be assumed yet$/]);
    expectRow(judgeBaseline(NO_ROLE, shop, false), ["missing", /cannot be assumed, so nobody can look$/]);
  });
});

describe("the trail", () => {
  const status = {
    isOrganizationTrail: true,
    isMultiRegion: true,
    validatesLogFiles: true,
    isLogging: true,
    latestDelivery: "2026-07-01T11:55:00.000Z",
    deliveryError: undefined,
  };
  const logFile = { key: "AWSLogs/o-1/222222222222/CloudTrail/x.json.gz", deliveredAt: "2026-07-01T11:50:00.000Z" };

  test.each<[string, TrailFacts, Said]>([
    ["on, and seen", { status, logFile }, ["ready", /has a log file of this account of 2026-07-01T11:50Z$/]],
    ["on, and not seen yet", { status, logFile: undefined }, ["waiting", /no log file of this one yet$/]],
    [
      "stopped",
      { status: { ...status, isLogging: false }, logFile },
      ["missing", "The trail is stopped: nothing is recorded", /Start logging/],
    ],
    ["somebody's own", { status: { ...status, isOrganizationTrail: false }, logFile }, ["missing", /only$/]],
    ["gone", { status: undefined, logFile: undefined }, ["missing", "The organization trail does not exist"]],
  ])("%s", (_, facts, said) => expectRow(judgeTrail(observed(facts), shop, NOW), said));

  test("that is not declared is not configured", () => {
    const without = declaredShop({ trail: { mode: "off" } });
    expectRow(judgeTrail(observed({ status, logFile }), without, NOW), ["not configured", "trail.mode is off"]);
  });
});

describe("the alert path", () => {
  const busRule = rule("acme-alerts-alert-path-test", {
    targetArns: ["arn:aws:sns:eu-central-1:3:acme-alerts-digest"],
  });
  const none: Invocations = { made: 0, failed: 0, lastAt: undefined };
  const one: Invocations = { made: 1, failed: 0, lastAt: "2026-07-01T12:00:00.000Z" };
  const BEFORE: Counts = { since: "2026-07-01T12:00:00.000Z", forwarded: {}, onBus: none };
  const ARRIVED: Counts = {
    ...BEFORE,
    forwarded: { "eu-central-1": one, "us-east-1": one },
    onBus: { ...one, made: 2 },
  };
  const SENT_TEST: SentTest = {
    id: "id-1",
    sentAt: "2026-07-01T12:00:30.000Z",
    events: REGIONS.map((region) => ({ region, error: undefined })),
    before: BEFORE,
  };
  const facts: AlertPathFacts = {
    forwarding,
    busRule,
    subscribers: 1,
    test: { sent: SENT_TEST, counts: ARRIVED },
  };
  const counted = (change: Partial<Counts>, sent: Partial<SentTest> = {}): Partial<AlertPathFacts> => ({
    test: { sent: { ...SENT_TEST, ...sent }, counts: { ...ARRIVED, ...change } },
  });
  const SENT = "test id-1 sent at 2026-07-01T12:00:30Z in eu-central-1 and us-east-1";

  test.each<[string, Partial<AlertPathFacts>, Said]>([
    [
      "all the way",
      {},
      [
        "ready",
        `${SENT}; forwarded from there; reached the bus rule (2 of 2 counted up to 2026-07-01T12:00Z, by number and not by id) and was delivered to acme-alerts-digest with 1 confirmed subscriber; whether a mail was read is theirs to say`,
      ],
    ],
    ["with others' tests in the same minute", counted({ onBus: { ...one, made: 5 } }), ["ready", /5 of 2 counted/]],
    [
      "not yet counted",
      counted({ forwarded: {}, onBus: none }),
      ["waiting", `${SENT}; not yet counted anywhere`, /a few minutes late/],
    ],
    [
      "counted before it was sent, which is another one",
      counted({}, { before: ARRIVED }),
      ["waiting", `${SENT}; not yet counted anywhere`],
    ],
    [
      "half-way",
      counted({ forwarded: { "eu-central-1": one }, onBus: one }),
      ["waiting", `${SENT}; forwarded from eu-central-1; 1 of 2 counted at the bus rule so far`],
    ],
    [
      "on the bus, and not counted as forwarded",
      counted({ forwarded: {} }),
      ["waiting", `${SENT}; not yet counted as forwarded; 2 of 2 counted at the bus rule so far`],
    ],
    [
      "to the bus in vain",
      counted({ forwarded: { "us-east-1": { ...one, failed: 1 } }, onBus: none }),
      ["missing", `${SENT}; it could not be delivered to the bus from us-east-1`, /alert-delivery/],
    ],
    [
      "to the topic in vain",
      counted({ onBus: { ...one, failed: 1 } }),
      ["missing", `${SENT}; it could not be delivered to its topic from the bus`],
    ],
    [
      "refused",
      counted({}, { events: [{ region: "us-east-1", error: "AccessDeniedException no" }] }),
      ["missing", "EventBridge refused the test in us-east-1: AccessDeniedException no"],
    ],
    ["not tried", { test: undefined }, ["waiting", /no test was sent/, /without --no-wait/]],
    ["without the rule on the bus", { busRule: undefined }, ["missing", /on the bus acme-alerts does not exist$/]],
    ["rule disabled", { busRule: { ...busRule, isEnabled: false } }, ["missing", /acme-alerts is disabled$/]],
    ["rule that tells nobody", { subscribers: undefined }, ["missing", /tells no topic acme-alerts-digest$/]],
    [
      "topic that nobody hears",
      { subscribers: 0 },
      ["missing", "not tested: the topic acme-alerts-digest has no confirmed subscriber", /confirm by the link/],
    ],
    [
      "rules gone in the account",
      { forwarding: { ...forwarding, rules: {} } },
      ["missing", /^not tested: the rule acme-alerts-alert-events in eu/],
    ],
  ])("%s", (_, change, said) => expectRow(judgeAlertPath(observed({ ...facts, ...change }), shop, false), said));

  test("ends at the topic where the team wants no digest", () => {
    const quiet = declaredShop({ alerting: { recipients: { digest: [] } } });
    expectRow(judgeAlertPath(observed({ ...facts, subscribers: 0 }), quiet, false), ["ready", /no recipient declared/]);
  });

  test.each<[Partial<LandingZoneConfig>, string]>([
    [{ alerting: { mode: "off" } }, "alerting.mode is off"],
    [{ baseline: { mode: "off" } }, "the account forwards nothing, for baseline.mode is off (set for every account)"],
  ])("%j is not configured", (changes, why) =>
    expectRow(judgeAlertPath(observed(facts), declaredShop(changes), false), ["not configured", why]),
  );
});
