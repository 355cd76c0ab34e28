import { describe, expect, test } from "@jest/globals";
import { matchesPattern } from "../../alerts/event-pattern";
import { eventPatterns } from "../../alerts/events";
import { metricFilters } from "../../alerts/metrics";
import { FILTER_PATTERN_MAX_LENGTH } from "../../alerts/metrics/filter-pattern";
import { matchesFilter, parseFilter } from "../../alerts/metrics/filter-syntax";
import { thresholdOf } from "../../alerts/metrics/thresholds";
import { METRIC_ALERT_IDS, METRIC_ALERTS, type MetricAlertId } from "../../catalogue/alerts";
import type { NamingContext } from "../../model/names";
import { RECORDED_EVENTS, type RecordedEvent } from "./recorded-events";

const longest: NamingContext = {
  name: "a".repeat(20),
  partition: "aws",
  homeRegion: "ap-southeast-1",
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
};
const acme: NamingContext = { ...longest, name: "acme", homeRegion: "eu-central-1" };
const filters = metricFilters(acme);

describe("metric filters", () => {
  test("there are the 15 of CIS and those for AssumeRoot, break-glass and the alert path", () => {
    const controls = METRIC_ALERT_IDS.map((alert) => METRIC_ALERTS[alert].control);
    expect(controls.filter((control) => control.startsWith("CIS "))).toHaveLength(15);
    expect(METRIC_ALERT_IDS).toHaveLength(18);
    const numbers = controls.flatMap((control) => /^CIS 4\.(\d+) \(v7: 5\.(\d+)\)$/.exec(control)?.slice(1) ?? []);
    expect(numbers.map(Number)).toEqual(Array.from({ length: 15 }, (_, index) => [index + 1, index + 1]).flat());
  });

  test.each(METRIC_ALERT_IDS)("%s fits CloudWatch Logs, with the longest names", (alert) => {
    expect(metricFilters(longest)[alert].length).toBeLessThanOrEqual(FILTER_PATTERN_MAX_LENGTH);
  });

  test.each<[MetricAlertId, string]>([
    ["unauthorized-api-calls", '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }'],
    ["console-sign-in-without-mfa", '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }'],
    [
      "root-usage",
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    ],
  ])("%s is the string of the benchmark, which Security Hub compares", (alert, pattern) => {
    expect(filters[alert]).toBe(pattern);
  });

  test.each<[MetricAlertId, string, readonly string[]]>([
    ["cloudtrail-changes", "", ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]],
    ["kms-key-deletion", "kms.amazonaws.com", ["DisableKey", "ScheduleKeyDeletion"]],
    [
      "security-group-changes",
      "",
      [
        "AuthorizeSecurityGroupIngress",
        "AuthorizeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress",
        "CreateSecurityGroup",
        "DeleteSecurityGroup",
      ],
    ],
    [
      "route-table-changes",
      "ec2.amazonaws.com",
      ["CreateRoute", "ReplaceRouteTableAssociation", "DisassociateRouteTable"],
    ],
    [
      "organizations-changes",
      "organizations.amazonaws.com",
      [
        "AcceptHandshake",
        "MoveAccount",
        "UpdateOrganizationalUnit",
        "CancelHandshake",
        "CreateOrganization",
        "EnableAllFeatures",
      ],
    ],
    ["assume-root", "sts.amazonaws.com", ["AssumeRoot"]],
  ])("%s names its events and their service", (alert, source, eventNames) => {
    const pattern = filters[alert];
    for (const eventName of eventNames) expect(pattern).toContain(`($.eventName = ${eventName})`);
    if (source !== "") expect(pattern).toContain(`($.eventSource = ${source}) && (`);
  });

  test("the organization's filter has the 18 names of CIS and the three that scanners add", () => {
    expect(filters["organizations-changes"].match(/\$\.eventName/g)).toHaveLength(21);
  });

  test("the alert path's filter knows the landing zone's names and ignores what CloudTrail does itself", () => {
    const pattern = filters["alert-path-changes"];
    expect(pattern).toContain('($.requestParameters.name = "acme-alerts*")');
    expect(pattern).toContain(
      '(($.requestParameters.logGroupName = "/acme/organization-trail") && ($.eventName = "*Delete*"))',
    );
    expect(pattern).toMatch(/^\{ \(\$\.readOnly IS FALSE\) && \(.*\) \}$/);
  });
});

describe("thresholds", () => {
  test.each<[MetricAlertId, number]>([
    ["root-usage", 1],
    ["assume-root", 1],
    ["cloudtrail-changes", 1],
    ["alert-path-changes", 1],
    ["break-glass-use", 1],
    ["console-authentication-failures", 5],
    ["unauthorized-api-calls", 25],
  ])("%s alarms at %d", (alert, count) => {
    expect(thresholdOf(alert).count).toBe(count);
  });

  test.each(METRIC_ALERT_IDS)("the period of %s is one that CloudWatch takes", (alert) => {
    const { periodSeconds } = thresholdOf(alert);
    expect(periodSeconds % 60).toBe(0);
    expect(periodSeconds).toBeLessThanOrEqual(86_400);
  });
});

