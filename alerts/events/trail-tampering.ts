import type { EventPattern } from "../event-pattern";

/** A trail was stopped, deleted or changed, or its delegated administrator was; any trail of the account. */
export const trailTampering: EventPattern = {
  source: ["aws.cloudtrail"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["cloudtrail.amazonaws.com"],
    eventName: [
      "StopLogging",
      "DeleteTrail",
      "UpdateTrail",
      "PutEventSelectors",
      "PutInsightSelectors",
      "RegisterOrganizationDelegatedAdmin",
      "DeregisterOrganizationDelegatedAdmin",
    ],
  },
};
