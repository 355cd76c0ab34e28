import { EVENT_ALERTS } from "../../../catalogue/alerts";
import type { Region } from "../../../catalogue/regions";
import { baselineStackName } from "../../../model/baseline";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import type { Observation } from "../../preflight/facts";
import { arrivalOf } from "./arrival";
import { baselineOf } from "./expected-baseline";
import type { AlertPathFacts, FollowedTest } from "./facts";
import { forwardingFaults, forwardsEvents } from "./forwarding";
import { observedInside } from "./observed-inside";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("alert-path");

/** What has to be there before a test can come out. */
export type Stations = Pick<AlertPathFacts, "forwarding" | "busRule" | "subscribers">;

/** A test that was sent in the account came out where people read. */
export function judgeAlertPath(facts: Observation<AlertPathFacts>, declared: Declared, isNew: boolean): StatusRow {
  const { zone } = declared;
  if (zone.alerting.mode === "off") return rows.notConfigured("alerting.mode is off");
  if (!forwardsEvents(declared)) {
    return rows.notConfigured(
      `the account forwards nothing, for baseline.mode is off (${baselineOf(declared).mode.because})`,
    );
  }
  return observedInside(rows, facts, declared, isNew, (found) => {
    const faults = stationFaults(found, declared);
    if (faults.length > 0) {
      return rows.missing(
        `not tested: ${faults.join("; ")}`,
        `Apply the stacks security and ${baselineStackName(declared.account.key)}; recipients confirm by the link in the mail that they got.`,
      );
    }
    return judgeTest(found, zone);
  });
}

/** What is wrong with the stations of the account's alerts, one phrase each. */
export function stationFaults({ forwarding, busRule, subscribers }: Stations, declared: Declared): readonly string[] {
  const { zone } = declared;
  const names = namesOf(zone);
  const rule = `the rule ${names.eventRule("alert-path-test")} on the bus ${names.eventBus}`;
  const topic = names.topic(EVENT_ALERTS["alert-path-test"].severity);
  const onBus = (): readonly string[] => {
    if (busRule === undefined) return [`${rule} does not exist`];
    if (!busRule.isEnabled) return [`${rule} is disabled`];
    if (subscribers === undefined) return [`${rule} tells no topic ${topic}`];
    // A team may want no digest at all; then the topic is where the path ends.
    const isHeard = subscribers > 0 || zone.alerting.recipients.digest.length === 0;
    return isHeard ? [] : [`the topic ${topic} has no confirmed subscriber`];
  };
  return [...forwardingFaults(forwarding, declared), ...onBus()];
}

function judgeTest({ test, subscribers }: AlertPathFacts, zone: LandingZone): StatusRow {
  if (test === undefined) {
    return rows.waiting(
      "everything is in place, but no test was sent: what comes of it shows only after a minute",
      "Run the same command without --no-wait.",
    );
  }
  const refused = test.sent.events.filter(({ error }) => error !== undefined);
  if (refused.length > 0) {
    return rows.missing(
      refused.map(({ region, error }) => `EventBridge refused the test in ${region}: ${error}`).join("; "),
      "Check that no policy denies events:PutEvents on the account's default bus to the landing zone's role.",
    );
  }
  return judgeArrival(test, subscribers ?? 0, zone);
}

function judgeArrival(test: FollowedTest, subscribers: number, zone: LandingZone): StatusRow {
  const { failedFrom, left, onBus, isWhole } = arrivalOf(test);
  const { id, sentAt, events } = test.sent;
  const regions = events.map(({ region }) => region);
  const sent = `test ${id} sent at ${timeOf(sentAt)} in ${regions.join(" and ")}`;
  if (failedFrom.length > 0 || onBus.failed > 0) {
    const where = failedFrom.length > 0 ? `to the bus from ${failedFrom.join(" and ")}` : "to its topic from the bus";
    return rows.missing(
      `${sent}; it could not be delivered ${where}`,
      "Look at the dead-letter queues and alarms as the runbook alert-delivery says.",
    );
  }
  if (!isWhole) {
    return rows.waiting(
      `${sent}; ${followedTo(left, onBus.made, regions.length)}`,
      "CloudWatch counts by the minute, a few minutes late, and now and then not at all: run the same command again; when it stays so, follow the runbook alert-delivery.",
    );
  }
  const confirmed = `with ${subscribers} confirmed ${subscribers === 1 ? "subscriber" : "subscribers"}`;
  const people = subscribers === 0 ? "which has no recipient declared" : confirmed;
  const topic = namesOf(zone).topic(EVENT_ALERTS["alert-path-test"].severity);
  return rows.ready(
    `${sent}; forwarded from there; reached the bus rule (${onBus.made} of ${regions.length} counted up to ${minuteOf(onBus.lastAt)}, by number and not by id) and was delivered to ${topic} ${people}; whether a mail was read is theirs to say`,
  );
}

function followedTo(left: readonly Region[], arrived: number, expected: number): string {
  if (left.length === 0 && arrived === 0) return "not yet counted anywhere";
  const from = left.length === 0 ? "not yet counted as forwarded" : `forwarded from ${left.join(" and ")}`;
  return `${from}; ${arrived} of ${expected} counted at the bus rule so far`;
}

/** CloudWatch counts by the minute. */
function minuteOf(iso = ""): string {
  return `${iso.slice(0, 16)}Z`;
}

/** To the second, which is more than CloudWatch knows. */
function timeOf(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}
