import type { GuardrailBody } from "./guardrail-body";
import { allButDeployingRoles } from "./principals";

/**
 * Denies launching instances that answer version 1 of the metadata service, and going back to it.
 *
 * AWS's examples have a third statement, which refuses credentials that were handed out by version 1
 * (`ec2:RoleDelivery`). It is left out: it would stop instances that already run.
 */
export const requireImdsv2: GuardrailBody = (zone) => [
  {
    Sid: "RequireImdsv2AtLaunch",
    Effect: "Deny",
    Action: "ec2:RunInstances",
    Resource: "arn:*:ec2:*:*:instance/*",
    Condition: { ...allButDeployingRoles(zone), StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
  },
  {
    Sid: "DenyReturnToImdsv1",
    Effect: "Deny",
    Action: "ec2:ModifyInstanceMetadataOptions",
    Resource: "arn:*:ec2:*:*:instance/*",
    Condition: { ...allButDeployingRoles(zone), StringEquals: { "ec2:Attribute/HttpTokens": "optional" } },
  },
  {
    Sid: "ProtectMetadataDefaults",
    Effect: "Deny",
    Action: "ec2:ModifyInstanceMetadataDefaults",
    Resource: "*",
    Condition: allButDeployingRoles(zone),
  },
];
