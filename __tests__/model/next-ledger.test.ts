import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { Ledger } from "../../model/ledger";
import { activeIdentities, identitiesByStack, nextLedger, withAccountIds } from "../../model/next-ledger";
import { exampleConfig, minimalConfig } from "../support/example-config";

const config = minimalConfig();
const first = nextLedger(config, undefined);

/** The minimal configuration with as many more accounts in one unit. */
function withAccounts(count: number): LandingZoneConfig {
  const accounts = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const key = `app-${String(index).padStart(3, "0")}`;
      return [key, { email: `aws+${key}@acme.example` }];
    }),
  );
  return {
    ...config,
    organizationalUnits: { ...config.organizationalUnits, apps: { name: "Apps", accounts } },
  };
}

describe("nextLedger", () => {
  test("records every key that the configuration declares, and nothing else", () => {
    expect(Object.keys(first.identities).sort()).toEqual([...activeIdentities(config).keys()].sort());
    expect(first).toMatchObject({ version: 1, managementAccountId: config.managementAccount.id });
  });

  test("settles: the same configuration gives the same ledger", () => {
    expect(nextLedger(config, first)).toEqual(first);
    expect(JSON.stringify(nextLedger(config, first))).toBe(JSON.stringify(first));
  });

  test("fills a shard with 50 accounts and then the next, by key", () => {
    const { identities } = nextLedger(withAccounts(120), undefined);
    const shards = Object.values(identities).flatMap(({ shard }) => (shard === undefined ? [] : [shard]));
    expect(shards.filter((shard) => shard === 1)).toHaveLength(50);
    expect(shards.filter((shard) => shard === 2)).toHaveLength(50);
    expect(shards.filter((shard) => shard === 3)).toHaveLength(22);
  });

  test("never moves a known account to another shard", () => {
    const before = nextLedger(withAccounts(60), undefined);
    const after = nextLedger(withAccounts(120), before);
    for (const [key, { shard }] of Object.entries(before.identities)) expect(after.identities[key]?.shard).toBe(shard);
  });

  test.each([
    ["closing", { closing: [{ key: "gone", reason: "merged" }] }],
    ["released", { released: [{ key: "gone", reason: "sold" }] }],
  ] as const)("keeps a key taken out as %s, with its e-mail address", (state, taken) => {
    const known: Ledger = {
      ...first,
      identities: {
        ...first.identities,
        gone: { kind: "account", state: "active", shard: 1, email: "aws+gone@acme.example" },
      },
    };
    const { gone } = nextLedger({ ...config, ...taken }, known).identities;
    expect(gone).toMatchObject({ state, email: "aws+gone@acme.example", reason: expect.any(String) });
  });

  test("a renamed account keeps its shard and id, and its old key is remembered", () => {
    const known = withAccountIds(
      {
        ...first,
        identities: {
          ...first.identities,
          old: { kind: "account", state: "active", shard: 7, email: "aws+app@acme.example" },
        },
      },
      { old: "333333333333" },
    );
    const renamed: LandingZoneConfig = {
      ...config,
      organizationalUnits: {
        ...config.organizationalUnits,
        apps: { name: "Apps", accounts: { new: { email: "aws+app@acme.example" } } },
      },
      moved: [{ from: "old", to: "new" }],
    };
    const { identities } = nextLedger(renamed, known);
    expect(identities.new).toMatchObject({ state: "active", shard: 7, accountId: "333333333333" });
    expect(identities.old).toMatchObject({ state: "moved", successor: "new" });
    expect(nextLedger(renamed, nextLedger(renamed, known))).toEqual(nextLedger(renamed, known));
  });

  const withShop = (email: string, unit: "apps" | "suspended" = "apps"): LandingZoneConfig => ({
    ...config,
    organizationalUnits: {
      ...config.organizationalUnits,
      apps: { name: "Apps" },
      suspended: { name: "Suspended", purpose: "suspended" },
      [unit]: {
        ...(unit === "apps" ? { name: "Apps" } : { name: "Suspended", purpose: "suspended" }),
        organizationalUnits: { inner: { name: "Inner", accounts: { shop: { email } } } },
      },
    },
  });

  test.each<[name: string, addresses: readonly string[], former: readonly string[] | undefined]>([
    ["one address", ["a"], undefined],
    ["the same in another case", ["a", "A"], undefined],
    ["another", ["a", "B"], ["a"]],
    ["others, one after the other", ["c", "A", "b"], ["c", "a"]],
    ["its former one again", ["a", "b", "a"], ["b"]],
    ["its former one, and then another", ["a", "b", "a", "c"], ["b", "a"]],
  ])("remembers the former addresses of an account that gets %s", (_, addresses, former) => {
    const ledger = addresses.reduce<Ledger | undefined>(
      (known, name) => nextLedger(withShop(`aws+${name}@acme.example`), known),
      undefined,
    );
    expect(ledger?.identities.shop?.email).toBe(`aws+${addresses.at(-1)?.toLowerCase()}@acme.example`);
    expect(ledger?.identities.shop?.formerEmails).toEqual(former?.map((name) => `aws+${name}@acme.example`));
  });

  test("former addresses go along with a renamed key, and stay when the account is gone", () => {
    const before = nextLedger(withShop("aws+b@acme.example"), nextLedger(withShop("aws+a@acme.example"), undefined));
    const accounts = { store: { email: "aws+c@acme.example" } };
    const renamed: LandingZoneConfig = {
      ...config,
      organizationalUnits: { ...config.organizationalUnits, apps: { name: "Apps", accounts } },
      moved: [{ from: "shop", to: "store" }],
    };
    const formerEmails = ["aws+a@acme.example", "aws+b@acme.example"];
    const after = nextLedger(renamed, before);
    expect(after.identities.store).toMatchObject({ email: "aws+c@acme.example", formerEmails });
    const released = nextLedger({ ...config, released: [{ key: "store", reason: "sold" }] }, after);
    expect(released.identities.store).toMatchObject({ email: "aws+c@acme.example", formerEmails });
  });

  test("knows whether an account is suspended, as long as it is", () => {
    const email = "aws+shop@acme.example";
    const suspended = nextLedger(withShop(email, "suspended"), nextLedger(withShop(email), undefined));
    expect(suspended.identities.shop).toMatchObject({ suspended: true });
    expect(nextLedger(withShop(email), suspended).identities.shop).not.toHaveProperty("suspended");
  });
});

