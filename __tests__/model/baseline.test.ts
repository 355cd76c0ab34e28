import { describe, expect, test } from "@jest/globals";
import { type Baseline, resolveBaselines } from "../../model/baseline";
import type { LandingZoneConfig } from "../../model/config";
import { formatPath } from "../../model/problem";
import { noticesOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const config: LandingZoneConfig = minimalConfig({
  baseline: { passwordMaxAgeDays: 90, accessAnalyzer: true },
  managementAccount: { ...minimalConfig().managementAccount, baseline: { accessAnalyzer: false } },
  organizationalUnits: {
    ...minimalConfig().organizationalUnits,
    apps: {
      name: "Apps",
      baseline: { ebsEncryption: false, passwordMaxAgeDays: 60 },
      organizationalUnits: {
        web: {
          name: "Web",
          baseline: { mode: "observe" },
          accounts: {
            site: {
              email: "aws+site@acme.example",
              baseline: { s3PublicAccessBlock: false, passwordMaxAgeDays: "never" },
            },
            shop: { email: "aws+shop@acme.example" },
          },
        },
      },
    },
  },
});
const { management, members } = resolveBaselines(config, undefined);

function inShort(baseline: Baseline | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(baseline ?? {}).map(([setting, { value, because, path }]) => [
      setting,
      `${String(value)}: ${because}, ${formatPath(path)}`,
    ]),
  );
}

describe("the baseline of", () => {
  test.each<[string, Baseline | undefined, Readonly<Record<string, string>>]>([
    [
      "an account without settings of its own or its units'",
      members.get("log-archive"),
      {
        mode: "enforce: default, baseline.mode",
        passwordMaxAgeDays: "90: set for every account, baseline.passwordMaxAgeDays",
        s3PublicAccessBlock: "true: default, baseline.s3PublicAccessBlock",
        ebsEncryption: "true: default, baseline.ebsEncryption",
        accessAnalyzer: "true: set for every account, baseline.accessAnalyzer",
        configRecorder: "true: default, baseline.configRecorder",
      },
    ],
    [
      "an account with settings of its own, two units and the organization",
      members.get("site"),
      {
        mode: "observe: set on the unit web, organizationalUnits.apps.organizationalUnits.web.baseline.mode",
        passwordMaxAgeDays:
          "never: set on this account, organizationalUnits.apps.organizationalUnits.web.accounts.site.baseline.passwordMaxAgeDays",
        s3PublicAccessBlock:
          "false: set on this account, organizationalUnits.apps.organizationalUnits.web.accounts.site.baseline.s3PublicAccessBlock",
        ebsEncryption: "false: set on the unit apps, organizationalUnits.apps.baseline.ebsEncryption",
        accessAnalyzer: "true: set for every account, baseline.accessAnalyzer",
        configRecorder: "true: default, baseline.configRecorder",
      },
    ],
    [
      "the management account",
      management,
      {
        mode: "enforce: default, baseline.mode",
        passwordMaxAgeDays: "90: set for every account, baseline.passwordMaxAgeDays",
        s3PublicAccessBlock: "true: default, baseline.s3PublicAccessBlock",
        ebsEncryption: "true: default, baseline.ebsEncryption",
        accessAnalyzer: "false: set on this account, managementAccount.baseline.accessAnalyzer",
        configRecorder: "true: default, baseline.configRecorder",
      },
    ],
  ])("%s", (_, baseline, expected) => {
    expect(inShort(baseline)).toEqual(expected);
  });

  test("an account with nothing of its own is its unit's, the very same value", () => {
    expect(members.get("log-archive")).toBe(members.get("security-tooling"));
    expect(inShort(members.get("shop"))).toMatchObject({
      passwordMaxAgeDays: "60: set on the unit apps, organizationalUnits.apps.baseline.passwordMaxAgeDays",
    });
  });
});

test("what is not enforced is said of every place that says so", () => {
  expect(noticesOf(config)).toEqual(["organizationalUnits.apps.organizationalUnits.web.baseline.mode: not-enforced"]);
  expect(noticesOf({ ...config, baseline: { mode: "off" } })).toEqual([
    "organizationalUnits.apps.organizationalUnits.web.baseline.mode: not-enforced",
    "baseline.mode: not-enforced",
  ]);
});
