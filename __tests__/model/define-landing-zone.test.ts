import { describe, expect, test } from "@jest/globals";
import { defineLandingZone } from "../../model/define-landing-zone";
import { problemsOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";

// The compiler checks this file: a mistake below that it does not find makes the expectation an error.

const { managementAccount, rootEmail, contacts } = minimalConfig();
const base = {
  name: "acme",
  homeRegion: "eu-central-1",
  managementAccount,
  rootEmail,
  contacts,
  services: { logArchive: "log-archive", security: "tooling" },
} as const;

const units = {
  security: {
    name: "Security",
    accounts: {
      "log-archive": { email: "aws+log-archive@acme.example" },
      tooling: { email: "aws+tooling@acme.example" },
    },
    organizationalUnits: { inner: { name: "Inner", accounts: { deep: { email: "aws+deep@acme.example" } } } },
  },
  recovery: { name: "Recovery", purpose: "recovery" },
} as const;

const guardrails = {
  mine: { reason: "Nobody needs it.", statements: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }] },
} as const;

const holds = { reason: "seller registration", until: "2026-07-01" };

describe("what the compiler accepts is accepted at run time", () => {
  test("references to accounts, units and guardrails at any depth", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: { ...units, apps: { name: "Apps", guardrails: ["mine"] } },
      guardrails,
      rootGuardrails: ["mine"],
      denyRoot: { attachTo: ["security", "inner", "apps"] },
      recovery: [{ account: "deep", ...holds }],
      proofs: [
        { account: "deep", principal: "long-term-root", action: "*", expect: "allow" },
        { account: "*", principal: "arn:aws:iam::111111111111:role/admin", action: "s3:*", expect: "allow" },
      ],
    });
    expect(problemsOf(config)).toEqual([]);
  });

  test("kinds of accounts, with guardrails and modules", () => {
    const config = defineLandingZone({
      ...base,
      guardrails,
      accountKinds: {
        sandbox: { guardrails: ["mine"], expireWithinDays: 30 },
        workload: { modules: { deployment: { module: "any", inputs: { services: ["s3"] } } } },
      },
      organizationalUnits: {
        ...units,
        apps: {
          name: "Apps",
          modules: { deployment: { inputs: { repository: "acme/x", more: { deep: [1] } } } },
          accounts: {
            shop: { email: "aws+shop@acme.example", kind: "workload" },
            pay: { email: "aws+pay@acme.example", kind: "workload", modules: { deployment: false } },
          },
        },
      },
    });
    expect(problemsOf(config)).toEqual([]);
  });

  test("a tree whose keys are computed", () => {
    const accounts = Object.fromEntries(["one", "two"].map((key) => [key, { email: `aws+${key}@acme.example` }]));
    const config = defineLandingZone({
      ...base,
      services: { logArchive: "one", security: "two" },
      organizationalUnits: { apps: { name: "Apps", accounts }, recovery: { name: "Recovery", purpose: "recovery" } },
    });
    expect(problemsOf(config)).toEqual([]);
  });
});

