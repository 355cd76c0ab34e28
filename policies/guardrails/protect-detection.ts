import type { DetectiveService } from "../../model/detection";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf } from "../../model/names";
import type { Statement } from "../policy-document";
import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles } from "./principals";

/** What switches a detective service off, takes an account out of it or narrows what it looks at. */
const SERVICE_CHANGES = {
  guardDuty: {
    sid: "ProtectGuardDuty",
    actions: [
      "guardduty:DeleteDetector",
      "guardduty:DeleteMembers",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:DisassociateFromMasterAccount",
      "guardduty:DisassociateMembers",
      "guardduty:StopMonitoringMembers",
      "guardduty:UpdateDetector",
      "guardduty:UpdateMemberDetectors",
      "guardduty:UpdateOrganizationConfiguration",
    ],
  },
  securityHub: {
    sid: "ProtectSecurityHub",
    actions: [
      "securityhub:BatchDisableStandards",
      "securityhub:DeleteConfigurationPolicy",
      "securityhub:DeleteFindingAggregator",
      "securityhub:DeleteMembers",
      "securityhub:DisableSecurityHub",
      "securityhub:DisassociateFromAdministratorAccount",
      "securityhub:DisassociateFromMasterAccount",
      "securityhub:DisassociateMembers",
      "securityhub:StartConfigurationPolicyDisassociation",
      "securityhub:UpdateConfigurationPolicy",
      "securityhub:UpdateFindingAggregator",
      "securityhub:UpdateOrganizationConfiguration",
      "securityhub:UpdateSecurityHubConfiguration",
    ],
  },
  config: {
    sid: "ProtectConfig",
    actions: [
      "config:DeleteConfigurationAggregator",
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:DeleteOrganizationConfigRule",
      "config:PutConfigurationRecorder",
      "config:PutDeliveryChannel",
      "config:PutRetentionConfiguration",
      "config:StopConfigurationRecorder",
    ],
  },
} as const satisfies Partial<Record<DetectiveService, { readonly sid: string; readonly actions: readonly string[] }>>;

const SERVICES = Object.keys(SERVICE_CHANGES) as readonly (keyof typeof SERVICE_CHANGES)[]; // Its keys are known, but typed as string.

/**
 * Lets only the landing zone switch off a detective service, in the security account as well.
 *
 * Findings may be archived and suppressed: that is the work of the people whom they are for, and the trail records it.
 * Services that run in an account by a service-linked role go on: a service control policy never binds those.
 */
export const protectDetection: GuardrailBody = (zone) => [
  ...SERVICES.filter((service) => zone.detection[service]?.mode === "enforce").map(
    (service): Statement => ({
      Sid: SERVICE_CHANGES[service].sid,
      Effect: "Deny",
      Action: SERVICE_CHANGES[service].actions,
      Resource: "*",
      Condition: allButDeployingRoles(zone),
    }),
  ),
  ...analyzers(zone),
];

function analyzers(zone: LandingZone): readonly Statement[] {
  const { externalAccess, unusedAccess } = zone.detection;
  const names = namesOf(zone);
  const isProtected = [
    ...(externalAccess?.mode === "enforce" ? [names.externalAccessAnalyzer] : []),
    ...(unusedAccess?.mode === "enforce" ? [names.unusedAccessAnalyzer] : []),
  ];
  if (isProtected.length === 0) return [];
  return [
    {
      Sid: "ProtectAnalyzers",
      Effect: "Deny",
      Action: ["access-analyzer:DeleteAnalyzer", "access-analyzer:UpdateAnalyzer"],
      Resource: isProtected.map((analyzer) => `arn:*:access-analyzer:*:*:analyzer/${analyzer}`),
      Condition: allButDeployingRoles(zone),
    },
  ];
}
