import type { EventPattern } from "../event-pattern";

/** Accounts, policies, trusted services or delegated administrators of the organization changed. */
export const organizationChange: EventPattern = {
  source: ["aws.organizations"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["organizations.amazonaws.com"],
    eventName: [
      "LeaveOrganization",
      "DeleteOrganization",
      "RemoveAccountFromOrganization",
      "CreateAccount",
      "MoveAccount",
      "CloseAccount",
      "InviteAccountToOrganization",
      "AcceptHandshake",
      "InviteOrganizationToTransferResponsibility",
      "CreateOrganizationalUnit",
      "UpdateOrganizationalUnit",
      "DeleteOrganizationalUnit",
      "CreatePolicy",
      "UpdatePolicy",
      "DeletePolicy",
      "AttachPolicy",
      "DetachPolicy",
      "EnablePolicyType",
      "DisablePolicyType",
      "EnableAWSServiceAccess",
      "DisableAWSServiceAccess",
      "RegisterDelegatedAdministrator",
      "DeregisterDelegatedAdministrator",
      "PutResourcePolicy",
      "DeleteResourcePolicy",
    ],
  },
};
