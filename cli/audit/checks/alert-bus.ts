import { EVENT_ALERT_IDS, EVENT_ALERTS, SEVERITIES, type Severity } from "../../../catalogue/alerts";
import { BUS_ALERT_IDS, BUS_ALERTS } from "../../../catalogue/bus-alerts";
import { FINDING_ALERTS } from "../../../catalogue/finding-alerts";
import { findingAlerts } from "../../../model/finding-alerts";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import type { AuditCheck } from "../check";
import type { LiveAlertBus, LiveRule } from "../evidence";
import { type Finding, Verdict } from "../finding";

const APPLY = "Apply the security stack.";
const ALERTS = { ...EVENT_ALERTS, ...BUS_ALERTS, ...FINDING_ALERTS };

/** One rule that the landing zone has on its bus. */
export interface ExpectedRule {
  readonly name: string;
  /** The name of the topic that it tells. */
  readonly topic: string;
}

/** The rules on the bus, by which events become alerts. */
export function expectedRules(zone: LandingZone): readonly ExpectedRule[] {
  const names = namesOf(zone);
  return [...EVENT_ALERT_IDS, ...BUS_ALERT_IDS, ...findingAlerts(zone)].map((alert) => ({
    name: names.eventRule(alert),
    topic: names.topic(ALERTS[alert].severity),
  }));
}

/** In the security account every alert's rule is enabled and tells its topic, and every topic somebody. */
export const judgeAlertBus: AuditCheck = ({ alertBus }, { zone }) => {
  const verdict = new Verdict("alert-rules", zone, zone.security.key);
  return verdict.observed(alertBus, (bus) =>
    bus === undefined ? [] : [...judgeRules(bus, zone, verdict), ...judgeTopics(bus, zone)],
  );
};

function judgeRules({ rules }: LiveAlertBus, zone: LandingZone, verdict: Verdict): readonly Finding[] {
  if (rules === undefined) {
    return [verdict.problem(`The bus ${namesOf(zone).eventBus} does not exist, so no event becomes an alert`, APPLY)];
  }
  return expectedRules(zone).flatMap((expected) => {
    const wrong = faultOf(
      rules.find(({ name }) => name === expected.name),
      expected,
    );
    return wrong === undefined ? [] : [verdict.problem(`The rule ${expected.name} ${wrong}`, APPLY)];
  });
}

function faultOf(rule: LiveRule | undefined, { topic }: ExpectedRule): string | undefined {
  if (rule === undefined) return "does not exist";
  if (!rule.isEnabled) return "is disabled";
  return rule.targetArns.some((arn) => arn.endsWith(`:${topic}`)) ? undefined : `does not tell the topic ${topic}`;
}

function judgeTopics({ subscribers }: LiveAlertBus, zone: LandingZone): readonly Finding[] {
  const verdict = new Verdict("subscribers", zone, zone.security.key);
  return SEVERITIES.flatMap((severity) => {
    const topic = namesOf(zone).topic(severity);
    const confirmed = subscribers[topic];
    if (confirmed === undefined) return [verdict.problem(`The topic ${topic} does not exist`, APPLY)];
    if (confirmed > 0) return [];
    return [
      verdict.problem(
        `The topic ${topic} has no confirmed subscriber, so nobody hears of ${alertsOf(severity).join(", ") || "notices"}`,
        "Let every recipient confirm the subscription by the link in the mail; apply the security stack to send it again.",
      ),
    ];
  });
}

function alertsOf(severity: Severity): readonly string[] {
  return [...EVENT_ALERT_IDS, ...BUS_ALERT_IDS].filter((alert) => ALERTS[alert].severity === severity);
}
