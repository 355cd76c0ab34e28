import { describe, expect, test } from "@jest/globals";
import { checkConfiguration, configFacts, ENGINE_CHECKS } from "../../model/check";
import type { LandingZoneConfig } from "../../model/config";
import { MODEL_RULES } from "../../model/rules";
import { applyWaivers } from "../../model/waivers";
import { inShort, noticesOf, PAST, problemsOf, TODAY } from "../support/checked";
import { exampleConfig, minimalConfig } from "../support/example-config";

const minimal = minimalConfig();
const check = (config: unknown) => checkConfiguration({ config, ledger: undefined, today: TODAY });

describe("the list of rules", () => {
  const rules = [...MODEL_RULES, ...ENGINE_CHECKS];

  test("ids are unique", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test.each(rules)("$id is documented in one sentence", ({ id, doc }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(doc).toMatch(/^[A-Z`r][^\n]*\.$/);
  });

  test.each(MODEL_RULES.filter(({ blocksResolution }) => blocksResolution))(
    "$id blocks, so that no waiver and no mode lifts it",
    (rule) => {
      expect(rule).toMatchObject({ waivable: false });
      expect(rule.mechanism).toBeUndefined();
    },
  );
});

describe("the configuration in the result", () => {
  test("is there when it is sound", () => {
    expect(check(exampleConfig()).config).toEqual(exampleConfig());
  });

  test("is there when a rule that does not block is broken", () => {
    expect(check({ ...minimal, accountAccessRole: "a/b" }).config).toBeDefined();
  });

  test("is there without a setting that does not exist", () => {
    expect(check({ ...minimal, extra: 1 }).config).toEqual(minimal);
  });

  test.each([
    ["a blocking rule is broken", { ...minimal, services: { logArchive: "log-archive", security: "none" } }],
    ["a section cannot be read", { ...minimal, trail: "on" }],
    ["everything cannot be read", 7],
  ])("is not there when %s", (_, config) => {
    expect(check(config).config).toBeUndefined();
  });
});

describe("what cannot be read takes nothing else with it", () => {
  test.each([
    ["homeRegion", "governedRegions: governed-regions"],
    ["rootEmail", "organizationalUnits.security.accounts"],
    ["guardrails", "unknown-guardrail"],
    ["organizationalUnits", "unknown-account"],
    ["managementAccount", "ledger-organization"],
  ] as const)("without %s, nothing is said of what depends on it", (section, absent) => {
    const config = { ...exampleConfig(), name: "Acme", [section]: 7 };
    const problems = problemsOf(config);
    expect(problems).toHaveLength(2);
    expect(problems).toEqual(expect.arrayContaining(["name: organization-name-form", `${section}: schema`]));
    expect(problems.join()).not.toContain(absent);
  });
});

describe("waivers", () => {
  const holds = { reason: "legacy", until: TODAY };
  const waiver = { rule: "account-owner-form", ...holds };
  const broken = (waivers: {
    readonly onAccount?: LandingZoneConfig["waivers"];
    readonly onUnit?: LandingZoneConfig["waivers"];
    readonly onTop?: LandingZoneConfig["waivers"];
  }): LandingZoneConfig =>
    minimalConfig({
      waivers: waivers.onTop ?? [],
      organizationalUnits: {
        ...minimal.organizationalUnits,
        apps: {
          name: "Apps",
          waivers: waivers.onUnit ?? [],
          accounts: {
            one: { email: "one@acme.example", owner: "One", waivers: waivers.onAccount ?? [] },
            two: { email: "two@acme.example", owner: "Two" },
          },
        },
      },
    });
  const one = "organizationalUnits.apps.accounts.one.owner: account-owner-form";
  const two = "organizationalUnits.apps.accounts.two.owner: account-owner-form";

  test.each([
    ["no waiver", {}, [one, two], []],
    ["one on the account reaches the account", { onAccount: [waiver] }, [two], [one]],
    ["one on the unit reaches its accounts", { onUnit: [waiver] }, [], [one, two]],
    ["one on the organization reaches everything", { onTop: [waiver] }, [], [one, two]],
  ])("%s", (_, waivers, problems, notices) => {
    expect(problemsOf(broken(waivers))).toEqual(problems);
    expect(noticesOf(broken(waivers))).toEqual(notices);
  });

  test("a waived problem says until when and why", () => {
    expect(check(broken({ onUnit: [waiver] })).notices[0]?.message).toBe(
      `"One" is not an e-mail address (waived until ${TODAY}: legacy)`,
    );
  });

  test.each([
    ["of another rule", { ...waiver, rule: "account-name-unique" }],
    ["past its last day", { ...waiver, until: PAST }],
    ["with a day that is none", { ...waiver, until: "soon" }],
  ])("a waiver %s waives nothing", (_, other) => {
    expect(problemsOf(broken({ onUnit: [other] }))).toEqual(expect.arrayContaining([one, two]));
  });

  test("a rule that cannot be waived is not", () => {
    const config = { ...minimal, name: "Acme", waivers: [{ rule: "organization-name-form", ...holds }] };
    expect(problemsOf(config)).toEqual(["name: organization-name-form", "waivers[0].rule: waiver-rule"]);
  });

  test("a waiver that waives nothing is not mentioned while a part cannot be read", () => {
    const config = { ...minimal, waivers: [waiver], trail: 7 };
    expect(noticesOf(config)).toEqual([]);
  });

  test("rules of other layers can be named, and are left to their layer", () => {
    const otherRules = [{ id: "policy-size", doc: "Policies fit.", waivable: true }];
    const config = { ...minimal, waivers: [{ rule: "policy-size", ...holds }] };
    const submission = { config, ledger: undefined, today: TODAY, otherRules };
    expect(checkConfiguration(submission)).toMatchObject({ problems: [], notices: [] });

    const problem = { rule: "policy-size", path: ["guardrails", "mine"], message: "too large", remedy: "Shorten it." };
    const facts = configFacts(config, submission);
    const outcome = applyWaivers([problem], facts, otherRules);
    expect(outcome.problems).toEqual([]);
    expect(inShort(outcome.notices)).toEqual(["guardrails.mine: policy-size"]);
    expect(inShort(applyWaivers([], facts, otherRules).notices)).toEqual(["waivers[0]: waiver-unused"]);
  });
});

describe("mechanisms that are not enforced", () => {
  test.each([
    ["rootAccess", "rootAccess.mode: not-enforced"],
    ["denyRoot", "denyRoot.mode: not-enforced"],
    ["trail", "trail.mode: not-enforced"],
    ["alerting", "alerting.mode: not-enforced"],
  ])("%s switched down is a notice", (part, notice) => {
    for (const mode of ["off", "observe"]) expect(noticesOf({ ...minimal, [part]: { mode } })).toEqual([notice]);
    expect(noticesOf({ ...minimal, [part]: { mode: "enforce" } })).toEqual([]);
  });

  test("a companion guardrail switched down is a notice", () => {
    expect(noticesOf({ ...minimal, companionGuardrails: { "protect-trail": { mode: "observe" } } })).toEqual([
      'companionGuardrails["protect-trail"].mode: not-enforced',
    ]);
  });

  test("deny-root on some units only is a notice, at the root it is none", () => {
    expect(noticesOf({ ...minimal, denyRoot: { attachTo: ["security"] } })).toEqual([
      "denyRoot.attachTo: not-enforced",
    ]);
    expect(noticesOf({ ...minimal, denyRoot: { attachTo: "root" } })).toEqual([]);
  });

  test("their rules are notices", () => {
    const alerting = { recipients: { page: [] } };
    expect(problemsOf({ ...minimal, alerting })).toEqual(["alerting.recipients.page: alert-recipients"]);
    const observed = { ...minimal, alerting: { ...alerting, mode: "observe" } };
    expect(problemsOf(observed)).toEqual([]);
    expect(noticesOf(observed)).toEqual(["alerting.recipients.page: alert-recipients", "alerting.mode: not-enforced"]);
  });
});

test("the result does not depend on anything but the order of the document", () => {
  const broken = { ...minimal, name: "Acme", accountAccessRole: "a/b" };
  const { name, ...others } = broken;
  expect(problemsOf(broken)).toEqual(["name: organization-name-form", "accountAccessRole: access-role-form"]);
  expect(problemsOf({ ...others, name })).toEqual([
    "accountAccessRole: access-role-form",
    "name: organization-name-form",
  ]);
});

test("a configuration without modules is checked without a look at which there are", () => {
  const modules = {
    get names(): readonly string[] {
      throw new Error("nobody asked");
    },
    find: () => {
      throw new Error("nobody asked");
    },
  };
  expect(checkConfiguration({ config: exampleConfig(), ledger: undefined, modules, today: TODAY }).problems).toEqual(
    [],
  );
});
