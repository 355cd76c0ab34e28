import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import type { LandingZone } from "../../../model/landing-zone";
import { formatPath } from "../../../model/problem";
import { requiredRecoveryUnit } from "../../../model/recovery-unit";
import { resolve } from "../../../model/resolve";
import type { Rule } from "../../../model/rule";
import { OrganizationPolicies } from "../../../policies/proofs/organization-policies";
import { standingAnswers } from "../../../policies/proofs/protection";
import { rootNotDeniedRule, rootNotYetDeniedRule } from "../../../policies/rules/root-not-denied";
import { rootSessionHinderedRule } from "../../../policies/rules/root-session-hindered";
import { tamperingPossibleRule } from "../../../policies/rules/tampering-possible";
import { validateConfiguration } from "../../../policies/validate";
import { inShort, TODAY } from "../../support/checked";
import { withStatements } from "../../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../../support/example-config";

const check = (rule: Rule<LandingZone>, zone: LandingZone): readonly string[] =>
  rule.check(zone).map(({ path, message }) => `${formatPath(path)}: ${message}`);
const zoneOf = (config: LandingZoneConfig): LandingZone => resolve(config, undefined).zone;

describe("the built-in proofs hold", () => {
  test.each<[string, LandingZoneConfig]>([
    ["for the example", exampleConfig()],
    ["for the smallest configuration", minimalConfig()],
    ["with every opt-in guardrail", withEveryGuardrail()],
  ])("%s", (_, config) => {
    const zone = zoneOf(config);
    const rules = [rootNotDeniedRule, rootNotYetDeniedRule, rootSessionHinderedRule, tamperingPossibleRule];
    expect(rules.flatMap((rule) => check(rule, zone))).toEqual([]);
  });
});

function withEveryGuardrail(): LandingZoneConfig {
  const attachTo = ["infrastructure", "security", "workloads"];
  return exampleConfig({
    companionGuardrails: {
      ...exampleConfig().companionGuardrails,
      "deny-iam-users": { attachTo: "root" },
      "protect-s3-public-access": { attachTo: "root" },
      "rcp-confused-deputy": { attachTo },
      "rcp-identity-perimeter": { attachTo },
      "rcp-require-tls": { attachTo },
      "region-restriction": { attachTo: "root" },
      "require-ebs-encryption": { attachTo: "root" },
      "require-imdsv2": { attachTo: "root" },
    },
  });
}

/** A landing zone in which one built-in guardrail is a statement of its own. */
function mutated(key: string, change: (statement: PolicyStatementConfig) => PolicyStatementConfig): LandingZone {
  const zone = zoneOf(exampleConfig());
  const policies = new OrganizationPolicies(zone);
  return {
    ...zone,
    guardrails: zone.guardrails.map((guardrail) =>
      guardrail.key === key
        ? { ...guardrail, body: { kind: "custom", statements: policies.documentOf(guardrail).Statement.map(change) } }
        : guardrail,
    ),
  };
}

function withoutOperator(name: string): (statement: PolicyStatementConfig) => PolicyStatementConfig {
  return ({ Condition = {}, ...rest }) => ({
    ...rest,
    Condition: Object.fromEntries(Object.entries(Condition).filter(([operator]) => operator !== name)),
  });
}

const everyAccount = /^[^:]*: .* accounts? "/;

