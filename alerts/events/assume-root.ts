import type { EventPattern } from "../event-pattern";

/** A root session was asked for, granted or not. Recorded in the Region of the STS endpoint, in the caller's account. */
export const assumeRoot: EventPattern = {
  source: ["aws.sts"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
};
