import { describe, expect, test } from "@jest/globals";
import { generatedConfig } from "../../../cli/bench/generated-config";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import { resolve } from "../../../model/resolve";
import { ownPolicy } from "../../../policies/evaluator/own-policy";
import { accountGroups, idDistinction } from "../../../policies/proofs/account-groups";
import { OrganizationPolicies } from "../../../policies/proofs/organization-policies";
import { exampleConfig } from "../../support/example-config";

const ID = "123456789012";

function deny(statement: Partial<PolicyStatementConfig>): PolicyStatementConfig {
  return { Effect: "Deny", Action: "*", Resource: "*", ...statement };
}

function onPrincipal(pattern: string, operator = "ArnLike"): PolicyStatementConfig {
  return deny({ Condition: { [operator]: { "aws:PrincipalArn": pattern } } });
}

describe("a policy tells an account by its id", () => {
  test.each<[string, PolicyStatementConfig, boolean]>([
    ["that is named", onPrincipal(`arn:aws:iam::${ID}:root`), true],
    ["that is named as a value", deny({ Condition: { StringEquals: { "aws:PrincipalAccount": ID } } }), true],
    ["that is named in a resource", deny({ Resource: `arn:aws:s3:us-east-1:${ID}:accesspoint/a` }), true],
    ["of which it has the first digits", onPrincipal("arn:aws:iam::1234*:root"), true],
    ["of which it has the last digits", onPrincipal("arn:*9012:root"), true],
    ["that it compares as a number", onPrincipal("5", "NumericLessThan"), true],
    ["not by another id", onPrincipal("arn:aws:iam::999999999999:root"), false],
    ["not by the digits of another id", onPrincipal("arn:aws:iam::999*:root"), false],
    ["not by wildcards", onPrincipal("arn:*:iam::????????????:root"), false],
    ["not by the name of a service", deny({ Resource: "arn:*:s3:::logs-*" }), false],
    ["not by the name of a Region", deny({ Resource: "arn:*:sqs:eu-central-1:*:alerts" }), false],
    ["not by the digits of a role's name", onPrincipal("arn:*:iam::*:role/app1"), false],
    ["not by a key without ids", deny({ Condition: { StringLike: { "aws:RequestedRegion": "1*" } } }), false],
  ])("%s", (_, statement, expected) => {
    expect(idDistinction([ownPolicy([statement], () => undefined)])(ID)).toBe(expected);
  });
});

function groupsOf(config: LandingZoneConfig): readonly string[] {
  const { zone } = resolve(config, undefined);
  return accountGroups(new OrganizationPolicies(zone)).map((accounts) => accounts.map(({ key }) => key).join(" "));
}

describe("accounts are proved together", () => {
  test("where the same guardrails are above them, and the landing zone treats them alike", () => {
    expect(groupsOf(exampleConfig())).toEqual([
      "log-archive",
      "network shared-services",
      "payments-prod shop-dev shop-prod warehouse-dev warehouse-prod",
      "sandbox-alice sandbox-bob",
      "security-tooling",
    ]);
  });

  test("but not with an account in recovery, whose place a policy tells apart", () => {
    const recovery = [{ account: "shop-dev", reason: "drill", until: "2026-12-31" }] as const;
    expect(groupsOf(exampleConfig({ recovery }))).toEqual(
      expect.arrayContaining(["shop-dev", "payments-prod shop-prod warehouse-dev warehouse-prod"]),
    );
  });

  test("but not with an account of which a baseline asks something else", () => {
    const { organizationalUnits } = exampleConfig();
    const { infrastructure } = organizationalUnits;
    if (infrastructure === undefined) throw new Error("no unit infrastructure");
    const { network, ...others } = infrastructure.accounts ?? {};
    if (network === undefined) throw new Error("no account network");
    const accounts = { ...others, network: { ...network, baseline: { mode: "observe" as const } } };
    const changed = { ...organizationalUnits, infrastructure: { ...infrastructure, accounts } };
    expect(groupsOf(exampleConfig({ organizationalUnits: changed }))).toEqual(
      expect.arrayContaining(["network", "shared-services"]),
    );
  });

  test("so that a thousand are three groups", () => {
    expect(groupsOf(generatedConfig(1000))).toHaveLength(3);
  });
});
