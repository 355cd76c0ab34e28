import type { EventPattern } from "../event-pattern";
import { FROM_AWS } from "../from-aws";

/**
 * An API call of a root user, long-term or in a root session; sign-in has an alert of its own.
 *
 * Events that an AWS service causes in the name of the account are no use of root: they carry `invokedBy` or are
 * service events. It is the EventBridge form of the CIS filter for root usage.
 */
export const rootApiUse: EventPattern = {
  ...FROM_AWS,
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
    eventType: [{ "anything-but": ["AwsServiceEvent"] }],
  },
};