describe("a guardrail that lost something fails a proof", () => {
  test.each<[string, LandingZone, Rule<LandingZone>, number]>([
    ["deny-root its Null", mutated("deny-root", withoutOperator("Null")), rootSessionHinderedRule, 5],
    [
      "deny-root its action",
      mutated("deny-root", (statement) => ({ ...statement, Action: "iam:*" })),
      rootNotDeniedRule,
      5,
    ],
    [
      "deny-root its pattern of the root user",
      mutated("deny-root", (statement) => ({
        ...statement,
        Condition: { ...statement.Condition, ArnLike: { "aws:PrincipalArn": "arn:aws-cn:iam::*:root" } },
      })),
      rootNotDeniedRule,
      5,
    ],
    [
      "deny-root the unit it spares, for one that has accounts",
      mutated("deny-root", (statement) => ({
        ...statement,
        Condition: { ...statement.Condition, "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-*" } },
      })),
      rootNotDeniedRule,
      5,
    ],
    [
      "protect-trail one action",
      mutated("protect-trail", (statement) => ({ ...statement, Action: "cloudtrail:DeleteTrail" })),
      tamperingPossibleRule,
      5,
    ],
    [
      "protect-archive its objects",
      mutated("protect-archive", (statement) =>
        statement.Sid === "ProtectArchiveObjects" ? { ...statement, Resource: "arn:*:s3:::other/*" } : statement,
      ),
      tamperingPossibleRule,
      1,
    ],
    [
      "protect-alerting its exemption's name",
      mutated("protect-alerting", (statement) => ({
        ...statement,
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/*" } },
      })),
      tamperingPossibleRule,
      30,
    ],
  ])("%s", (_, zone, rule, count) => {
    const found = check(rule, zone);
    expect(found).toHaveLength(count);
    for (const breach of found) expect(breach).toMatch(everyAccount);
  });

  test("deny-root its org-path condition: then the Recovery OU is no way in", () => {
    const without = new OrganizationPolicies(mutated("deny-root", withoutOperator("ForAllValues:StringNotLike")));
    const verdict = (policies: OrganizationPolicies) => {
      const place = { account: policies.zone.security, unit: requiredRecoveryUnit(policies.zone).key };
      return standingAnswers(policies, place).find(({ question }) => question === "long-term-root")?.verdict;
    };
    expect(verdict(new OrganizationPolicies(zoneOf(exampleConfig())))).toBe("depends");
    expect(verdict(without)).toBe("denied");
  });

  test("deny-root one attachment: then it is not claimed, and the lack is named", () => {
    const zone = zoneOf(exampleConfig());
    const detached = {
      ...zone,
      guardrails: zone.guardrails.map((guardrail) =>
        guardrail.key === "deny-root" ? { ...guardrail, attachments: [] } : guardrail,
      ),
    };
    expect(check(rootNotDeniedRule, detached)).toEqual([]);
    expect(check(rootNotYetDeniedRule, detached)).toEqual([
      'denyRoot: long-term root is not denied yet in accounts "log-archive", "network", "shared-services" and 8 more',
    ]);
  });
});

describe("what a team takes from root sessions", () => {
  const ROOT = { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } };
  test.each<[string, Partial<PolicyStatementConfig>, number]>([
    ["everything, by a condition on root alone", { Condition: ROOT }, 5],
    ["one action, from everybody", { Action: "sqs:SetQueueAttributes" }, 1],
    ["one action of three tasks", { Action: "iam:GetLoginProfile" }, 3],
    ["nothing, with the Null", { Condition: { ...ROOT, Null: { "aws:AssumedRoot": "true" } } }, 0],
    ["nothing, over TLS", { Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }, 0],
    ["one task, over TLS", { Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "true" } } }, 1],
    ["nothing, from roles", { Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:role/*" } } }, 0],
  ])("%s", (_, statement, count) => {
    const config = withStatements([{ Effect: "Deny", Action: "*", Resource: "*", Sid: "Own", ...statement }]);
    const found = check(rootSessionHinderedRule, zoneOf(config));
    expect(found).toHaveLength(count);
    for (const breach of found) {
      expect(breach).toMatch(
        /^guardrails\.own\.statements\[0\]: statement Own of guardrail "own" takes .+ from a root session/,
      );
    }
  });
});

test("every action that a statement may take of a task is named, also where that depends on something", () => {
  const Condition = { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } };
  const config = withStatements([{ Sid: "Own", Effect: "Deny", Action: "sqs:*Queue*", Resource: "*", Condition }]);
  expect(check(rootSessionHinderedRule, zoneOf(config))).toEqual([
    expect.stringContaining("takes sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ListQueues and 1 more in accounts"),
  ]);
});

describe("a mechanism that is not enforced", () => {
  const validated = (config: LandingZoneConfig) => {
    const { problems, notices } = validateConfiguration({ config, ledger: undefined, today: TODAY });
    return { problems: inShort(problems), notices: inShort(notices) };
  };

  test.each<[string, LandingZoneConfig, readonly string[]]>([
    [
      "deny-root observes",
      minimalConfig({ denyRoot: { mode: "observe" } }),
      ["denyRoot: root-not-yet-denied", "denyRoot.mode: not-enforced"],
    ],
    [
      "deny-root is rolled out",
      exampleConfig({ denyRoot: { attachTo: ["workloads"] } }),
      ["denyRoot: root-not-yet-denied", "denyRoot.attachTo: not-enforced"],
    ],
    ["deny-root is everywhere", minimalConfig(), []],
  ])("%s: it is a notice", (_, config, notices) => {
    const found = validated(config);
    expect(found.problems).toEqual([]);
    expect(found.notices).toEqual(notices);
  });
});
