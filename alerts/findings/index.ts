import type { FindingAlertId } from "../../catalogue/finding-alerts";
import type { EventPattern } from "../event-pattern";
import { guardDutyFinding, rootUseFinding } from "./guard-duty";
import { publicAccessFinding } from "./public-access-finding";
import { securityHubFinding } from "./security-hub-finding";

/** The event pattern of every alert on findings. */
export const FINDING_PATTERNS: Readonly<Record<FindingAlertId, EventPattern>> = {
  "root-use-finding": rootUseFinding,
  "guardduty-finding": guardDutyFinding,
  "security-hub-finding": securityHubFinding,
  "public-access-finding": publicAccessFinding,
};
