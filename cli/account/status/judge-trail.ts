import { trailFindings } from "../../audit/checks/trail";
import type { Observation } from "../../preflight/facts";
import type { TrailFacts } from "./facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("trail");

/**
 * The organization trail is on, and the archive has a log file of the account.
 *
 * That the trail is the organization's says that AWS records the account; a file in the archive is what proves it.
 *
 * @param now ISO 8601
 */
export function judgeTrail(facts: Observation<TrailFacts>, { zone }: Declared, now: string): StatusRow {
  if (zone.trail.mode === "off") return rows.notConfigured("trail.mode is off");
  return rows.observed(facts, ({ status, logFile }) => {
    const findings = trailFindings({ trail: { kind: "observed", value: status }, gatheredAt: now }, zone);
    const [first] = findings;
    if (first !== undefined) return rows.missing(findings.map(({ message }) => message).join("; "), first.remedy);
    if (logFile === undefined) {
      return rows.waiting(
        "the organization trail is on and is every account's, but the archive has no log file of this one yet",
        "CloudTrail delivers some minutes after a call. When it stays so, look at the trail's status and the bucket's policy.",
      );
    }
    return rows.ready(
      `the organization trail is on, and the archive has a log file of this account of ${logFile.deliveredAt.slice(0, 16)}Z`,
    );
  });
}
