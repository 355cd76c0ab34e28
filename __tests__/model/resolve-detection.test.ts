import { describe, expect, test } from "@jest/globals";
import { checkConfiguration } from "../../model/check";
import type { DetectionConfig } from "../../model/detection-config";
import { familyFoundations, trustedServices } from "../../model/foundation-families";
import { mechanismsOf } from "../../model/mechanisms";
import { resolve } from "../../model/resolve";
import { resolveDetection } from "../../model/resolve-detection";
import { inShort, noticesOf, problemsOf, TODAY } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const ALWAYS = ["account", "cloudtrail", "iam", "sso"].map((name) => `${name}.amazonaws.com`);

describe("the detective services, resolved", () => {
  test("by default are the free analyzers and nothing else", () => {
    expect(resolveDetection({})).toEqual({
      externalAccess: { mode: "enforce" },
      unusedAccess: undefined,
      guardDuty: undefined,
      securityHub: undefined,
      config: undefined,
    });
  });

  test("that are named have their defaults", () => {
    expect(resolveDetection({ detection: { unusedAccess: {}, guardDuty: {}, securityHub: {}, config: {} } })).toEqual({
      externalAccess: { mode: "enforce" },
      unusedAccess: { mode: "enforce", ageInDays: 90 },
      guardDuty: { mode: "enforce", features: [], findingPublishingFrequency: "FIFTEEN_MINUTES" },
      securityHub: { mode: "enforce", standards: ["foundational-best-practices"], disabledControls: [] },
      config: {
        mode: "enforce",
        rules: [
          "access-keys-rotated",
          "no-admin-policies",
          "root-access-key",
          "security-contact",
          "unused-credentials",
          "user-mfa",
        ],
        expireAfterDays: 365,
      },
    });
  });

  test("do not depend on the order in which lists are written", () => {
    const [one, other] = [
      resolveDetection({ detection: { guardDuty: { features: ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS"] } } }),
      resolveDetection({ detection: { guardDuty: { features: ["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"] } } }),
    ];
    expect(one).toEqual(other);
  });

  test("that are switched off are off, settings kept in the configuration or not", () => {
    const off = { mode: "off" } as const;
    const detection: DetectionConfig = { externalAccess: off, guardDuty: off, config: { ...off, expireAfterDays: 30 } };
    expect(Object.values(resolveDetection({ detection }))).toEqual(Array(5).fill(undefined));
  });
});

describe("trusted access", () => {
  test.each<[DetectionConfig, readonly string[]]>([
    [{ externalAccess: { mode: "off" } }, []],
    [{}, ["access-analyzer"]],
    [{ externalAccess: { mode: "off" }, unusedAccess: {} }, ["access-analyzer"]],
    [{ guardDuty: {} }, ["access-analyzer", "guardduty"]],
    [
      { guardDuty: { features: ["EBS_MALWARE_PROTECTION"] } },
      ["access-analyzer", "guardduty", "malware-protection.guardduty"],
    ],
    [{ securityHub: { mode: "observe" } }, ["access-analyzer", "securityhub"]],
    [{ config: {} }, ["access-analyzer", "config", "config-multiaccountsetup"]],
  ])("for %j", (detection, services) => {
    const needed = services.map((service) => `${service}.amazonaws.com`);
    expect(trustedServices({ detection })).toEqual([...ALWAYS, ...needed].sort());
  });

  test("that a service once needed is not taken away unless somebody says so", () => {
    const key = "foundation:trusted-service:guardduty.amazonaws.com";
    const before = minimalConfig({ detection: { guardDuty: {} } });
    expect(familyFoundations(before).map(([name]) => name)).toContain(key);
    const { ledger } = resolve(before, undefined);
    expect(problemsOf(minimalConfig(), ledger)).toEqual(["trustedServices: key-vanished"]);
    const closing = [{ key, reason: "GuardDuty is off" }];
    expect(problemsOf(minimalConfig({ closing }), ledger)).toEqual([]);
  });
});

describe("what is not enforced", () => {
  test("is told of analyzers and of services that are named, not of those that nobody asked for", () => {
    expect(noticesOf(minimalConfig())).toEqual([]);
    const detection: DetectionConfig = { externalAccess: { mode: "off" }, guardDuty: { mode: "observe" } };
    const { notices } = checkConfiguration({ config: minimalConfig({ detection }), ledger: undefined, today: TODAY });
    expect(inShort(notices)).toEqual([
      "detection.externalAccess.mode: not-enforced",
      "detection.guardDuty.mode: not-enforced",
    ]);
    expect(mechanismsOf(minimalConfig()).map(({ title }) => title)).not.toContain("GuardDuty");
  });
});
