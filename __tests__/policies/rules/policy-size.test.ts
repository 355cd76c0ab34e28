import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../../model/config";
import { policySizeRule } from "../../../policies/rules/policy-size";
import { breachesOf } from "../../support/breaches";
import { HARMLESS, withStatements as statementsShared } from "../../support/custom-guardrail";
import { minimalConfig } from "../../support/example-config";

const OVERHEAD = '{"Version":"2012-10-17","Statement":[]}'.length;

/** The guardrail in a policy of its own, where Sids stay as they are. */
const withStatements: typeof statementsShared = (statements, settings, changes) =>
  statementsShared(statements, { ...settings, critical: true }, changes);

/** A statement that is so long when minified. */
function statementOf(size: number, Sid: string) {
  const statement = { ...HARMLESS, Sid, Resource: "" };
  return { ...statement, Resource: "x".repeat(size - JSON.stringify(statement).length) };
}

test.each<[string, LandingZoneConfig, string[]]>([
  [
    "a Sid that tells the guardrail takes its characters",
    statementsShared([statementOf(10_240 - OVERHEAD, "A")]),
    [
      'guardrails.own: the policy of guardrail "own" has 10243 characters, 3 more than the quota of 10240; its largest parts are OwnA (10204)',
    ],
  ],
  ["an SCP as long as the quota", withStatements([statementOf(10_240 - OVERHEAD, "A")]), []],
  [
    "an SCP one character longer",
    withStatements([statementOf(10_241 - OVERHEAD, "A")]),
    [
      'guardrails.own: the policy of guardrail "own" has 10241 characters, 1 more than the quota of 10240; its largest parts are A (10202)',
    ],
  ],
  [
    "an RCP has half of it",
    withStatements([statementOf(5_121 - OVERHEAD, "A")], { policyType: "rcp" }),
    [
      'guardrails.own: the policy of guardrail "own" has 5121 characters, 1 more than the quota of 5120; its largest parts are A (5082)',
    ],
  ],
  [
    "the three largest statements are named, largest first",
    withStatements([
      statementOf(2_000, "A"),
      statementOf(4_000, "B"),
      statementOf(3_000, "C"),
      { ...statementOf(2_500, "D"), Sid: "D" },
    ]),
    [
      'guardrails.own: the policy of guardrail "own" has 11542 characters, 1302 more than the quota of 10240; its largest parts are B (4000), C (3000), D (2500)',
    ],
  ],
  [
    "a quota that AWS raised",
    withStatements(
      [statementOf(10_241 - OVERHEAD, "A")],
      {},
      { quotas: { "scp-size": { value: 11_000, reason: "Raised on request." } } },
    ),
    [],
  ],
  [
    "a quota that is lower here holds for built-in guardrails, too",
    minimalConfig({ quotas: { "scp-size": { value: 2_300, reason: "An older organization." } } }),
    [
      'companionGuardrails["protect-alerting"]: the policy of guardrail "protect-alerting" has 3937 characters, 1637 more than the quota of 2300; its largest parts are ProtectAlertRoles (549), ProtectAlertKeys (523), ProtectAlertEvents (521)',
    ],
  ],
])("%s", (_, config, expected) => {
  expect(breachesOf(policySizeRule, config)).toEqual(expected);
});

describe("the perimeter", () => {
  const rcps = ["rcp-confused-deputy", "rcp-identity-perimeter"] as const;
  const withVendors = (count: number) =>
    minimalConfig({
      companionGuardrails: Object.fromEntries(rcps.map((id) => [id, { attachTo: ["security"] }])),
      perimeter: {
        vendorAccounts: Array.from({ length: count }, (_, index) => ({
          id: String(333_000_000_000 + index),
          reason: "Vendor.",
        })),
      },
    });

  test("has room for 200 vendor accounts", () => {
    expect(breachesOf(policySizeRule, withVendors(200))).toEqual([]);
  });

  test("is refused by name, with its largest statement, when vendor accounts do not fit", () => {
    expect(breachesOf(policySizeRule, withVendors(320))).toEqual([
      'companionGuardrails["rcp-identity-perimeter"]: the policy of guardrail "rcp-identity-perimeter" has 5466 characters, 346 more than the quota of 5120; its largest parts are RcpIdentityPerimeterDenyStrangers (5286), RcpIdentityPerimeterDenyOtherWebIdentities (140)',
      'companionGuardrails["rcp-confused-deputy"]: the policy of guardrail "rcp-confused-deputy" has 5198 characters, 78 more than the quota of 5120; its largest parts are RcpConfusedDeputyDenyServicesForStrangers (5159)',
    ]);
  });

  test("a tag policy is measured by its keys", () => {
    const values = Array.from({ length: 60 }, (_, index) => String(index).padStart(200, "x"));
    const config = minimalConfig({ companionGuardrails: { "tag-policy": {} }, tagPolicy: { stage: { values } } });
    expect(breachesOf(policySizeRule, config)).toEqual([
      expect.stringMatching(
        /^companionGuardrails\["tag-policy"\]: .* quota of 10000; its largest parts are stage \(\d+\)$/,
      ),
    ]);
  });
});
