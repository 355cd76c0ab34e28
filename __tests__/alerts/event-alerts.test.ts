import { describe, expect, test } from "@jest/globals";
import { busPatterns } from "../../alerts/bus";
import { EVENT_PATTERN_MAX_LENGTH, matchesPattern } from "../../alerts/event-pattern";
import { eventPatterns } from "../../alerts/events";
import { eventAlertsIn, managementAlertsIn } from "../../alerts/forwarded-events";
import { EVENT_ALERT_IDS, type EventAlertId } from "../../catalogue/alerts";
import { BUS_ALERT_IDS, type BusAlertId } from "../../catalogue/bus-alerts";
import { GLOBAL_EVENTS_REGION } from "../../catalogue/regions";
import type { NamingContext } from "../../model/names";
import { RECORDED_EVENTS, type RecordedEvent } from "./recorded-events";

const acme: NamingContext = {
  name: "acme",
  partition: "aws",
  homeRegion: "eu-central-1",
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
};
const longest: NamingContext = { ...acme, name: "a".repeat(20), homeRegion: "ap-southeast-1" };

/** Which alerts a recorded event raises: these and no others. */
const EXPECTED: Readonly<Record<RecordedEvent, readonly EventAlertId[]>> = {
  "root signs in with MFA": ["root-sign-in"],
  "root signs in without MFA": ["root-sign-in"],
  "root fails to sign in": ["root-sign-in"],
  "an IAM user signs in": [],
  "an IAM user signs in without MFA": [],
  "root lists buckets": ["root-api-use"],
  "root in a root session deletes a bucket policy": ["root-api-use"],
  "root creates an access key": ["root-api-use", "root-credential-change"],
  "root deactivates its MFA device": ["root-api-use", "root-credential-change"],
  "a role creates an access key for a user": [],
  "a service acts in the name of root": [],
  "a service event bears the root of an account": [],
  "a service event of root comes as an API call": [],
  "a role describes instances": [],
  "a root session is granted": ["assume-root"],
  "a root session is granted in eu-central-1": ["assume-root"],
  "a root session is granted in us-west-2": ["assume-root"],
  "a root session is refused": ["assume-root"],
  "a role assumes a role": [],
  "password recovery is requested": ["password-recovery"],
  "password recovery is completed, under another detail type": ["password-recovery"],
  "root sessions are switched off": ["root-feature-switch"],
  "a delegated administrator starts a root session": ["assume-root"],
  "a delegated administrator switches credentials management off": ["root-feature-switch"],
  "a delegated administrator stops a trail": ["trail-tampering"],
  "a trail is stopped": ["trail-tampering"],
  "a trail is deleted": ["trail-tampering"],
  "a trail's selectors are replaced": ["trail-tampering"],
  "a trail is described": [],
  "an account is moved": ["organization-change"],
  "a policy is detached": ["organization-change"],
  "accounts are listed": [],
  "an alternate contact is replaced": ["account-identity-change"],
  "a root e-mail change is started": ["account-identity-change"],
  "a Region is enabled": ["account-identity-change"],
  "an alert rule is disabled": ["alert-path-tampering"],
  "somebody else's rule is disabled": [],
  "an alert rule is deleted": ["alert-path-tampering"],
  "an alert rule is replaced": ["alert-path-tampering"],
  "an alert rule loses its targets": ["alert-path-tampering"],
  "the alert bus is closed": ["alert-path-tampering"],
  "the alert bus is deleted": ["alert-path-tampering"],
  "a recipient is unsubscribed": ["alert-path-tampering"],
  "an alert topic's policy is replaced": ["alert-path-tampering"],
  "a topic of the alarms is deleted": ["alert-path-tampering"],
  "another topic's policy is replaced": [],
  "a dead-letter queue is purged": ["alert-path-tampering"],
  "a dead-letter queue's policy is replaced": ["alert-path-tampering"],
  "an alarm of ours is deleted": ["alert-path-tampering"],
  "an alarm of ours is muted": ["alert-path-tampering"],
  "alarms are deleted, ours among them": ["alert-path-tampering"],
  "other alarms are deleted": [],
  "a metric filter of the trail is deleted": ["alert-path-tampering"],
  "the trail's log group is deleted": ["alert-path-tampering"],
  "a metric filter of another log group is deleted": [],
  "the forwarding role loses its policy": ["alert-path-tampering"],
  "the trail's role loses its policy": ["alert-path-tampering"],
  "a key of the management account is disabled": ["alert-path-tampering"],
  "a key of a member account is disabled": [],
  "CloudTrail creates a stream in its log group": [],
  "an alert rule is described": [],
  "a break-glass user signs in": ["break-glass-use"],
  "a break-glass user fails to sign in": ["break-glass-use"],
  "a break-glass user takes the break-glass role": ["break-glass-use"],
  "somebody else tries to take the break-glass role": ["break-glass-use"],
  "a break-glass user switches to the role in the console": ["break-glass-use"],
  "somebody switches to another role in the console": [],
  "a break-glass user gets a password": ["break-glass-use"],
  "a break-glass user gets a second factor": ["break-glass-use"],
  "a deployment puts a break-glass user into its group": [],
  "the break-glass role detaches a policy": ["organization-change"],
  "the alert path of an account is tested": ["alert-path-test"],
};

