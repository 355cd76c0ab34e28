import type { GuardrailBody } from "./guardrail-body";

/**
 * Keeps central root access, contacts, addresses and Regions out of the hands of member accounts.
 *
 * The landing zone's roles are not exempt: it sets all of these from the management account, which service control
 * policies do not bind.
 */
export const protectRootSettings: GuardrailBody = () => [
  {
    Sid: "ProtectCentralRootAccess",
    Effect: "Deny",
    Action: "iam:*OrganizationsRoot*",
    Resource: "*",
  },
  {
    Sid: "ProtectAccountSettings",
    Effect: "Deny",
    Action: [
      "account:AcceptPrimaryEmailUpdate",
      "account:DeleteAlternateContact",
      "account:DisableRegion",
      "account:EnableRegion",
      "account:PutAccountName",
      "account:PutAlternateContact",
      "account:PutContactInformation",
      "account:StartPrimaryEmailUpdate",
    ],
    Resource: "*",
  },
];
