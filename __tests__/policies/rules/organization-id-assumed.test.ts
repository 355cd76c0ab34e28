import { describe, expect, test } from "@jest/globals";
import type { PolicyStatementConfig } from "../../../model/config";
import { formatPath } from "../../../model/problem";
import { resolve } from "../../../model/resolve";
import { organizationIdAssumedRule } from "../../../policies/rules/organization-id-assumed";
import { validateConfiguration } from "../../../policies/validate";
import { inShort, TODAY } from "../../support/checked";
import { withStatements } from "../../support/custom-guardrail";

const OWN = "o-abcdef1234";
const OTHER = "o-zyxwvu9876";

/** A data perimeter as AWS's examples write it. */
function perimeter(organizations: string | readonly string[], key = "aws:PrincipalOrgID"): PolicyStatementConfig {
  return {
    Sid: "Perimeter",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*", "sqs:*", "sts:AssumeRole"],
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { [key]: organizations },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

const configOf = (...statements: readonly PolicyStatementConfig[]) => withStatements(statements, { policyType: "rcp" });

describe("what is said of organizations that are named", () => {
  const value = "guardrails.own.statements[0].Condition.StringNotEqualsIfExists";
  const taken = (id: string) => `what is proved and explained takes ${id} to be your own organization`;
  test.each<[string, readonly PolicyStatementConfig[], readonly string[]]>([
    ["one", [perimeter(OWN)], [`${value}["aws:PrincipalOrgID"]: ${taken(OWN)}`]],
    ["two in one list", [perimeter([OTHER, OWN])], [`${value}["aws:PrincipalOrgID"]: ${taken(OTHER)}`]],
    [
      "two, of which one is in every list",
      [perimeter([OTHER, OWN]), perimeter(OWN)],
      [`${value}["aws:PrincipalOrgID"]: ${taken(OWN)}`],
    ],
    [
      "two, each by itself",
      [perimeter(OTHER), perimeter(OWN)],
      [
        `${value}["aws:PrincipalOrgID"]: what is proved and explained takes none of ${OWN}, ${OTHER} to be your own organization, because no one of them is in every condition on organizations`,
      ],
    ],
    [
      "one in a path",
      [perimeter(`${OWN}/*`, "aws:PrincipalOrgPaths")],
      [`${value}["aws:PrincipalOrgPaths"]: ${taken(OWN)}`],
    ],
    ["none: another key has such a value", [perimeter(OWN, "aws:PrincipalTag/team")], []],
  ])("%s", (_, statements, expected) => {
    const { zone } = resolve(configOf(...statements), undefined);
    const found = organizationIdAssumedRule.check(zone).map(({ path, message }) => `${formatPath(path)}: ${message}`);
    expect(found).toEqual(expected);
  });
});

describe("a data perimeter around the own organization", () => {
  const problemsOf = (...statements: readonly PolicyStatementConfig[]): readonly string[] =>
    inShort(validateConfiguration({ config: configOf(...statements), ledger: undefined, today: TODAY }).problems);

  test.each([
    ["alone", OWN],
    ["and a partner's", [OTHER, OWN]],
  ])("%s locks nobody out", (_, organizations) => {
    expect(problemsOf(perimeter(organizations))).toEqual([]);
  });

  test("locks out where nobody knows which is the own", () => {
    const found = new Set(
      problemsOf({ ...perimeter(OTHER), Sid: "Other" }, perimeter(OWN)).map((problem) => problem.replace(/^.*: /, "")),
    );
    expect(found).toEqual(new Set(["guardrail-locks-out", "root-session-hindered"]));
  });
});
