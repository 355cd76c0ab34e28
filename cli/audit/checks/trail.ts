import type { LandingZone } from "../../../model/landing-zone";
import type { AuditCheck } from "../check";
import type { Evidence, LiveTrailStatus } from "../evidence";
import { type Finding, Verdict } from "../finding";

/** CloudTrail delivers within minutes, and an organization is never silent for a day. */
const DELIVERY_HOURS = 24;
const HOUR = 3_600_000;

const APPLY = "Apply the monitoring stack.";

/** The organization trail covers everything, logs, and delivered within the last day. */
export const judgeTrail: AuditCheck = (evidence, { zone }) => trailFindings(evidence, zone);

/** What is wrong with the trail. */
export function trailFindings(
  { trail, gatheredAt }: Pick<Evidence, "trail" | "gatheredAt">,
  zone: LandingZone,
): readonly Finding[] {
  const verdict = new Verdict("trail", zone);
  if (zone.trail.mode === "off") {
    return [verdict.problem("The configuration declares no trail", 'Set trail.mode to "enforce".')];
  }
  return verdict.observed(trail, (live) =>
    live === undefined
      ? [verdict.problem("The organization trail does not exist", APPLY)]
      : [...judgeCoverage(live, verdict), ...judgeDelivery(live, verdict, gatheredAt)],
  );
}

function judgeCoverage(live: LiveTrailStatus, verdict: Verdict): readonly Finding[] {
  const { isOrganizationTrail, isMultiRegion, validatesLogFiles } = live;
  return [
    ...(isOrganizationTrail ? [] : [verdict.problem("The trail covers the management account only", APPLY)]),
    ...(isMultiRegion ? [] : [verdict.problem("The trail covers one Region only", APPLY)]),
    ...(validatesLogFiles ? [] : [verdict.problem("The trail's log files cannot be validated", APPLY)]),
  ];
}

function judgeDelivery(live: LiveTrailStatus, verdict: Verdict, gatheredAt: string): readonly Finding[] {
  const { isLogging, latestDelivery, deliveryError } = live;
  if (!isLogging) {
    return [
      verdict.problem(
        "The trail is stopped: nothing is recorded",
        "Start logging at once, and find out who stopped it.",
      ),
    ];
  }
  if (deliveryError !== undefined) {
    return [
      verdict.problem(
        `The trail cannot deliver: ${deliveryError}`,
        "Apply the log-archive stack, whose bucket policy and key let the trail write.",
      ),
    ];
  }
  if (latestDelivery === undefined) {
    return [
      verdict.problem(
        "The trail has never delivered",
        "Wait a quarter of an hour after its creation; then look at the bucket's policy.",
      ),
    ];
  }
  const hours = (Date.parse(gatheredAt) - Date.parse(latestDelivery)) / HOUR;
  if (hours <= DELIVERY_HOURS) return [];
  return [
    verdict.problem(
      `The trail last delivered ${Math.floor(hours)} hours ago`,
      "Look at its status and at the policies of the archive's bucket and key.",
    ),
  ];
}
