import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { AccountProviders } from "../constructs/account-providers";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { PipelineRole } from "../constructs/pipeline-role";
import { protectedLifecycle } from "../constructs/protection";
import type { LandingZone } from "../model/landing-zone";
import type { Pipeline } from "../model/pipeline-config";
import { deployBoundary, GITHUB_TOKENS, planBoundary, planPolicy } from "../policies/pipeline-policy";

/**
 * Who may plan and who may deploy: GitHub's identity provider and a role for each, in the management account.
 *
 * People apply it, by `npm run bootstrap`: the deploy role cannot change what limits it.
 */
export class PipelineStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone) {
    super(scope, "pipeline", zone);
    const { pipeline, managementAccount } = zone;
    if (pipeline === undefined) throw new Error("no pipeline is configured");
    const provider = new AccountProviders(this, { accountId: managementAccount.id }).home;
    const identityProviderArn = this.identityProvider(provider, pipeline);
    const { subjectPrefix, branch, environment } = pipeline;
    const plan = new PipelineRole(this, "plan", {
      provider,
      does: "plan",
      description: "Plans pull requests and looks for drift; reads how accounts are set up and changes nothing",
      identityProviderArn,
      subjects: [`${subjectPrefix}:pull_request`, `${subjectPrefix}:ref:refs/heads/${branch}`],
      managedPolicy: "ReadOnlyAccess",
      policy: planPolicy(zone),
      boundary: planBoundary(zone),
    });
    const deploy = new PipelineRole(this, "deploy", {
      provider,
      does: "deploy",
      description: "Applies reviewed plans; may not undo what protects the organization",
      identityProviderArn,
      subjects: [`${subjectPrefix}:environment:${environment}`],
      managedPolicy: "AdministratorAccess",
      boundary: deployBoundary(zone),
    });
    this.publish("plan_role_arn", plan.arn);
    this.publish("deploy_role_arn", deploy.arn);
  }

  private identityProvider(provider: AwsProvider, { createIdentityProvider }: Pipeline): string {
    const { partition, managementAccount } = this.zone;
    if (!createIdentityProvider) return `arn:${partition}:iam::${managementAccount.id}:oidc-provider/${GITHUB_TOKENS}`;
    return new IamOpenidConnectProvider(this, "github", {
      provider,
      url: `https://${GITHUB_TOKENS}`,
      clientIdList: ["sts.amazonaws.com"],
      lifecycle: protectedLifecycle(this),
    }).arn;
  }
}
