import { describe, expect, test } from "@jest/globals";
import { matchesPattern } from "../../alerts/event-pattern";
import { eventPatterns } from "../../alerts/events";
import { eventAlertsIn, forwardedEvents } from "../../alerts/forwarded-events";
import { metricFilters } from "../../alerts/metrics";
import { matchesFilter, parseFilter } from "../../alerts/metrics/filter-syntax";
import { EVENT_ALERT_IDS, type EventAlertId, METRIC_ALERT_IDS, type MetricAlertId } from "../../catalogue/alerts";
import type { Region } from "../../catalogue/regions";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";
import { RECORDED_EVENTS, type RecordedEvent } from "./recorded-events";

const { zone } = resolve(minimalConfig(), undefined);
const patterns = eventPatterns(zone);
const filters = metricFilters(zone);

/** The alerts of path (b) whose rule stands where the event is recorded, and matches it. */
function raisedByRules(name: RecordedEvent): readonly EventAlertId[] {
  const event = RECORDED_EVENTS[name];
  const region = zone.governedRegions.find((governed) => governed === event.region);
  const standing = region === undefined ? [] : eventAlertsIn(region);
  return standing.filter((alert) => matchesPattern(patterns[alert], event));
}

/** The alerts of path (a) that count the trail's record of the event; the trail has every Region. */
function countedByFilters(name: RecordedEvent): readonly MetricAlertId[] {
  const { detail } = RECORDED_EVENTS[name];
  return METRIC_ALERT_IDS.filter((alert) => matchesFilter(parseFilter(filters[alert]), detail));
}

describe("who silences path (a), trail to alarms, is seen by the rules of path (b)", () => {
  test.each<[RecordedEvent, EventAlertId]>([
    ["a trail is stopped", "trail-tampering"],
    ["a trail is deleted", "trail-tampering"],
    ["a trail's selectors are replaced", "trail-tampering"],
    ["the trail's role loses its policy", "alert-path-tampering"],
    ["the trail's log group is deleted", "alert-path-tampering"],
    ["a key of the management account is disabled", "alert-path-tampering"],
    ["a metric filter of the trail is deleted", "alert-path-tampering"],
    ["an alarm of ours is deleted", "alert-path-tampering"],
    ["alarms are deleted, ours among them", "alert-path-tampering"],
    ["an alarm of ours is muted", "alert-path-tampering"],
    ["an alert topic's policy is replaced", "alert-path-tampering"],
    ["a topic of the alarms is deleted", "alert-path-tampering"],
    ["a recipient is unsubscribed", "alert-path-tampering"],
  ])("%s: %s", (name, alert) => {
    expect(raisedByRules(name)).toContain(alert);
  });
});

describe("who silences path (b), rules to bus to topics, is counted by the filters of path (a)", () => {
  test.each<[RecordedEvent, MetricAlertId]>([
    ["an alert rule is disabled", "alert-path-changes"],
    ["an alert rule is deleted", "alert-path-changes"],
    ["an alert rule is replaced", "alert-path-changes"],
    ["an alert rule loses its targets", "alert-path-changes"],
    ["the alert bus is closed", "alert-path-changes"],
    ["the alert bus is deleted", "alert-path-changes"],
    ["the forwarding role loses its policy", "alert-path-changes"],
    ["an alert topic's policy is replaced", "alert-path-changes"],
    ["a recipient is unsubscribed", "alert-path-changes"],
    ["a dead-letter queue is purged", "alert-path-changes"],
    ["a dead-letter queue's policy is replaced", "alert-path-changes"],
    ["a key of a member account is disabled", "kms-key-deletion"],
    // EventBridge hands on what a trail records: without any trail there are no events for the rules.
    ["a trail is stopped", "cloudtrail-changes"],
  ])("%s: %s", (name, alert) => {
    expect(countedByFilters(name)).toContain(alert);
  });
});

describe("what the security account does as a delegated administrator is forwarded from there, and only then", () => {
  const forwards = (name: RecordedEvent, administersRootAccess: boolean) =>
    forwardedEvents(zone, "us-east-1", { administersRootAccess }).some(({ pattern }) =>
      matchesPattern(pattern, RECORDED_EVENTS[name]),
    );

  test.each<[RecordedEvent, boolean]>([
    ["a delegated administrator starts a root session", true],
    ["a delegated administrator stops a trail", true],
    // Without the delegation, IAM refuses this call to a member account.
    ["a delegated administrator switches credentials management off", false],
  ])("%s", (name, forwardedByAll) => {
    expect(forwards(name, true)).toBe(true);
    expect(forwards(name, false)).toBe(forwardedByAll);
  });
});

describe("what is no silencing raises neither", () => {
  test.each<RecordedEvent>([
    "somebody else's rule is disabled",
    "another topic's policy is replaced",
    "other alarms are deleted",
    "a metric filter of another log group is deleted",
    "CloudTrail creates a stream in its log group",
    "an alert rule is described",
    "a trail is described",
  ])("%s", (name) => {
    expect([...raisedByRules(name), ...countedByFilters(name)]).toEqual([]);
  });
});

describe("a root session", () => {
  test.each<[Region, RecordedEvent, readonly EventAlertId[]]>([
    ["us-east-1", "a root session is granted", ["assume-root"]],
    ["eu-central-1", "a root session is granted in eu-central-1", ["assume-root"]],
    // Not governed, so no rule stands there: the trail has it all the same.
    ["us-west-2", "a root session is granted in us-west-2", []],
  ])("that was asked for in %s is recorded there", (region, name, raised) => {
    expect(RECORDED_EVENTS[name].region).toBe(region);
    expect(raisedByRules(name)).toEqual(raised);
    expect(countedByFilters(name)).toEqual(["assume-root"]);
  });
});

test("every rule that a recorded event of us-east-1 should raise stands in us-east-1", () => {
  for (const name of Object.keys(RECORDED_EVENTS) as RecordedEvent[]) {
    const event = RECORDED_EVENTS[name];
    if (event.region !== "us-east-1") continue;
    expect([name, raisedByRules(name)]).toEqual([
      name,
      EVENT_ALERT_IDS.filter((alert) => matchesPattern(patterns[alert], event)),
    ]);
  }
});
