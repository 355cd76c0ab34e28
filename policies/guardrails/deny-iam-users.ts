import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles, NO_ROOT_SESSION } from "./principals";

/**
 * Denies IAM users and every credential that does not expire by itself.
 *
 * The break-glass users are in the management account, which no service control policy binds. Root sessions are spared:
 * with the task policy IAMCreateRootUserPassword one creates the root user's login profile.
 */
export const denyIamUsers: GuardrailBody = (zone) => [
  {
    Sid: "DenyIamUsersAndKeys",
    Effect: "Deny",
    Action: [
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateServiceSpecificCredential",
      "iam:CreateUser",
      "iam:UpdateAccessKey",
      "iam:UpdateLoginProfile",
      "iam:UploadSSHPublicKey",
      "iam:UploadSigningCertificate",
    ],
    Resource: "*",
    Condition: { ...allButDeployingRoles(zone), ...NO_ROOT_SESSION },
  },
];
