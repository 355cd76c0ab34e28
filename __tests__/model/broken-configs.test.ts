import { describe, expect, test } from "@jest/globals";
import { checkConfiguration, ENGINE_CHECKS } from "../../model/check";
import { MODEL_RULES } from "../../model/rules";
import { BROKEN_CONFIGS } from "../support/broken-configs";
import { inShort, TODAY } from "../support/checked";
import { exampleConfig, minimalConfig } from "../support/example-config";

describe("one mistake gives its problems and no others", () => {
  test.each(BROKEN_CONFIGS)("$name", ({ config, ledger, modules, neighbours = [], problems, notices = [] }) => {
    const checked = checkConfiguration({ config, ledger, modules, neighbours, today: TODAY });
    expect(inShort(checked.problems)).toEqual(problems);
    expect(inShort(checked.notices)).toEqual(notices);
  });

  test("every problem says in a sentence what is wrong and in another what to do", () => {
    const all = BROKEN_CONFIGS.flatMap(({ config, ledger, modules }) => {
      const { problems, notices } = checkConfiguration({ config, ledger, modules, today: TODAY });
      return [...problems, ...notices];
    });
    for (const { message, remedy } of all) {
      expect(message).toMatch(/[^.\s]$/);
      expect(remedy).toMatch(/^["A-Z].*[.?]$/);
      expect(`${message} ${remedy}`).not.toMatch(/undefined,|\[object|Invalid input|NaN/);
    }
  });

  test("the table has a case for every rule, and at least 60 in all", () => {
    const hit = new Set(BROKEN_CONFIGS.flatMap(({ problems, notices = [] }) => [...problems, ...notices]).map(ruleOf));
    const known = [...MODEL_RULES, ...ENGINE_CHECKS].map(({ id }) => id);
    expect([...hit].sort()).toEqual(known.sort());
    expect(BROKEN_CONFIGS.length).toBeGreaterThanOrEqual(60);
  });
});

function ruleOf(inShortForm: string): string {
  return inShortForm.slice(inShortForm.lastIndexOf(" ") + 1);
}

test.each([
  ["the example", exampleConfig()],
  ["the minimal configuration", minimalConfig()],
])("%s has neither problems nor notices", (_, config) => {
  expect(checkConfiguration({ config, ledger: undefined, today: TODAY })).toEqual({
    problems: [],
    notices: [],
    config,
  });
});

test("ten mistakes in one configuration give ten problems, in the order of the document", () => {
  const config = {
    ...minimalConfig(),
    name: "Acme",
    homeRegion: "eu-west-1",
    governedRegions: ["us-east-1"],
    managementAccount: { id: "1234", name: "acme-management", email: "aws+management@acme.example" },
    organizationalUnits: {
      ...minimalConfig().organizationalUnits,
      apps: {
        name: "Security",
        acounts: {},
        accounts: { shop: { email: "shop" }, pay: { email: 7 } },
      },
    },
    services: { logArchive: "log-archiv", security: "security-tooling" },
    trail: { expireAfterDays: 30 },
    quotas: { "scp-size": { value: -1, reason: "raised" } },
  };
  const { problems, config: resolvable } = checkConfiguration({ config, ledger: undefined, today: TODAY });
  expect(inShort(problems)).toEqual([
    "name: organization-name-form",
    "managementAccount.id: management-account-id",
    "services.logArchive: unknown-account",
    "organizationalUnits.apps.name: unit-name-unique",
    "organizationalUnits.apps.acounts: unknown-key",
    "organizationalUnits.apps.accounts.shop.email: account-email-form",
    "organizationalUnits.apps.accounts.pay.email: schema",
    "governedRegions: governed-regions",
    "trail.expireAfterDays: archive-expiry",
    'quotas["scp-size"].value: quota-form',
  ]);
  expect(resolvable).toBeUndefined();
});
