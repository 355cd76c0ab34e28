import type { EventPattern } from "../event-pattern";

/** A root user's access keys, MFA devices, password or signing certificates changed. IAM is recorded in us-east-1. */
export const rootCredentialChange: EventPattern = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["iam.amazonaws.com"],
    userIdentity: { type: ["Root"] },
    eventName: [
      "CreateAccessKey",
      "UpdateAccessKey",
      "DeleteAccessKey",
      "CreateVirtualMFADevice",
      "EnableMFADevice",
      "DeactivateMFADevice",
      "DeleteVirtualMFADevice",
      "CreateLoginProfile",
      "UpdateLoginProfile",
      "DeleteLoginProfile",
      "UploadSigningCertificate",
      "UpdateSigningCertificate",
      "DeleteSigningCertificate",
    ],
  },
};