describe("activeIdentities", () => {
  test.each([
    ["an enforced built-in guardrail", {}, "deny-root", true],
    ["one that is switched off", { denyRoot: { mode: "off" } }, "deny-root", false],
    ["one that only observes", { denyRoot: { mode: "observe" } }, "deny-root", false],
    ["the trail", {}, "foundation:trail", true],
    ["no trail", { trail: { mode: "off" } }, "foundation:trail", false],
    ["deny-root at the root", {}, "foundation:deny-root-at-root", true],
    ["deny-root at the root, said so", { denyRoot: { attachTo: "root" } }, "foundation:deny-root-at-root", true],
    ["deny-root on units only", { denyRoot: { attachTo: ["security"] } }, "foundation:deny-root-at-root", false],
    ["no deny-root", { denyRoot: { mode: "off" } }, "foundation:deny-root-at-root", false],
    ["central root access", {}, "foundation:central-root-access", true],
    ["no central root access", { rootAccess: { mode: "off" } }, "foundation:central-root-access", false],
  ] as const)("%s", (_, change, key, expected) => {
    expect(activeIdentities({ ...config, ...change }).has(key)).toBe(expected);
  });
});

test("every identity of the example belongs to the tripwire of one stack", () => {
  const ledger = nextLedger(exampleConfig(), undefined);
  const byStack = identitiesByStack(ledger);
  expect(Object.keys(byStack).sort()).toEqual([
    "accounts-1",
    "guardrails",
    "identity",
    "log-archive",
    "monitoring",
    "organization",
    "security",
  ]);
  expect(Object.values(byStack).flat()).toHaveLength(Object.keys(ledger.identities).length);
});
