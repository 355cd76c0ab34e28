import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { DATA_READING_ACTIONS } from "../catalogue/data-reading-actions";
import { DEPLOY_ROLE, PLAN_ROLE } from "../model/deployment-roles";
import { stackOf } from "./landing-zone-stack";
import { resourcePolicy } from "./resource-policy";

/** The name under which an account's baseline publishes the ARN of one of these roles. */
export function deploymentRoleOutput(role: string): string {
  return `role_arn_${role}`;
}

/** One role of the pipeline and where its counterpart is made. */
export interface DeploymentRoleProps {
  readonly provider: AwsProvider;
  /** The one role that may assume it. */
  readonly trustedRoleArn: string;
}

/** The role with which the pipeline reads an account and plans: how it is set up, not what is stored in it. */
export function planRole(scope: Construct, props: DeploymentRoleProps): void {
  const role = deploymentRole(scope, "plan_role", PLAN_ROLE, "ReadOnlyAccess", props);
  new IamRolePolicy(scope, "plan_role_policy", {
    provider: props.provider,
    name: "deny-reading-data",
    role: role.name,
    policy: resourcePolicy([{ Sid: "DenyReadingData", Effect: "Deny", Action: DATA_READING_ACTIONS, Resource: "*" }]),
  });
}

/** The role with which the pipeline applies a plan in an account. */
export function deployRole(scope: Construct, props: DeploymentRoleProps): void {
  deploymentRole(scope, "deploy_role", DEPLOY_ROLE, "AdministratorAccess", props);
}

function deploymentRole(
  scope: Construct,
  id: string,
  name: string,
  managedPolicy: string,
  { provider, trustedRoleArn }: DeploymentRoleProps,
): IamRole {
  const role = new IamRole(scope, id, {
    provider,
    name,
    description: `The pipeline's role in this account, with ${managedPolicy}`,
    maxSessionDuration: 3600,
    assumeRolePolicy: resourcePolicy([
      { Sid: "Pipeline", Effect: "Allow", Principal: { AWS: trustedRoleArn }, Action: "sts:AssumeRole" },
    ]),
  });
  new IamRolePolicyAttachment(scope, `${id}_permissions`, {
    provider,
    role: role.name,
    policyArn: `arn:${stackOf(scope).zone.partition}:iam::aws:policy/${managedPolicy}`,
  });
  stackOf(scope).publish(deploymentRoleOutput(name), role.arn);
  return role;
}
