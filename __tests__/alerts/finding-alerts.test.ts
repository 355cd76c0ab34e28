import { describe, expect, test } from "@jest/globals";
import { EVENT_PATTERN_MAX_LENGTH, type EventValue, matchesPattern } from "../../alerts/event-pattern";
import { eventPatterns } from "../../alerts/events";
import { findingChatText, findingText } from "../../alerts/finding-text";
import { FINDING_PATTERNS } from "../../alerts/findings";
import { EVENT_ALERT_IDS } from "../../catalogue/alerts";
import { FINDING_ALERT_IDS, FINDING_ALERTS, type FindingAlertId } from "../../catalogue/finding-alerts";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";

const { zone } = resolve(minimalConfig(), undefined);

const guardDuty = (type: string, severity: number): EventValue => ({
  source: "aws.guardduty",
  "detail-type": "GuardDuty Finding",
  account: "333333333333",
  region: "eu-central-1",
  detail: { schemaVersion: "2.0", accountId: "222222222222", region: "eu-central-1", type, severity, title: "-" },
});

interface HubFinding {
  readonly ProductName?: string;
  readonly RecordState?: string;
  readonly Severity?: { readonly Label: string; readonly Normalized: number };
  readonly Workflow?: { readonly Status: string };
}

const hub = (...findings: readonly HubFinding[]): EventValue => ({
  source: "aws.securityhub",
  "detail-type": "Security Hub Findings - Imported",
  account: "333333333333",
  detail: {
    findings: findings.map((finding) => ({
      ProductName: "Security Hub",
      AwsAccountId: "222222222222",
      RecordState: "ACTIVE",
      Severity: { Label: "CRITICAL", Normalized: 90 },
      Workflow: { Status: "NEW" },
      ...finding,
    })),
  },
});

const analyzer = (detail: { readonly [field: string]: EventValue }): EventValue => ({
  source: "aws.access-analyzer",
  "detail-type": "Access Analyzer Finding",
  account: "333333333333",
  detail: { accountId: "222222222222", resourceType: "AWS::S3::Bucket", status: "ACTIVE", isPublic: true, ...detail },
});

const ROOT = "Policy:IAMUser/RootCredentialUsage";
const MINER = "CryptoCurrency:EC2/BitcoinTool.B!DNS";

/** Which alerts a finding raises: these and no others. */
const EXPECTED: readonly (readonly [name: string, event: EventValue, raised: readonly FindingAlertId[]])[] = [
  ["root credentials are used, which GuardDuty calls low", guardDuty(ROOT, 2), ["root-use-finding"]],
  ["something of high severity", guardDuty(MINER, 7), ["guardduty-finding"]],
  ["something critical", guardDuty("AttackSequence:IAM/CompromisedCredentials", 9.5), ["guardduty-finding"]],
  ["root credentials in something of high severity", guardDuty(ROOT, 8), ["root-use-finding", "guardduty-finding"]],
  ["something of medium severity", guardDuty("Recon:EC2/PortProbeUnprotectedPort", 6.9), []],
  ["a critical control that failed", hub({}), ["security-hub-finding"]],
  ["a control of high severity", hub({ Severity: { Label: "HIGH", Normalized: 70 } }), []],
  ["a critical finding that somebody took up", hub({ Workflow: { Status: "NOTIFIED" } }), []],
  ["a critical finding that is suppressed", hub({ Workflow: { Status: "SUPPRESSED" } }), []],
  ["a critical finding that is archived", hub({ RecordState: "ARCHIVED" }), []],
  ["GuardDuty's own finding, repeated by Security Hub", hub({ ProductName: "GuardDuty" }), []],
  ["Access Analyzer's own finding, repeated by Security Hub", hub({ ProductName: "IAM Access Analyzer" }), []],
  ["a bucket open to everybody", analyzer({}), ["public-access-finding"]],
  ["a bucket shared with one account", analyzer({ isPublic: false }), []],
  ["a bucket that is open no more", analyzer({ status: "RESOLVED" }), []],
  ["a finding that somebody archived", analyzer({ status: "ARCHIVED" }), []],
];

describe("alerts on findings", () => {
  test.each(EXPECTED)("%s", (_, event, raised) => {
    expect(FINDING_ALERT_IDS.filter((alert) => matchesPattern(FINDING_PATTERNS[alert], event))).toEqual(raised);
    const patterns = eventPatterns(zone);
    expect(EVENT_ALERT_IDS.filter((alert) => matchesPattern(patterns[alert], event))).toEqual([]);
  });

  test.each(FINDING_ALERT_IDS)("%s is raised by a finding", (alert) => {
    expect(EXPECTED.some(([, , raised]) => raised.includes(alert))).toBe(true);
  });

  test("the catalogue and the patterns have the same ids", () => {
    expect(Object.keys(FINDING_PATTERNS).sort()).toEqual(Object.keys(FINDING_ALERTS).sort());
  });

  test("all patterns together fit EventBridge", () => {
    const together = { $or: Object.values(FINDING_PATTERNS) };
    expect(JSON.stringify(together).length).toBeLessThanOrEqual(EVENT_PATTERN_MAX_LENGTH);
  });
});

describe.each(FINDING_ALERT_IDS)("the text of %s", (alert) => {
  test.each([
    ["by e-mail", findingText],
    ["in chat", findingChatText],
  ])("%s is JSON that names every value once it reads, and no other", (_, textOf) => {
    const { inputPaths, inputTemplate } = textOf(alert, zone);
    JSON.parse(inputTemplate);
    const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name ?? "");
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputPaths).sort());
    expect(inputTemplate).toContain(`docs/runbooks.md#${FINDING_ALERTS[alert].runbook}`);
  });
});
