import type { EventPattern } from "../event-pattern";

/** The root e-mail address, the contacts, the name or the Regions of an account changed. */
export const accountIdentityChange: EventPattern = {
  source: ["aws.account"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["account.amazonaws.com"],
    eventName: [
      "StartPrimaryEmailUpdate",
      "AcceptPrimaryEmailUpdate",
      "PutAlternateContact",
      "DeleteAlternateContact",
      "PutContactInformation",
      "PutAccountName",
      "EnableRegion",
      "DisableRegion",
    ],
  },
};
