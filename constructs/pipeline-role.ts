import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { namesOf } from "../model/names";
import { GITHUB_TOKENS } from "../policies/pipeline-policy";
import type { PolicyDocument } from "../policies/policy-document";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { protectedLifecycle } from "./protection";
import { renderReferences } from "./resource-policy";

/** One of the pipeline's roles in the management account. */
export interface PipelineRoleProps {
  readonly provider: AwsProvider;
  readonly does: "plan" | "deploy";
  readonly description: string;
  /** The ARN of GitHub's identity provider: a literal or a reference. */
  readonly identityProviderArn: string;
  /** The `sub` claims of the tokens that get the role, compared exactly. */
  readonly subjects: readonly string[];
  /** The name of a policy of AWS's. */
  readonly managedPolicy: string;
  /** What the role may do beside that. @default nothing */
  readonly policy?: PolicyDocument;
  readonly boundary: PolicyDocument;
}

/** As long as the longest job of the workflows; they ask for as much by `role-duration-seconds`. */
export const SESSION_SECONDS = 2 * 3600;

/** A role that workflows of one repository get by their token, never more than its boundary allows. */
export class PipelineRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PipelineRoleProps) {
    super(scope, id);
    const { provider, does, description, managedPolicy, policy, boundary } = props;
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const limit = new IamPolicy(this, "boundary", {
      provider,
      name: names.pipelineBoundary(does),
      description: `The most that ${names.pipelineRole(does)} may do`,
      policy: renderReferences(boundary),
      lifecycle: protectedLifecycle(this),
    });
    const role = new IamRole(this, MAIN_CHILD, {
      provider,
      name: names.pipelineRole(does),
      description,
      maxSessionDuration: SESSION_SECONDS,
      permissionsBoundary: limit.arn,
      assumeRolePolicy: renderReferences(trust(props)),
      lifecycle: protectedLifecycle(this),
    });
    new IamRolePolicyAttachment(this, "permissions", {
      provider,
      role: role.name,
      policyArn: `arn:${zone.partition}:iam::aws:policy/${managedPolicy}`,
    });
    if (policy !== undefined) {
      new IamRolePolicy(this, "policy", {
        provider,
        name: "pipeline",
        role: role.name,
        policy: renderReferences(policy),
      });
    }
    this.arn = role.arn;
  }
}

function trust({ identityProviderArn, subjects }: PipelineRoleProps) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Workflows",
        Effect: "Allow",
        Principal: { Federated: identityProviderArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${GITHUB_TOKENS}:aud`]: "sts.amazonaws.com", [`${GITHUB_TOKENS}:sub`]: subjects },
        },
      },
    ],
  };
}
