import { METRIC_ALERT_IDS } from "../../../catalogue/alerts";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import type { AuditCheck } from "../check";
import type { Evidence, LiveAlarm } from "../evidence";
import { type Finding, Verdict } from "../finding";

const APPLY = "Apply the monitoring stack.";

/** Every declared alarm exists, acts, and tells a topic to which somebody confirmed a subscription. */
export const judgeAlarms: AuditCheck = (evidence, { zone }) => {
  const verdict = new Verdict("alarms", zone);
  if (zone.alerting.mode === "off") {
    return [verdict.problem("The configuration declares no alerts", 'Set alerting.mode to "enforce".')];
  }
  return verdict.observed(evidence.alarms, (alarms) => [
    ...expectedAlarms(zone).flatMap((name) => judgeAlarm(name, alarms, verdict)),
    ...judgeTopics(alarms, evidence, zone),
  ]);
};

/** The names of the alarms on the trail's metrics; without a trail there are none. */
export function expectedAlarms(zone: LandingZone): readonly string[] {
  return zone.trail.mode === "off" ? [] : METRIC_ALERT_IDS.map(namesOf(zone).alarm);
}

function judgeAlarm(name: string, alarms: readonly LiveAlarm[], verdict: Verdict): readonly Finding[] {
  const alarm = alarms.find((candidate) => candidate.name === name);
  if (alarm === undefined) return [verdict.problem(`The alarm ${name} does not exist`, APPLY)];
  if (!alarm.hasActionsEnabled) return [verdict.problem(`The actions of the alarm ${name} are disabled`, APPLY)];
  return alarm.topicArns.length === 0 ? [verdict.problem(`The alarm ${name} tells no topic`, APPLY)] : [];
}

function judgeTopics(alarms: readonly LiveAlarm[], { subscribers }: Evidence, zone: LandingZone): readonly Finding[] {
  const verdict = new Verdict("subscribers", zone);
  return Object.entries(subscribers).flatMap(([arn, observation]) =>
    verdict.observed(observation, (confirmed) => {
      if (confirmed > 0) return [];
      const silent = alarms.filter(({ topicArns }) => topicArns.includes(arn)).map(({ name }) => name);
      return [
        verdict.problem(
          `The topic ${arn.split(":").at(-1)} has no confirmed subscriber, so nobody hears of ${silent.join(", ")}`,
          "Let every recipient confirm the subscription by the link in the mail; apply the monitoring stack to send it again.",
        ),
      ];
    }),
  );
}
