import type { EventPattern } from "../event-pattern";

/**
 * Password recovery, password change or e-mail change of a root user in the sign-in service.
 *
 * AWS does not document the detail type of these events, so the pattern has none.
 */
export const passwordRecovery: EventPattern = {
  source: ["aws.signin"],
  detail: {
    eventSource: ["signin.amazonaws.com"],
    eventName: ["PasswordRecoveryRequested", "PasswordRecoveryCompleted", "PasswordUpdated", "EmailUpdated"],
  },
};
