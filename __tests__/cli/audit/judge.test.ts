import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Declaration } from "../../../cli/audit/check";
import type {
  Evidence,
  LiveAlarm,
  LiveAlertBus,
  LiveRule,
  LiveTrailStatus,
  RootUser,
} from "../../../cli/audit/evidence";
import { CHECKS } from "../../../cli/audit/finding";
import { judge } from "../../../cli/audit/judge";
import type { LandingZone } from "../../../model/landing-zone";
import { bareRoot, declaration, evidence, observed, tree, withRoot, zone } from "./recorded-evidence";

const TODAY = "2026-07-01";

test("what is as it was declared makes no finding", () => {
  expect(judge(evidence, declaration, TODAY)).toEqual([]);
});

test("every check has a section in the runbooks", () => {
  const runbooks = readFileSync(path.join(__dirname, "..", "..", "..", "docs", "runbooks.md"), "utf8");
  const sections = [...runbooks.matchAll(/^## (\S+)$/gm)].map(([, section]) => section);
  expect(sections).toEqual(expect.arrayContaining(Object.values(CHECKS)));
});

interface Case {
  readonly name: string;
  readonly change: Partial<Evidence>;
  /** `account: check` of every finding. */
  readonly finds: readonly string[];
  readonly says?: RegExp;
  readonly remedy?: RegExp;
}

const root = (key: string, change: Partial<RootUser>): Partial<Evidence> =>
  withRoot(key, observed({ ...bareRoot, ...change }));

const trail = (change: Partial<LiveTrailStatus>): Partial<Evidence> => ({
  trail:
    evidence.trail.kind === "observed" && evidence.trail.value !== undefined
      ? observed({ ...evidence.trail.value, ...change })
      : evidence.trail,
});

const firstAlarm = (change: Partial<LiveAlarm>): Partial<Evidence> => ({
  alarms:
    evidence.alarms.kind === "observed"
      ? observed(evidence.alarms.value.map((alarm, index) => (index === 0 ? { ...alarm, ...change } : alarm)))
      : evidence.alarms,
});

const bus = evidence.alertBus.kind === "observed" ? evidence.alertBus.value : undefined;
if (bus?.rules === undefined) throw new Error("the evidence has no bus");
const rules = bus.rules;

const alertBus = (change: Partial<LiveAlertBus>): Partial<Evidence> => ({ alertBus: observed({ ...bus, ...change }) });

const firstRule = (change: Partial<LiveRule>): Partial<Evidence> =>
  alertBus({ rules: rules.map((rule, index) => (index === 0 ? { ...rule, ...change } : rule)) });

const denyRoot = (content: string, targetIds: readonly string[]): Partial<Evidence> => ({
  denyRoot: observed({ content, targetIds }),
});

const CONTENT = evidence.denyRoot.kind === "observed" ? (evidence.denyRoot.value?.content ?? "") : "";

const placed = (key: string, parentId: string, state = "ACTIVE"): Partial<Evidence> => ({
  tree: observed({
    ...tree,
    accounts: tree.accounts.map((account) => (account.name === key ? { ...account, parentId, state } : account)),
  }),
});

const inRecovery = placed("shop", "ou-r00t-recovery");

const cases: readonly Case[] = [
  {
    name: "a member's password with MFA",
    change: root("shop", { hasPassword: true, mfaDevices: ["virtual"] }),
    finds: ["shop: root-password"],
    remedy: /--fix root-credentials/,
  },
  {
    name: "a member's password without MFA",
    change: root("shop", { hasPassword: true }),
    finds: ["shop: root-password", "shop: root-mfa"],
  },
  {
    name: "a member's key",
    change: root("shop", { accessKeys: 2 }),
    finds: ["shop: root-access-keys"],
    says: /2 access keys$/,
  },
  {
    name: "a member's certificate",
    change: root("shop", { signingCertificates: 1 }),
    finds: ["shop: root-certificates"],
  },
  {
    name: "management without MFA",
    change: root("acme-management", { hasPassword: true }),
    finds: ["acme-management: root-mfa"],
    remedy: /custodians/,
  },
  {
    name: "management with virtual MFA only",
    change: root("acme-management", { hasPassword: true, mfaDevices: ["virtual"] }),
    finds: ["acme-management: root-mfa"],
    says: /virtual MFA only/,
  },
  {
    name: "management's key",
    change: root("acme-management", { hasPassword: true, mfaDevices: ["hardware"], accessKeys: 1 }),
    finds: ["acme-management: root-access-keys"],
    remedy: /no central action can/,
  },
  {
    name: "used 90 days ago",
    change: root("shop", { lastUsed: "2026-04-02T23:59:00.000Z" }),
    finds: ["shop: root-use"],
  },
  { name: "used 91 days ago", change: root("shop", { lastUsed: "2026-04-01T23:59:00.000Z" }), finds: [] },
  {
    name: "a denied audit session",
    change: withRoot("shop", { kind: "denied", permission: "sts:AssumeRoot" }),
    finds: ["shop: root-password"],
    says: /^Could not check: needs sts:AssumeRoot, which the caller lacks$/,
  },
  { name: "one feature off", change: { features: observed(["RootSessions"]) }, finds: ["organization: root-features"] },
  { name: "no deny-root", change: { denyRoot: observed(undefined) }, finds: ["organization: deny-root"] },
  {
    name: "deny-root detached",
    change: denyRoot(CONTENT, []),
    finds: ["organization: deny-root"],
    says: /organization root/,
  },
  {
    name: "deny-root without Null",
    change: denyRoot(CONTENT.replace('"Null":{"aws:AssumedRoot":"true"},', ""), ["r-r00t"]),
    finds: ["organization: deny-root"],
    says: /not what the configuration declares/,
  },
  {
    name: "deny-root in another layout",
    change: denyRoot(JSON.stringify(JSON.parse(CONTENT), undefined, 2), ["r-r00t"]),
    finds: [],
  },
  { name: "deny-root that is no JSON", change: denyRoot("{", ["r-r00t"]), finds: ["organization: deny-root"] },
  {
    name: "SCPs disabled",
    change: { tree: observed({ ...tree, isScpEnabled: false }) },
    finds: ["organization: deny-root"],
  },
  {
    name: "a declared account that is not there",
    change: { tree: observed({ ...tree, accounts: tree.accounts.filter(({ name }) => name !== "shop") }) },
    finds: ["shop: accounts"],
  },
  { name: "a closed account", change: placed("shop", "ou-r00t-suspended", "SUSPENDED"), finds: ["shop: accounts"] },
  {
    name: "an undeclared stay in Recovery",
    change: inRecovery,
    finds: ["shop: recovery"],
    says: /more than the 90 days/,
  },
  {
    name: "an undeclared stay since a known time",
    change: { ...inRecovery, recoveryMoves: observed({ [idOf("shop")]: "2026-06-30T08:00:00.000Z" }) },
    finds: ["shop: recovery"],
    says: /since 2026-06-30T08:00/,
  },
  {
    name: "IAM's default password policy",
    change: { passwordPolicy: observed(undefined) },
    finds: ["acme-management: password-policy"],
  },
  {
    name: "a weak password policy",
    change: { passwordPolicy: observed({ minimumLength: 13, requiresAllClasses: false, reusePrevention: 23 }) },
    finds: Array.from({ length: 3 }, () => "acme-management: password-policy"),
  },
  {
    name: "a contact that is missing, and one that is somebody else",
    change: {
      accounts: evidence.accounts.map((account) =>
        account.key === "shop"
          ? {
              ...account,
              contacts: observed({
                ...zone.contacts,
                billing: undefined,
                security: { ...zone.contacts.security, email: "mallory@evil.example" },
              }),
            }
          : account,
      ),
    },
    finds: ["shop: contacts", "shop: contacts"],
  },
  { name: "no trail", change: { trail: observed(undefined) }, finds: ["organization: trail"] },
  {
    name: "a stopped trail",
    change: trail({ isLogging: false, latestDelivery: "2026-01-01T00:00:00.000Z" }),
    finds: ["organization: trail"],
    says: /stopped/,
  },
  { name: "delivery 24 hours ago", change: trail({ latestDelivery: "2026-06-30T12:00:00.000Z" }), finds: [] },
  {
    name: "delivery longer ago",
    change: trail({ latestDelivery: "2026-06-30T11:59:00.000Z" }),
    finds: ["organization: trail"],
  },
  { name: "never delivered", change: trail({ latestDelivery: undefined }), finds: ["organization: trail"] },
  {
    name: "a delivery error",
    change: trail({ deliveryError: "AccessDenied" }),
    finds: ["organization: trail"],
    says: /AccessDenied/,
  },
  {
    name: "a trail that covers little",
    change: trail({ isOrganizationTrail: false, isMultiRegion: false, validatesLogFiles: false }),
    finds: Array.from({ length: 3 }, () => "organization: trail"),
  },
  {
    name: "an alarm that is not there",
    change: firstAlarm({ name: "other" }),
    finds: ["organization: alarms"],
    says: /does not exist/,
  },
  {
    name: "an alarm with disabled actions",
    change: firstAlarm({ hasActionsEnabled: false }),
    finds: ["organization: alarms"],
  },
  { name: "an alarm that tells nobody", change: firstAlarm({ topicArns: [] }), finds: ["organization: alarms"] },
  {
    name: "a topic without confirmed subscriber",
    change: { subscribers: { "arn:aws:sns:eu-central-1:111111111111:acme-alerts-page": observed(0) } },
    finds: ["organization: subscribers"],
    says: /nobody hears of .*acme-alerts-root-usage/,
  },
  {
    name: "a rule on the bus that is not there",
    change: firstRule({ name: "other" }),
    finds: ["security-tooling: alert-rules"],
    says: /^The rule acme-alerts-root-sign-in does not exist$/,
    remedy: /Apply the security stack/,
  },
  {
    name: "a rule on the bus that is disabled",
    change: firstRule({ isEnabled: false }),
    finds: ["security-tooling: alert-rules"],
    says: /root-sign-in is disabled$/,
  },
  {
    name: "a rule on the bus without a target",
    change: firstRule({ targetArns: [] }),
    finds: ["security-tooling: alert-rules"],
    says: /does not tell the topic acme-alerts-page$/,
  },
  {
    name: "a rule on the bus that tells a topic of another severity",
    change: firstRule({ targetArns: ["arn:aws:sns:eu-central-1:222222222221:acme-alerts-digest"] }),
    finds: ["security-tooling: alert-rules"],
  },
  {
    name: "no bus at all",
    change: alertBus({ rules: undefined }),
    finds: ["security-tooling: alert-rules"],
    says: /^The bus acme-alerts does not exist/,
  },
  {
    name: "topics of the security account without confirmed subscriber, or gone",
    change: alertBus({ subscribers: { "acme-alerts-page": 0, "acme-alerts-digest": 0 } }),
    finds: Array.from({ length: 3 }, () => "security-tooling: subscribers"),
    says: /nobody hears of root-sign-in, .*recovery-move$/,
    remedy: /confirm the subscription/,
  },
  {
    name: "a role in the security account that the caller may not assume",
    change: { alertBus: { kind: "denied", permission: "sts:AssumeRole" } },
    finds: ["security-tooling: alert-rules"],
    says: /needs sts:AssumeRole/,
  },
  {
    name: "a call that failed",
    change: { alarms: { kind: "failed", permission: "cloudwatch:DescribeAlarms", message: "socket hang up" } },
    finds: ["organization: alarms"],
    says: /needs cloudwatch:DescribeAlarms, which failed: socket hang up/,
  },
];

function idOf(name: string): string {
  return tree.accounts.find((account) => account.name === name)?.id ?? "";
}

test.each(cases)("$name", ({ change, finds, says, remedy }) => {
  const findings = judge({ ...evidence, ...change }, declaration, TODAY);
  expect(findings.map(({ account, check }) => `${account}: ${check}`)).toEqual(finds);
  if (says !== undefined) expect(findings[0]?.message).toMatch(says);
  if (remedy !== undefined) expect(findings[0]?.remedy).toMatch(remedy);
  for (const finding of findings) {
    expect(finding.remedy).toMatch(/\.$/);
    expect(finding.runbook).toMatch(/runbooks\.md#[a-z-]+$/);
  }
});

describe("a declared stay in the Recovery OU", () => {
  const stay = (until: string): Declaration => ({ zone, recovery: [{ account: "shop", reason: "drill", until }] });

  test.each([
    ["2026-07-01", []],
    ["2026-06-30", ["shop: recovery"]],
  ] as const)("until %s", (until, finds) => {
    const findings = judge({ ...evidence, ...inRecovery }, stay(until), TODAY);
    expect(findings.map(({ account, check }) => `${account}: ${check}`)).toEqual(finds);
  });
});

describe("what the configuration leaves out is a finding, not a pass", () => {
  const cases: readonly (readonly [string, Partial<LandingZone>, string])[] = [
    ["central root access", { rootAccess: "observe" }, "root-features"],
    ["deny-root", { guardrails: [] }, "deny-root"],
    ["the trail", { trail: { ...zone.trail, mode: "off" } }, "trail"],
    ["the alerts", { alerting: { ...zone.alerting, mode: "off" } }, "alarms"],
  ];

  test.each(cases)("%s", (_, change, check) => {
    const findings = judge(evidence, { zone: { ...zone, ...change }, recovery: [] }, TODAY);
    expect(findings.map((finding) => finding.check)).toEqual([check]);
  });
});
