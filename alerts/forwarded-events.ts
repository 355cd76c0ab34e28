import { EVENT_ALERT_IDS, EVENT_ALERTS, type EventAlertEntry, type EventAlertId } from "../catalogue/alerts";
import { GLOBAL_EVENTS_REGION, type Region } from "../catalogue/regions";
import type { NamingContext } from "../model/names";
import type { EventPattern } from "./event-pattern";
import { eventPatterns } from "./events";

/** One rule of a member account: it forwards the events of several alerts, which the security bus tells apart again. */
export interface ForwardedEvents {
  /** Part of the rule's name and of its Terraform address, for ever. */
  readonly id: string;
  readonly title: string;
  readonly alerts: readonly EventAlertId[];
  readonly pattern: EventPattern;
  readonly includesReadOnlyEvents: boolean;
}

/** What a member account may do for the whole organization. */
export interface MemberDuties {
  /** Whether it administers central root access, and so starts root sessions and switches the features itself. */
  readonly administersRootAccess: boolean;
}

/** Alerts whose events no member account has, but the one that administers central root access. */
const ADMINISTRATORS_ONLY: readonly EventAlertId[] = ["root-feature-switch"];

/** Alerts on what is sent in member accounts: a rule for it in the management account, and its alarm, would be idle. */
const MEMBERS_ONLY: readonly EventAlertId[] = ["alert-path-test"];

/** The pattern on the alert path itself is by far the longest: with the others it would exceed EventBridge's limit. */
const OWN_RULE: EventAlertId = "alert-path-tampering";

/** The alerts whose events are recorded in a Region. */
export function eventAlertsIn(region: Region): readonly EventAlertId[] {
  return EVENT_ALERT_IDS.filter((alert) => {
    const { regions }: EventAlertEntry = EVENT_ALERTS[alert];
    return regions === "every-governed-region" || region === GLOBAL_EVENTS_REGION;
  });
}

/** The alerts whose events the management account forwards from a Region, with a rule each. */
export function managementAlertsIn(region: Region): readonly EventAlertId[] {
  return eventAlertsIn(region).filter((alert) => !MEMBERS_ONLY.includes(alert));
}

/**
 * The rules with which a member account forwards alert events from a Region: two instead of one an alert.
 *
 * The state of every member account is planned with every change to it, so its resources are few.
 */
export function forwardedEvents(
  zone: NamingContext,
  region: Region,
  { administersRootAccess }: MemberDuties,
): readonly ForwardedEvents[] {
  const alerts = eventAlertsIn(region).filter((alert) => administersRootAccess || !ADMINISTRATORS_ONLY.includes(alert));
  const patterns = eventPatterns(zone);
  const shared = alerts.filter((alert) => alert !== OWN_RULE);
  return [
    {
      id: "alert-events",
      title: "Alert events of this account, for the security account",
      alerts: shared,
      pattern: { $or: shared.map((alert) => patterns[alert]) },
      includesReadOnlyEvents: shared.some((alert) => EVENT_ALERTS[alert].includesReadOnlyEvents),
    },
    {
      id: OWN_RULE,
      title: EVENT_ALERTS[OWN_RULE].title,
      alerts: [OWN_RULE],
      pattern: patterns[OWN_RULE],
      includesReadOnlyEvents: EVENT_ALERTS[OWN_RULE].includesReadOnlyEvents,
    },
  ];
}