/** Which metric alerts the trail's record of an event is counted for: these and no others. */
const COUNTED: Readonly<Record<RecordedEvent, readonly MetricAlertId[]>> = {
  // The benchmark's string compares with "Yes", and AWS writes "YES" for a root user.
  "root signs in with MFA": ["console-sign-in-without-mfa", "root-usage"],
  "root signs in without MFA": ["console-sign-in-without-mfa", "root-usage"],
  "root fails to sign in": ["console-sign-in-without-mfa", "root-usage", "console-authentication-failures"],
  "an IAM user signs in": [],
  "an IAM user signs in without MFA": ["console-sign-in-without-mfa"],
  "root lists buckets": ["root-usage"],
  "root in a root session deletes a bucket policy": ["root-usage", "s3-bucket-policy-changes"],
  "root creates an access key": ["root-usage"],
  "root deactivates its MFA device": ["root-usage"],
  "a role creates an access key for a user": [],
  "a service acts in the name of root": [],
  "a service event bears the root of an account": [],
  "a service event of root comes as an API call": [],
  "a role describes instances": [],
  "a root session is granted": ["assume-root"],
  "a root session is granted in eu-central-1": ["assume-root"],
  "a root session is granted in us-west-2": ["assume-root"],
  "a root session is refused": ["unauthorized-api-calls", "assume-root"],
  "a role assumes a role": [],
  "password recovery is requested": ["root-usage"],
  "password recovery is completed, under another detail type": [],
  "root sessions are switched off": [],
  "a delegated administrator starts a root session": ["assume-root"],
  "a delegated administrator switches credentials management off": [],
  "a delegated administrator stops a trail": ["cloudtrail-changes"],
  "a trail is stopped": ["cloudtrail-changes"],
  "a trail is deleted": ["cloudtrail-changes"],
  "a trail's selectors are replaced": ["cloudtrail-changes"],
  "a trail is described": [],
  "an account is moved": ["organizations-changes"],
  "a policy is detached": ["organizations-changes"],
  "accounts are listed": [],
  "an alternate contact is replaced": [],
  "a root e-mail change is started": [],
  "a Region is enabled": [],
  "an alert rule is disabled": ["alert-path-changes"],
  "somebody else's rule is disabled": [],
  "an alert rule is deleted": ["alert-path-changes"],
  "an alert rule is replaced": ["alert-path-changes"],
  "an alert rule loses its targets": ["alert-path-changes"],
  "the alert bus is closed": ["alert-path-changes"],
  "the alert bus is deleted": ["alert-path-changes"],
  "a recipient is unsubscribed": ["alert-path-changes"],
  "an alert topic's policy is replaced": ["alert-path-changes"],
  "a topic of the alarms is deleted": ["alert-path-changes"],
  "another topic's policy is replaced": [],
  "a dead-letter queue is purged": ["alert-path-changes"],
  "a dead-letter queue's policy is replaced": ["alert-path-changes"],
  "an alarm of ours is deleted": ["alert-path-changes"],
  "an alarm of ours is muted": ["alert-path-changes"],
  // Only the first of a list can be compared; the event rule sees all of them.
  "alarms are deleted, ours among them": [],
  "other alarms are deleted": [],
  "a metric filter of the trail is deleted": ["alert-path-changes"],
  "the trail's log group is deleted": ["alert-path-changes"],
  "a metric filter of another log group is deleted": [],
  "the forwarding role loses its policy": ["iam-policy-changes", "alert-path-changes"],
  "the trail's role loses its policy": ["iam-policy-changes"],
  "a key of the management account is disabled": ["kms-key-deletion"],
  "a key of a member account is disabled": ["kms-key-deletion"],
  "CloudTrail creates a stream in its log group": [],
  "an alert rule is described": [],
  "a break-glass user signs in": ["break-glass-use"],
  "a break-glass user fails to sign in": [
    "console-sign-in-without-mfa",
    "console-authentication-failures",
    "break-glass-use",
  ],
  "a break-glass user takes the break-glass role": ["break-glass-use"],
  "somebody else tries to take the break-glass role": ["unauthorized-api-calls", "break-glass-use"],
  "a break-glass user switches to the role in the console": ["break-glass-use"],
  "somebody switches to another role in the console": [],
  "a break-glass user gets a password": ["break-glass-use"],
  "a break-glass user gets a second factor": ["break-glass-use"],
  "a deployment puts a break-glass user into its group": [],
  "the break-glass role detaches a policy": ["organizations-changes"],
  "the alert path of an account is tested": [],
};

describe("what the filters count", () => {
  test.each(Object.entries(COUNTED))("%s", (name, expected) => {
    const [, event] = Object.entries(RECORDED_EVENTS).find(([candidate]) => candidate === name) ?? [];
    if (event === undefined) throw new Error(`no event ${name}`);
    expect(METRIC_ALERT_IDS.filter((alert) => matchesFilter(parseFilter(filters[alert]), event.detail))).toEqual(
      expected,
    );
  });

  test("whatever silences the event rules is seen by the filters as well", () => {
    const seenByRules = Object.entries(RECORDED_EVENTS).filter(([, event]) =>
      matchesPattern(eventPatterns(acme)["alert-path-tampering"], event),
    );
    const unseen = seenByRules.filter(([, { detail }]) =>
      METRIC_ALERT_IDS.every((alert) => !matchesFilter(parseFilter(filters[alert]), detail)),
    );
    expect(unseen.map(([name]) => name)).toEqual(["alarms are deleted, ours among them"]);
  });
});
