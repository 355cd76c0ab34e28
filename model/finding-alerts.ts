import { FINDING_ALERT_IDS, FINDING_ALERTS, type FindingAlertId } from "../catalogue/finding-alerts";
import type { Region } from "../catalogue/regions";
import type { LandingZone } from "./landing-zone";

/** The alerts on findings whose service is on. */
export function findingAlerts({ detection }: Pick<LandingZone, "detection">): readonly FindingAlertId[] {
  const isOn = {
    GuardDuty: detection.guardDuty !== undefined,
    "Security Hub": detection.securityHub !== undefined,
    "Access Analyzer": detection.externalAccess !== undefined,
  } as const;
  return FINDING_ALERT_IDS.filter((alert) => isOn[FINDING_ALERTS[alert].source]);
}

/** The alerts on findings that arise in a Region. */
export function findingAlertsIn(
  region: Region,
  zone: Pick<LandingZone, "detection" | "homeRegion">,
): readonly FindingAlertId[] {
  return findingAlerts(zone).filter(
    (alert) => FINDING_ALERTS[alert].regions === "every-governed-region" || region === zone.homeRegion,
  );
}
