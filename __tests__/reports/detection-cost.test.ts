import { describe, expect, test } from "@jest/globals";
import type { PriceId } from "../../catalogue/prices";
import type { LandingZoneConfig } from "../../model/config";
import type { DetectionConfig } from "../../model/detection-config";
import { resolve } from "../../model/resolve";
import { DEFAULT_DETECTION_USAGE } from "../../reports/detection-cost";
import { DEFAULT_USAGE, monthlyCost } from "../../reports/monthly-cost";
import { formatMonthlyCost } from "../../reports/monthly-cost-text";
import { minimalConfig } from "../support/example-config";

function quantities(
  detection: DetectionConfig,
  more: Partial<LandingZoneConfig> = {},
): Partial<Record<PriceId, number>> {
  const zone = resolve(minimalConfig({ detection, ...more }), undefined).zone;
  const before = new Set(monthlyCost(resolve(minimalConfig(more), undefined).zone).lines.map(({ price }) => price));
  const lines = monthlyCost(zone).lines.filter(({ price }) => !before.has(price));
  return Object.fromEntries(lines.map(({ price, quantity }) => [price, quantity]));
}

const { rolesAndUsers, logGigabytes, s3DataEvents, configItems, checksPerStandard, evaluationsPerRule } =
  DEFAULT_DETECTION_USAGE;

/** Three accounts, the management account among them, and two Regions. */
describe("the estimate of the detective services", () => {
  test.each<[DetectionConfig, Partial<Record<PriceId, number>>]>([
    [{}, {}],
    [{ guardDuty: { mode: "off" } }, {}],
    [{ unusedAccess: {} }, { "unused-access-analysis": 3 * rolesAndUsers }],
    [
      { guardDuty: {} },
      {
        "guardduty-management-event": 3 * DEFAULT_USAGE.eventsPerAccount,
        "guardduty-log-gigabyte": 3 * logGigabytes,
      },
    ],
    [
      { guardDuty: { features: ["S3_DATA_EVENTS"] } },
      {
        "guardduty-management-event": 3 * DEFAULT_USAGE.eventsPerAccount,
        "guardduty-log-gigabyte": 3 * logGigabytes,
        "guardduty-s3-data-event": 3 * s3DataEvents,
      },
    ],
    [
      { securityHub: { standards: ["cis-5.0.0", "nist-800-53"] } },
      { "security-hub-check": 3 * 2 * 2 * checksPerStandard },
    ],
    [
      { config: { rules: ["root-access-key", "user-mfa"] } },
      { "config-item": 3 * 2 * configItems, "config-evaluation": 3 * 2 * evaluationsPerRule },
    ],
  ])("of %j", (detection, expected) => {
    expect(quantities(detection)).toEqual(expected);
  });

  test("does not count accounts that are not recorded", () => {
    const management = { ...minimalConfig().managementAccount, baseline: { configRecorder: false } };
    expect(quantities({ config: { rules: ["user-mfa"] } }, { managementAccount: management })).toEqual({
      "config-item": 2 * 2 * configItems,
      "config-evaluation": 2 * evaluationsPerRule,
    });
  });

  test("is variable, and says which protection plans it leaves out", () => {
    const detection: DetectionConfig = { guardDuty: { features: ["EKS_AUDIT_LOGS"] }, unusedAccess: {} };
    const [without, cost] = [minimalConfig(), minimalConfig({ detection })].map((config) =>
      monthlyCost(resolve(config, undefined).zone),
    );
    expect(cost?.variableUsd).toBeGreaterThan(without?.variableUsd ?? 0);
    // Two alerts more, with an alarm each.
    expect((cost?.fixedUsd ?? 0) - (without?.fixedUsd ?? 0)).toBeCloseTo(0.2, 9);
    const text = cost === undefined ? "" : formatMonthlyCost(cost).join("\n");
    expect(text).toMatch(/unused access, roles and users/);
    expect(text).toMatch(/EKS_AUDIT_LOGS cost extra, by use/);
  });
});
