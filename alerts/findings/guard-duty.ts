import type { EventPattern } from "../event-pattern";

const FINDING: EventPattern = { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] };

/** GuardDuty's high severity begins here; source: GuardDuty user guide, severity levels of findings. */
const HIGH = 7;

/** Somebody used credentials of a root user; GuardDuty itself calls that low. */
export const rootUseFinding: EventPattern = {
  ...FINDING,
  detail: { type: ["Policy:IAMUser/RootCredentialUsage"] },
};

/** Something that GuardDuty calls high or critical. */
export const guardDutyFinding: EventPattern = { ...FINDING, detail: { severity: [{ numeric: [">=", HIGH] }] } };