describe("alerts on events", () => {
  const patterns = eventPatterns(acme);

  test.each(Object.entries(EXPECTED))("%s", (name, expected) => {
    const [, event] = Object.entries(RECORDED_EVENTS).find(([candidate]) => candidate === name) ?? [];
    const raised = EVENT_ALERT_IDS.filter((alert) => matchesPattern(patterns[alert], event));
    expect(raised).toEqual(expected);
  });

  test("are raised by nothing that somebody in the account invented and put on the bus", () => {
    const forged = Object.values(RECORDED_EVENTS).map((event) => ({ ...event, source: "acme.shop" }));
    expect(forged.length).toBeGreaterThan(50);
    const raised = EVENT_ALERT_IDS.filter((alert) => forged.some((event) => matchesPattern(patterns[alert], event)));
    expect(raised).toEqual([]);
  });

  test.each(EVENT_ALERT_IDS)("%s is raised by a recorded event", (alert) => {
    expect(Object.values(EXPECTED).some((alerts) => alerts.includes(alert))).toBe(true);
  });

  test.each(EVENT_ALERT_IDS)("the pattern of %s fits EventBridge, with the longest names", (alert) => {
    expect(JSON.stringify(eventPatterns(longest)[alert]).length).toBeLessThanOrEqual(EVENT_PATTERN_MAX_LENGTH);
  });

  test("us-east-1 has all of them, another Region those whose events are recorded there", () => {
    expect(eventAlertsIn(GLOBAL_EVENTS_REGION)).toEqual(EVENT_ALERT_IDS);
    expect(eventAlertsIn("eu-central-1")).toEqual([
      "root-api-use",
      "assume-root",
      "trail-tampering",
      "alert-path-tampering",
      "break-glass-use",
      "alert-path-test",
    ]);
  });

  test.each(["us-east-1", "eu-central-1"] as const)(
    "the management account has a rule in %s for each but the test, which is sent in member accounts only",
    (region) => {
      const own = managementAlertsIn(region);
      expect(eventAlertsIn(region).filter((alert) => !own.includes(alert))).toEqual(["alert-path-test"]);
    },
  );

  test.each<[string, string, string, boolean]>([
    ["the event that is sent", "rootstock.account-status", "Rootstock Alert Path Test", true],
    ["another event of the same source", "rootstock.account-status", "Something Else", false],
    ["the same words from another source", "acme.shop", "Rootstock Alert Path Test", false],
    ["a call of AWS's", "aws.events", "AWS API Call via CloudTrail", false],
  ])("a test of the alert path is told by source and type: %s", (_, source, detailType, isTest) => {
    expect(matchesPattern(patterns["alert-path-test"], { source, "detail-type": detailType, detail: {} })).toBe(isTest);
  });
});

describe("alerts that only the bus has a rule for", () => {
  const IDS = { recoveryUnitId: "ou-ab12-recovery1" };
  const RAISED: Readonly<Record<BusAlertId, readonly RecordedEvent[]>> = { "recovery-move": ["an account is moved"] };

  test.each(BUS_ALERT_IDS)("%s singles out some of the events that are forwarded anyway", (alert) => {
    const events = Object.entries(RECORDED_EVENTS);
    const raised = events.filter(([, event]) => matchesPattern(busPatterns(IDS)[alert], event));
    expect(raised.map(([name]) => name)).toEqual(RAISED[alert]);
    for (const [, event] of raised) {
      expect(EVENT_ALERT_IDS.filter((id) => matchesPattern(eventPatterns(acme)[id], event))).not.toEqual([]);
    }
  });

  test("a move to another unit is no recovery", () => {
    const pattern = busPatterns({ recoveryUnitId: "ou-ab12-other001" })["recovery-move"];
    expect(matchesPattern(pattern, RECORDED_EVENTS["an account is moved"])).toBe(false);
  });
});
