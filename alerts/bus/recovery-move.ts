import type { EventPattern } from "../event-pattern";

/** An account was moved into the Recovery OU; the rule for changes to the organization forwards the event. */
export function recoveryMove(recoveryUnitId: string): EventPattern {
  return {
    source: ["aws.organizations"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: ["organizations.amazonaws.com"],
      eventName: ["MoveAccount"],
      requestParameters: { destinationParentId: [recoveryUnitId] },
    },
  };
}