describe("what the compiler refuses is refused at run time", () => {
  test("an account that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is log-archive
      services: { logArchive: "log-archiv", security: "tooling" },
      organizationalUnits: units,
    });
    expect(problemsOf(config)).toEqual(["services.logArchive: unknown-account"]);
  });

  test("a unit where an account is meant", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error inner is a unit
      recovery: [{ account: "inner", ...holds }],
    });
    expect(problemsOf(config)).toEqual(["recovery[0].account: unknown-account"]);
  });

  test("a proof about an account that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error the key is deep
      proofs: [{ account: "depe", principal: "long-term-root", action: "*", expect: "deny" }],
    });
    expect(problemsOf(config)).toEqual(["proofs[0].account: unknown-account"]);
  });

  test("a unit that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error there is no unit of that key
      companionGuardrails: { "protect-trail": { attachTo: ["workloads"] } },
    });
    expect(problemsOf(config)).toEqual(['companionGuardrails["protect-trail"].attachTo[0]: unknown-unit']);
  });

  test("a guardrail that does not exist, on a unit", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is mine
      organizationalUnits: { ...units, apps: { name: "Apps", guardrails: ["mien"] } },
      guardrails,
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.guardrails[0]: unknown-guardrail"]);
  });

  test("a guardrail that does not exist, at the root", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      guardrails,
      // @ts-expect-error the key is mine
      rootGuardrails: ["mien"],
    });
    expect(problemsOf(config)).toEqual(["rootGuardrails[0]: unknown-guardrail"]);
  });

  test("a built-in guardrail that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error it is called protect-trail
      companionGuardrails: { "protect-trial": { mode: "observe" } },
    });
    expect(problemsOf(config)).toEqual(['companionGuardrails["protect-trial"]: unknown-key']);
  });

  test("a Region that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error it is called eu-central-1
      homeRegion: "eu-centrl-1",
      organizationalUnits: units,
    });
    expect(problemsOf(config)).toEqual(["homeRegion: schema"]);
  });

  test("a setting that does not exist, at the top", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error it is called alerting
      alertng: {},
    });
    expect(problemsOf(config)).toEqual(["alertng: unknown-key"]);
  });

  test("a setting that does not exist, in a unit inside a unit", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: {
        ...units,
        // @ts-expect-error it is called purpose
        apps: { name: "Apps", organizationalUnits: { shop: { name: "Shop", purpos: "suspended" } } },
      },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.organizationalUnits.shop.purpos: unknown-key"]);
  });

  test("a setting that does not exist, in an account", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: {
        ...units,
        // @ts-expect-error it is called owner
        apps: { name: "Apps", accounts: { shop: { email: "aws+shop@acme.example", ownr: "x" } } },
      },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.accounts.shop.ownr: unknown-key"]);
  });

  test("an account without an e-mail address", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the address is required
      organizationalUnits: { ...units, apps: { name: "Apps", accounts: { shop: { owner: "shop@acme.example" } } } },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.accounts.shop.email: schema"]);
  });

  test("a kind that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      accountKinds: { sandbox: {}, workload: {} },
      organizationalUnits: {
        ...units,
        // @ts-expect-error the key is sandbox
        apps: { name: "Apps", accounts: { shop: { email: "aws+shop@acme.example", kind: "sandbx" } } },
      },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.accounts.shop.kind: unknown-account-kind"]);
  });

  test("a kind where there are none", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: {
        ...units,
        // @ts-expect-error there are no kinds
        apps: { name: "Apps", accounts: { shop: { email: "aws+shop@acme.example", kind: "sandbox" } } },
      },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.accounts.shop.kind: unknown-account-kind"]);
  });

  test("a guardrail that does not exist, on a kind", () => {
    const config = defineLandingZone({
      ...base,
      guardrails,
      // @ts-expect-error the key is mine
      accountKinds: { sandbox: { guardrails: ["mien"] } },
      organizationalUnits: units,
    });
    expect(problemsOf(config)).toEqual(["accountKinds.sandbox.guardrails[0]: unknown-guardrail"]);
  });

  test("a setting that does not exist, in a kind", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error it is called expireWithinDays
      accountKinds: { sandbox: { expiresWithinDays: 3 } },
      organizationalUnits: units,
    });
    expect(problemsOf(config)).toEqual(["accountKinds.sandbox.expiresWithinDays: unknown-key"]);
  });

  test("a purpose that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error purposes are recovery and suspended
      organizationalUnits: { ...units, apps: { name: "Apps", purpose: "production" } },
    });
    expect(problemsOf(config)).toEqual(["organizationalUnits.apps.purpose: schema"]);
  });

  test("a recipient by its address", () => {
    const config = defineLandingZone({
      ...base,
      organizationalUnits: units,
      // @ts-expect-error the address is a credential: only its place is written
      alerting: { recipients: { page: [{ https: "https://hooks.example/secret" }] } },
    });
    expect(problemsOf(config)).toEqual(["alerting.recipients.page[0].https: unknown-key"]);
  });
});
