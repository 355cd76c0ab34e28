import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles } from "./principals";

/** Denies volumes in clear, and switching off the encryption by default that the landing zone switches on. */
export const requireEbsEncryption: GuardrailBody = (zone) => [
  {
    Sid: "DenyVolumesInClear",
    Effect: "Deny",
    Action: ["ec2:CreateVolume", "ec2:RunInstances"],
    Resource: "arn:*:ec2:*:*:volume/*",
    Condition: { ...allButDeployingRoles(zone), Bool: { "ec2:Encrypted": "false" } },
  },
  {
    Sid: "ProtectEncryptionByDefault",
    Effect: "Deny",
    Action: "ec2:DisableEbsEncryptionByDefault",
    Resource: "*",
    Condition: allButDeployingRoles(zone),
  },
];
