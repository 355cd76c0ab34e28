import { describe, expect, test } from "@jest/globals";
import { LOG_GROUP_RETENTION_DAYS } from "../../../catalogue/log-group-retention";
import { REGIONS } from "../../../catalogue/regions";
import type { LandingZoneConfig, OrganizationalUnitsConfig, PolicyStatementConfig } from "../../../model/config";
import type { Identity, Ledger } from "../../../model/ledger";
import { namesOf } from "../../../model/names";
import { nextLedger } from "../../../model/next-ledger";
import { problemsOf, TODAY } from "../../support/checked";
import { exampleConfig, minimalConfig } from "../../support/example-config";

const minimal = minimalConfig();
function shopWith(email: string): LandingZoneConfig {
  return withUnits({ apps: { name: "Apps", accounts: { shop: { email } } } });
}

const DENY: PolicyStatementConfig = { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };

function withUnits(units: OrganizationalUnitsConfig): LandingZoneConfig {
  return minimalConfig({ organizationalUnits: { ...minimal.organizationalUnits, ...units } });
}

function ledgerWith(identities: Readonly<Record<string, Identity>>): Ledger {
  const ledger = nextLedger(minimal, undefined);
  return { ...ledger, identities: { ...ledger.identities, ...identities } };
}

function nested(depth: number, level = 1): OrganizationalUnitsConfig {
  const below = level < depth ? { organizationalUnits: nested(depth, level + 1) } : {};
  return { [`level-${level}`]: { name: "Same name", ...below } };
}

describe("what is allowed at the edge of a rule", () => {
  const cases: readonly (readonly [string, LandingZoneConfig])[] = [
    ["five levels, parent and child of one name", withUnits(nested(5))],
    [
      "as many units as the quota",
      { ...withUnits(nested(3)), quotas: { "organizational-unit-count": { value: 6, reason: "lowered" } } },
    ],
    [
      "cousins of one name",
      withUnits({
        a: { name: "A", organizationalUnits: { "a-prod": { name: "Prod" } } },
        b: { name: "B", organizationalUnits: { "b-prod": { name: "Prod" } } },
      }),
    ],
    [
      "an address without a plus tag in an allowed domain",
      withUnits({ a: { name: "A", accounts: { shop: { email: "shop@acme.example" } } } }),
    ],
    [
      "a suspended unit below another",
      minimalConfig({
        organizationalUnits: {
          ...minimal.organizationalUnits,
          suspended: { name: "A", organizationalUnits: { inner: { name: "Inner", purpose: "suspended" } } },
        },
      }),
    ],
    [
      "an opt-in Region that is governed",
      minimalConfig({ governedRegions: ["eu-central-1", "us-east-1", "eu-south-1"] }),
    ],
    ["us-east-1 for home", minimalConfig({ homeRegion: "us-east-1", governedRegions: ["us-east-1"] })],
    [
      "custody in two hands, each with one half of both pairs",
      minimalConfig({ custody: { mailbox: "Platform", phone: "Security", password: "Platform", mfa: "Security" } }),
    ],
    [
      "recovery on its last day",
      minimalConfig({ recovery: [{ account: "log-archive", reason: "drill", until: TODAY }] }),
    ],
    ["a teardown on its last day", minimalConfig({ teardown: { stacks: ["security"], reason: "test", until: TODAY } })],
    [
      "compliance mode with the words",
      minimalConfig({
        trail: {
          objectLock: {
            mode: "compliance",
            days: 2555,
            acknowledgement: "locked objects cannot be deleted by anyone, root included, until the lock runs out",
          },
          expireAfterDays: 2556,
        },
      }),
    ],
    [
      "50 tags with those of Rootstock, and a tag that replaces an inherited one",
      {
        ...withUnits({
          a: {
            name: "A",
            accounts: {
              shop: {
                email: "shop@acme.example",
                tags: Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`tag-${index}`, "caf\u00e9 1+1=2"])),
              },
            },
          },
        }),
        tags: { "tag-0": "" },
      },
    ],
    [
      "required tags from every level and from the owner",
      {
        ...withUnits({
          security: {
            ...minimal.organizationalUnits.security,
            name: "Security",
            tags: { unit: "1" },
            accounts: {
              "log-archive": { email: "aws+log-archive@acme.example", owner: "o@acme.example", tags: { own: "1" } },
              "security-tooling": { email: "aws+tooling@acme.example", owner: "o@acme.example", tags: { own: "1" } },
            },
          },
        }),
        tags: { top: "1" },
        requiredAccountTags: ["top", "unit", "own", "owner"],
      },
    ],
    [
      "guardrails of both types, with every form of statement",
      minimalConfig({
        guardrails: {
          service: {
            name: "Service guardrail",
            reason: "x",
            statements: [
              { ...DENY, Sid: "One" },
              { Effect: "Deny", NotAction: ["s3:Get*", "*"], NotResource: ["arn:aws:s3:::a"] },
            ],
          },
          resource: { reason: "x", policyType: "rcp", statements: [{ ...DENY, Action: ["s3:*"], Principal: "*" }] },
        },
        rootGuardrails: ["service", "resource"],
      }),
    ],
    [
      "one recipient for several severities, chat and an S3 backend",
      minimalConfig({
        alerting: {
          recipients: {
            page: [{ email: "a@acme.example" }, { httpsFromParameter: "/pager" }, { httpsFromVariable: "pager" }],
            ticket: [{ email: "a@acme.example" }],
          },
          chat: { slackWorkspaceId: "T012ABCDEFG", slackChannelId: "C012ABCDEFG", severities: ["page"] },
        },
        backend: { type: "s3", bucket: "acme-states", region: "eu-central-1" },
      }),
    ],
    [
      "reserved slots",
      { ...withUnits({ a: { name: "A", reservedPolicySlots: { scp: 3 } } }), reservedPolicySlots: { rcp: 0 } },
    ],
  ];

  test.each(cases)("%s", (_, config) => {
    expect(problemsOf(config)).toEqual([]);
  });

  test.each(LOG_GROUP_RETENTION_DAYS)("a log group that keeps events for %i days", (logGroupRetentionDays) => {
    expect(problemsOf(minimalConfig({ trail: { logGroupRetentionDays } }))).toEqual([]);
  });
});

