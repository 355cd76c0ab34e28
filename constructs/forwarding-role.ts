import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { namesOf } from "../model/names";
import { stackOf } from "./landing-zone-stack";
import { resourcePolicy } from "./resource-policy";

/** Whose events go where. */
export interface ForwardingRoleProps {
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly busArn: string;
  /** @default the name of the role that forwards an account's alert events */
  readonly name?: string;
}

/** The role with which EventBridge puts an account's alert events on the landing zone's bus; its ARN. */
export function forwardingRole(scope: Construct, { provider, accountId, busArn, name }: ForwardingRoleProps): string {
  const names = namesOf(stackOf(scope).zone);
  const role = new IamRole(scope, "forwarding_role", {
    provider,
    name: name ?? names.eventForwardingRole,
    description: "EventBridge forwards alert events to the bus in the security account",
    assumeRolePolicy: resourcePolicy([
      {
        Sid: "EventRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: { "aws:SourceArn": names.eventRuleArns(accountId) },
          StringEquals: { "aws:SourceAccount": accountId },
        },
      },
    ]),
  });
  new IamRolePolicy(scope, "forwarding_role_policy", {
    provider,
    name: "put-alert-events",
    role: role.name,
    policy: resourcePolicy([{ Sid: "PutAlertEvents", Effect: "Allow", Action: "events:PutEvents", Resource: busArn }]),
  });
  return role.arn;
}
