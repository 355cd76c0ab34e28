import type { PipelineConfig } from "./baseline-config";
import type { LandingZoneConfig } from "./config";
import { namesOf, roleArn } from "./names";
import type { GitHubPipelineConfig, Pipeline } from "./pipeline-config";

/** The pipeline whose roles the landing zone makes itself, if it does. */
export function resolvePipeline({ pipeline }: LandingZoneConfig): Pipeline | undefined {
  if (pipeline === undefined) return undefined;
  const { repository, branch = "main", environment = "production", createIdentityProvider = true } = pipeline.github;
  return { repository, branch, environment, createIdentityProvider, subjectPrefix: subjectPrefix(pipeline.github) };
}

/** GitHub puts the numbers behind owner and name, each after an `@`. */
function subjectPrefix({ repository, ownerId, repositoryId }: GitHubPipelineConfig): string {
  if (ownerId === undefined || repositoryId === undefined) return `repo:${repository}`;
  const [owner, name] = repository.split("/");
  return `repo:${owner}@${ownerId}/${name}@${repositoryId}`;
}

/** The roles that the plan and deploy roles of every account trust: the landing zone's own, or somebody else's. */
export function pipelineRoles(config: LandingZoneConfig): PipelineConfig | undefined {
  if (config.pipeline === undefined) return config.baseline?.pipeline;
  const { managementAccount } = config;
  const names = namesOf({ ...config, partition: "aws" });
  return {
    planRoleArn: roleArn("aws", managementAccount.id, names.pipelineRole("plan")),
    deployRoleArn: roleArn("aws", managementAccount.id, names.pipelineRole("deploy")),
  };
}
