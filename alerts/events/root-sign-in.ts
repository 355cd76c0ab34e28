import type { EventPattern } from "../event-pattern";

/** Console sign-in of a root user, successful or failed, with or without MFA. Recorded in us-east-1 only. */
export const rootSignIn: EventPattern = {
  source: ["aws.signin"],
  "detail-type": ["AWS Console Sign In via CloudTrail"],
  detail: { eventName: ["ConsoleLogin"], userIdentity: { type: ["Root"] } },
};