describe("what the ledger allows", () => {
  const gone: Identity = { kind: "account", state: "active", shard: 1, email: "aws+gone@acme.example" };
  const oldUnit: Identity = { kind: "organizational-unit", state: "active", parent: "root" };
  const accounts = { shop: { email: "aws+gone@acme.example" } };
  const renamedAccount = withUnits({ apps: { name: "Apps", accounts } });

  const cases: readonly (readonly [string, LandingZoneConfig, Ledger])[] = [
    ["nothing changed", exampleConfig(), nextLedger(exampleConfig(), undefined)],
    [
      "more than before",
      exampleConfig({ managementAccount: minimal.managementAccount }),
      nextLedger(minimal, undefined),
    ],
    ["a renamed account", { ...renamedAccount, moved: [{ from: "gone", to: "shop" }] }, ledgerWith({ gone })],
    [
      "a renamed account whose entry is still there after it was applied",
      { ...renamedAccount, moved: [{ from: "gone", to: "shop" }] },
      ledgerWith({ gone: { ...gone, state: "moved", successor: "shop" }, shop: gone }),
    ],
    [
      "a renamed account whose entry was taken out",
      renamedAccount,
      ledgerWith({ gone: { ...gone, state: "moved", successor: "shop" }, shop: gone }),
    ],
    [
      "a closed account that was suspended before",
      minimalConfig({ closing: [{ key: "gone", reason: "merged" }] }),
      ledgerWith({ gone: { ...gone, suspended: true } }),
    ],
    [
      "an account that takes its former address back",
      shopWith("aws+first@acme.example"),
      ledgerWith({ shop: { ...gone, email: "aws+second@acme.example", formerEmails: ["aws+first@acme.example"] } }),
    ],
    [
      "an account that is renamed and takes its former address back",
      { ...shopWith("aws+first@acme.example"), moved: [{ from: "gone", to: "shop" }] },
      ledgerWith({ gone: { ...gone, formerEmails: ["aws+first@acme.example"] } }),
    ],
    [
      "a closed account whose entry is still there after it was applied",
      minimalConfig({ closing: [{ key: "gone", reason: "merged" }] }),
      ledgerWith({ gone: { ...gone, state: "closing" } }),
    ],
    ["a released account, long ago", minimal, ledgerWith({ gone: { ...gone, state: "released" } })],
    [
      "an account in another unit",
      withUnits({
        security: { name: "Security", accounts: { "log-archive": { email: "aws+log-archive@acme.example" } } },
        tooling: {
          name: "Tooling",
          accounts: { "security-tooling": { email: "aws+security-tooling@acme.example" } },
        },
      }),
      ledgerWith({}),
    ],
    [
      "a renamed unit with a unit below it",
      {
        ...withUnits({ apps: { name: "Apps", organizationalUnits: { inner: { name: "Inner" } } } }),
        moved: [{ from: "old", to: "apps" }],
      },
      ledgerWith({ old: oldUnit, inner: { ...oldUnit, parent: "old" } }),
    ],
    [
      "a unit below one that was renamed twice, long ago",
      withUnits({ apps: { name: "Apps", organizationalUnits: { inner: { name: "Inner" } } } }),
      ledgerWith({
        old: { ...oldUnit, state: "moved", successor: "middle" },
        middle: { ...oldUnit, state: "moved", successor: "apps" },
        apps: oldUnit,
        inner: { ...oldUnit, parent: "old" },
      }),
    ],
    [
      "a built-in guardrail and central root access switched off with a word",
      minimalConfig({
        companionGuardrails: { "protect-trail": { mode: "off" } },
        rootAccess: { mode: "off" },
        closing: [
          { key: "protect-trail", reason: "another tool does it" },
          { key: "foundation:central-root-access", reason: "another tool does it" },
        ],
      }),
      ledgerWith({}),
    ],
    [
      "a built-in guardrail switched on again",
      minimal,
      ledgerWith({ "protect-trail": { kind: "guardrail", state: "closing", reason: "another tool did it" } }),
    ],
  ];

  test.each(cases)("%s", (_, config, ledger) => {
    expect(problemsOf(config, ledger)).toEqual([]);
  });

  test("an account that cannot be read is not taken for gone, and references to it hold", () => {
    const broken = JSON.parse(JSON.stringify(minimal).replace('"email":"aws+log-archive@acme.example"', '"email":7'));
    expect(problemsOf(broken, ledgerWith({}))).toEqual([
      'organizationalUnits.security.accounts["log-archive"].email: schema',
    ]);
  });
});

test("the names of buckets fit into 63 characters for the longest name and every Region", () => {
  const name = `a${"x".repeat(19)}`;
  expect(problemsOf(minimalConfig({ name }))).toEqual([]);
  for (const homeRegion of Object.keys(REGIONS) as (keyof typeof REGIONS)[]) {
    const { archiveBucket, accessLogsBucket } = namesOf({
      name,
      partition: "aws",
      homeRegion,
      managementAccount: minimal.managementAccount,
    });
    expect(Math.max(archiveBucket.length, accessLogsBucket.length)).toBeLessThanOrEqual(63);
  }
});
