import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../../model/config";
import type { ProofConfig } from "../../../model/proofs-config";
import { resolve } from "../../../model/resolve";
import { proofFailsRule } from "../../../policies/rules/proof-fails";
import { proofNamesRule } from "../../../policies/rules/proof-names";
import { breachesOf } from "../../support/breaches";
import { exampleConfig } from "../../support/example-config";

const proof = (changes: Partial<ProofConfig>): ProofConfig => ({
  account: "shop-prod",
  principal: "long-term-root",
  action: "s3:DeleteBucket",
  expect: "deny",
  ...changes,
});
const asking = (changes: Partial<ProofConfig>, config: Partial<LandingZoneConfig> = {}): LandingZoneConfig =>
  exampleConfig({ ...config, proofs: [proof(changes)] });

const ARCHIVE = "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1";

describe("a proof holds", () => {
  test.each<[string, Partial<ProofConfig>]>([
    ["for one action", {}],
    ["for every action", { action: "*" }],
    ["for a pattern of actions", { action: "cloudtrail:Stop*" }],
    ["for every member account", { account: "*" }],
    [
      "for a root user by its ARN, with the key that tells sessions",
      { principal: "arn:aws:iam::*:root", context: { "aws:AssumedRoot": null } },
    ],
    [
      "for anyone",
      { account: "log-archive", principal: "anyone", action: "s3:DeleteObject", resource: `${ARCHIVE}/*` },
    ],
    [
      "for a context",
      { principal: "ordinary-role", action: "ec2:RunInstances", context: { "aws:RequestedRegion": "eu-west-1" } },
    ],
    ["that somebody keeps an action", { principal: "root-session", expect: "allow" }],
    [
      "for a resource",
      {
        account: "log-archive",
        principal: "root-session",
        action: "s3:PutBucketPolicy",
        resource: "arn:aws:s3:::other",
        expect: "allow",
      },
    ],
    [
      "that nothing binds the management account",
      { principal: "break-glass", action: "organizations:DetachPolicy", expect: "allow" },
    ],
    ["that nothing binds a service-linked role", { principal: "service-linked-role", action: "*", expect: "allow" }],
    ["that nothing stands in a stranger's way", { principal: "arn:aws:iam::999999999999:role/x", expect: "allow" }],
  ])("%s", (_, changes) => {
    expect(breachesOf(proofFailsRule, asking(changes))).toEqual([]);
  });
});

describe("a proof fails, and says why", () => {
  test.each<[string, Partial<ProofConfig>, string]>([
    [
      "what the request carries, and what it does not",
      {
        principal: "ordinary-role",
        action: "s3:List*",
        context: { "aws:RequestedRegion": ["us-east-1", "eu-central-1"], "aws:AssumedRoot": null },
      },
      "npm run explain -- shop-prod --principal ordinary-role --action 's3:List*' --context aws:RequestedRegion=us-east-1 --context aws:RequestedRegion=eu-central-1 --context aws:AssumedRoot= says more.",
    ],
    [
      "the resource",
      { principal: "ordinary-role", action: "s3:GetObject", resource: `${ARCHIVE}/it's` },
      `npm run explain -- shop-prod --principal ordinary-role --action s3:GetObject --resource '${ARCHIVE}/it'\\''s' says more.`,
    ],
  ])("and by which command explain answers the same question: %s", (_, changes, command) => {
    const [problem] = proofFailsRule.check(resolve(asking(changes), undefined).zone);
    expect(problem?.remedy).toBe(`Change the guardrails, or what is expected; ${command}`);
  });

  test.each<[string, LandingZoneConfig, RegExp]>([
    [
      "when the answer is another",
      asking({ expect: "allow" }),
      /^proofs\[0\]: long-term-root is not proved to be allowed s3:DeleteBucket in account "shop-prod": whatever else the request carries, it is denied by statement DenyLongTermRoot of acme-deny-root \(organization root\)$/,
    ],
    [
      "when nothing stands against it",
      asking({
        principal: "ordinary-role",
        action: "s3:ListAllMyBuckets",
        context: { "aws:RequestedRegion": "us-east-1" },
      }),
      /no organization policy stands against it/,
    ],
    [
      "when it only depends, with the condition and both witnesses",
      asking({ principal: "ordinary-role", action: "ec2:DescribeInstances" }),
      /it depends on aws:RequestedRegion: statement DenyUngovernedRegions of guardrail region-restriction in acme-scp_4 \(OU Workloads \(workloads\)\) denies for example ec2:DescribeInstances with aws:RequestedRegion \S+, but not ec2:DescribeInstances with aws:RequestedRegion (eu-central-1|us-east-1)$/,
    ],
    [
      "when a pattern has one action too many, which is named",
      asking({ account: "log-archive", principal: "anyone", action: "s3:DeleteObject*", resource: `${ARCHIVE}/*` }),
      /is not proved to be denied s3:DeleteObject\*, for example s3:DeleteObject[A-Z]\w+, in account/,
    ],
    [
      "when deny-root is off",
      asking({}, { denyRoot: { mode: "off" } }),
      /no organization policy stands against it|it depends on/,
    ],
    [
      "when the account is in recovery",
      asking({}, { recovery: [{ account: "shop-prod", reason: "drill", until: "2026-12-31" }] }),
      /is not proved to be denied/,
    ],
    [
      "for the accounts in which it does, all at once",
      asking({
        account: "*",
        principal: "ordinary-role",
        action: "ec2:RunInstances",
        context: { "aws:RequestedRegion": "eu-west-1" },
      }),
      /in accounts? "/,
    ],
    [
      "without the principal",
      asking({ principal: "deploy-role" }),
      /^proofs\[0\]: there is no deploy-role in this configuration$/,
    ],
    [
      "with a context that the principal contradicts",
      asking({ context: { "aws:PrincipalType": "User" } }),
      /^proofs\[0\]: a request of long-term-root always says itself what "aws:principaltype" is$/,
    ],
  ])("%s", (_, config, expected) => {
    const found = breachesOf(proofFailsRule, config);
    expect(found.length).toBeGreaterThan(0);
    for (const breach of found) expect(breach).toMatch(expected);
  });
});

describe("names of AWS's", () => {
  test.each<[string, Partial<ProofConfig>, readonly string[]]>([
    [
      "an action that does not exist",
      { action: "s3:DeletBucket" },
      ['proofs[0].action: AWS has no action "s3:DeletBucket"'],
    ],
    ["a pattern that matches none", { action: "s3:Xyz*" }, ['proofs[0].action: AWS has no action "s3:Xyz*"']],
    [
      "a condition key that does not exist",
      { context: { "aws:RequestedRegoin": "eu-west-1" } },
      ['proofs[0].context["aws:RequestedRegoin"]: AWS has no condition key "aws:RequestedRegoin"'],
    ],
    [
      "an action, a pattern and a key that exist",
      { action: "s3:Delete*", context: { "aws:RequestTag/team": "x" } },
      [],
    ],
  ])("%s", (_, changes, expected) => {
    expect(breachesOf(proofNamesRule, asking(changes))).toEqual(expected);
  });

  test("the one that was meant is named", () => {
    const [problem] = proofNamesRule.check(resolve(asking({ action: "s3:DeletBucket" }), undefined).zone);
    expect(problem?.remedy).toBe('Did you mean "s3:DeleteBucket"?');
  });
});
