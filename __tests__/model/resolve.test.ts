import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { exampleConfig, minimalConfig } from "../support/example-config";

const example = resolve(exampleConfig(), undefined).zone;
const account = (key: string) => example.accounts.find((candidate) => candidate.key === key);
const guardrail = (key: string) => example.guardrails.find((candidate) => candidate.key === key);

/** The same value with the keys of every object in reverse order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as T;
}

describe("organizational units and accounts", () => {
  test("parents come before children, siblings by key", () => {
    const keys = example.organizationalUnits.map(({ key }) => key);
    for (const unit of example.organizationalUnits) {
      if (unit.parent !== undefined) expect(keys.indexOf(unit.parent)).toBeLessThan(keys.indexOf(unit.key));
    }
    expect(example.organizationalUnits.find(({ key }) => key === "production-shop")?.lineage).toEqual([
      "workloads",
      "production",
      "production-shop",
    ]);
  });

  test("tags are inherited, the most specific wins, and the key is always there", () => {
    expect(account("shop-prod")?.tags).toEqual({
      "cost-centre": "shop",
      environment: "production",
      owner: "team-shop@acme.example",
      "rootstock:key": "shop-prod",
    });
  });

  test("a recovery entry puts the account into the Recovery OU and remembers where it is at home", () => {
    const recovery = [{ account: "shop-prod", reason: "marketplace seller registration", until: "2099-01-01" }];
    const { accounts } = resolve({ ...exampleConfig(), recovery }, undefined).zone;
    expect(accounts.find(({ key }) => key === "shop-prod")).toMatchObject({
      organizationalUnit: "recovery",
      homeUnit: "production-shop",
    });
  });
});

describe("defaults of the minimal configuration", () => {
  const { zone } = resolve(minimalConfig(), undefined);

  test("everything is enforced", () => {
    expect([zone.rootAccess, zone.trail.mode, zone.alerting.mode]).toEqual(["enforce", "enforce", "enforce"]);
    expect(zone.guardrails.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["deny-root", "deny-leave-organization", "protect-archive", "protect-trail"]),
    );
  });

  test("the archive is locked for a year and kept for seven", () => {
    expect(zone.trail).toMatchObject({ objectLock: { mode: "governance", days: 365 }, expireAfterDays: 2555 });
  });

  test("both the home Region and us-east-1 are governed", () => {
    expect(zone.governedRegions).toEqual([...new Set([zone.homeRegion, "us-east-1"])].sort());
  });

  test("alerts go to the declared contacts", () => {
    expect(zone.alerting.recipients).toEqual({
      page: [{ email: zone.contacts.security.email }],
      ticket: [{ email: zone.contacts.operations.email }],
      digest: [{ email: zone.contacts.operations.email }],
    });
  });
});

describe("guardrails keep where each attachment comes from", () => {
  test.each([
    ["deny-root", [{ target: { kind: "root" }, path: ["denyRoot", "attachTo"] }]],
    [
      "protect-archive",
      [
        {
          target: { kind: "account", key: "log-archive" },
          path: ["companionGuardrails", "protect-archive", "attachTo"],
        },
      ],
    ],
    ["restrict-suspended", [{ target: { kind: "organizational-unit", key: "suspended" } }]],
    [
      "deny-public-buckets",
      [
        {
          target: { kind: "organizational-unit", key: "workloads" },
          path: ["organizationalUnits", "workloads", "guardrails", 0],
        },
      ],
    ],
  ])("%s", (key, attachments) => {
    expect(guardrail(key)?.attachments).toMatchObject(attachments);
  });

  test("deny-root can be rolled out unit by unit", () => {
    const config: LandingZoneConfig = { ...exampleConfig(), denyRoot: { attachTo: ["workloads", "infrastructure"] } };
    const { guardrails } = resolve(config, undefined).zone;
    expect(guardrails.find(({ key }) => key === "deny-root")?.attachments.map(({ target }) => target)).toEqual([
      { kind: "organizational-unit", key: "infrastructure" },
      { kind: "organizational-unit", key: "workloads" },
    ]);
  });

  test.each(["off", "observe"] as const)("a guardrail in mode %s has no policy", (mode) => {
    const config: LandingZoneConfig = { ...exampleConfig(), companionGuardrails: { "protect-trail": { mode } } };
    expect(resolve(config, undefined).zone.guardrails.map(({ key }) => key)).not.toContain("protect-trail");
  });
});

test("the order of keys in the configuration changes nothing", () => {
  const straight = resolve(exampleConfig(), undefined);
  const backwards = resolve(reversed(exampleConfig()), undefined);
  expect({ ...backwards.zone, accounts: backwards.zone.accounts }).toEqual(straight.zone);
  expect(JSON.stringify(backwards.ledger)).toBe(JSON.stringify(straight.ledger));
});

describe("what Terraform must forget without destroying", () => {
  const known = resolve(exampleConfig(), undefined).ledger;

  test.each([
    ["an account that was released", "released", "old-account", ["old-account"]],
    ["an account that is being closed", "closing", "old-account", ["old-account"]],
    ["a guardrail that was released", "released", "old-guardrail", ["old-guardrail"]],
    ["not a guardrail that is deleted on purpose", "closing", "old-guardrail", []],
    ["a trail that was released", "released", "foundation:trail", ["foundation:trail"]],
    ["not a trail that is deleted on purpose", "closing", "foundation:trail", []],
  ] as const)("%s", (_name, list, key, expected) => {
    const ledger = {
      ...known,
      identities: {
        ...known.identities,
        "old-account": { kind: "account", state: "active", shard: 1 } as const,
        "old-guardrail": { kind: "guardrail", state: "active" } as const,
      },
    };
    const config = {
      ...exampleConfig(),
      trail: { mode: "off" } as const,
      [list]: [{ key, reason: "test" }],
    };
    expect(resolve(config, ledger).zone.forgotten.map((forgotten) => forgotten.key)).toEqual(expected);
  });
});
