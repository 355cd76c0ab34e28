import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { compareProtection, renderProtectionComparison } from "../../reports/protection-change";
import { exampleConfig } from "../support/example-config";

const zoneOf = (changes: Partial<LandingZoneConfig> = {}) => resolve(exampleConfig(changes), undefined).zone;
const own = (Action: string, Sid = "Own"): Partial<LandingZoneConfig> => ({
  guardrails: {
    ...exampleConfig().guardrails,
    own: { reason: "For the test.", statements: [{ Sid, Effect: "Deny", Action, Resource: "*" }] },
  },
  rootGuardrails: ["own"],
});
const members = zoneOf().accounts.map(({ key }) => key);

/** Of each change: who, what becomes of it, gained, lost, and in how many accounts. */
function changes(before: Partial<LandingZoneConfig>, after: Partial<LandingZoneConfig>) {
  return compareProtection(zoneOf(before), zoneOf(after)).changes.map(
    ({ title, effect, gained, lost, accounts }) => [title, effect, gained, lost, accounts.length] as const,
  );
}

describe("who loses what", () => {
  test("nobody anything, where nothing changes", () => {
    expect(changes({}, {})).toEqual([]);
  });

  test("long-term root everything, by deny-root; and gains it back without", () => {
    const off = { denyRoot: { mode: "off" } } as const;
    expect(changes(off, {})).toEqual([["Long-term root", "loses", [], ["everything"], members.length]]);
    expect(changes({}, off)).toEqual([["Long-term root", "gains", ["everything"], [], members.length]]);
  });

  test("the landing zone's role and others what a new guardrail denies", () => {
    expect(changes({}, own("events:PutRule"))).toEqual([
      ["Account access role", "loses", [], ["events:PutRule"], members.length],
      [
        "Ordinary role",
        "loses",
        [],
        ["what statement Own of guardrail own in acme-scp_1 denies from now on"],
        members.length,
      ],
    ]);
  });

  test("nobody anything by a new name of a statement", () => {
    expect(changes(own("ec2:RunInstances"), own("ec2:RunInstances", "Renamed"))).toEqual([]);
  });

  test("some of both, by a statement that reads otherwise", () => {
    expect(changes(own("ec2:RunInstances"), own("ec2:StartInstances"))).toEqual([
      [
        "Ordinary role",
        "changes",
        ["what statement Own of guardrail own in acme-scp_1 denied until now"],
        ["what statement Own of guardrail own in acme-scp_1 denies from now on"],
        members.length,
      ],
    ]);
  });

  test("only the account that moves", () => {
    const recovery = [{ account: "shop-dev", reason: "drill", until: "2026-12-31" }] as const;
    const found = compareProtection(zoneOf(), zoneOf({ recovery })).changes;
    expect(found.map(({ title, effect, accounts }) => [title, effect, accounts])).toEqual([
      ["Long-term root", "gains", ["shop-dev"]],
      ["Ordinary role", "gains", ["shop-dev"]],
    ]);
  });

  test("accounts that only one has are named", () => {
    const { organizationalUnits } = exampleConfig();
    const { infrastructure, ...others } = organizationalUnits;
    const { added, removed } = compareProtection(
      zoneOf(),
      zoneOf({
        organizationalUnits: { ...others, apps: { name: "Apps", accounts: { shop: { email: "aws+s@acme.example" } } } },
      }),
    );
    expect({ added, removed }).toEqual({
      added: ["shop"],
      removed: Object.keys(infrastructure?.accounts ?? {}).sort(),
    });
  });
});

test("the text says it account by account", () => {
  expect(renderProtectionComparison(compareProtection(zoneOf(), zoneOf(own("events:PutRule"))))).toMatch(
    /^Account access role loses in 11 accounts: log-archive, .*\n {2}loses: events:PutRule\n {2}before, in log-archive: it keeps all 39 actions that it is there for\.\n {2}after: events:PutRule: whatever else the request carries, it is denied by statement Own of guardrail own in acme-scp_1 \(organization root\)\.\n/,
  );
});
