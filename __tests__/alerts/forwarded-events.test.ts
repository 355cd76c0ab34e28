import { describe, expect, test } from "@jest/globals";
import { EVENT_PATTERN_MAX_LENGTH, matchesPattern } from "../../alerts/event-pattern";
import { eventPatterns } from "../../alerts/events";
import { forwardedEvents } from "../../alerts/forwarded-events";
import { EVENT_ALERT_IDS, EVENT_ALERTS } from "../../catalogue/alerts";
import type { NamingContext } from "../../model/names";
import { RECORDED_EVENTS } from "./recorded-events";

const acme: NamingContext = {
  name: "acme",
  partition: "aws",
  homeRegion: "eu-central-1",
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
};
const longest: NamingContext = { ...acme, name: "a".repeat(20), homeRegion: "ap-southeast-1" };
const REGIONS = ["us-east-1", "eu-central-1"] as const;
const MEMBER = { administersRootAccess: false };
const ADMINISTRATOR = { administersRootAccess: true };

describe.each([
  ["us-east-1", "a member account", MEMBER],
  ["eu-central-1", "a member account", MEMBER],
  ["us-east-1", "the administrator of central root access", ADMINISTRATOR],
  ["eu-central-1", "the administrator of central root access", ADMINISTRATOR],
] as const)("what is forwarded from %s by %s", (region, _who, duties) => {
  const rules = forwardedEvents(acme, region, duties);

  test.each(Object.entries(RECORDED_EVENTS))("of %s each alert's rule forwards it, and no other", (_, event) => {
    for (const { pattern, alerts } of rules) {
      const raises = alerts.some((alert) => matchesPattern(eventPatterns(acme)[alert], event));
      expect(matchesPattern(pattern, event)).toBe(raises);
    }
  });

  test("fits EventBridge, with the longest names", () => {
    for (const { pattern } of forwardedEvents(longest, region, duties)) {
      expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(EVENT_PATTERN_MAX_LENGTH);
    }
  });

  test("sees read-only events where one of its alerts is about them", () => {
    expect(rules.map(({ id, includesReadOnlyEvents }) => [id, includesReadOnlyEvents])).toEqual([
      ["alert-events", true],
      ["alert-path-tampering", false],
    ]);
    for (const { alerts, includesReadOnlyEvents } of rules) {
      expect(alerts.some((alert) => EVENT_ALERTS[alert].includesReadOnlyEvents)).toBe(includesReadOnlyEvents);
    }
  });
});

test.each([
  ["a member account", MEMBER, EVENT_ALERT_IDS.filter((alert) => alert !== "root-feature-switch")],
  ["the administrator of central root access", ADMINISTRATOR, EVENT_ALERT_IDS],
])("%s forwards each of its alerts once, where its events are recorded", (_who, duties, expected) => {
  const forwarded = (region: (typeof REGIONS)[number]) =>
    forwardedEvents(acme, region, duties).flatMap(({ alerts }) => alerts);
  expect([...forwarded("us-east-1")].sort()).toEqual([...expected].sort());
  expect([...forwarded("eu-central-1")].sort()).toEqual(
    EVENT_ALERT_IDS.filter((alert) => EVENT_ALERTS[alert].regions === "every-governed-region").sort(),
  );
});
