import type { EventPattern } from "../event-pattern";

/** Central root access was switched on or off for the organization. */
export const rootFeatureSwitch: EventPattern = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["iam.amazonaws.com"],
    eventName: [
      "EnableOrganizationsRootSessions",
      "DisableOrganizationsRootSessions",
      "EnableOrganizationsRootCredentialsManagement",
      "DisableOrganizationsRootCredentialsManagement",
    ],
  },
};
