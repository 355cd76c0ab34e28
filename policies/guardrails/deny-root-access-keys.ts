import type { GuardrailBody } from "./guardrail-body";
import { LONG_TERM_ROOT } from "./principals";

/**
 * Denies access keys to the root user, also in the Recovery OU, where deny-root lets it in.
 *
 * No task policy of central root access allows these actions, so nothing is lost where root sessions are spared.
 */
export const denyRootAccessKeys: GuardrailBody = () => [
  {
    Sid: "DenyRootAccessKeys",
    Effect: "Deny",
    Action: ["iam:CreateAccessKey", "iam:UpdateAccessKey"],
    Resource: "*",
    Condition: LONG_TERM_ROOT,
  },
];
