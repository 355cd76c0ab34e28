import { describe, expect, test } from "@jest/globals";
import type { GitHubPipelineConfig } from "../../model/pipeline-config";
import { jsonAt, resourcesOf } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, synthesize } from "../support/synthesize";

function withPipeline(github: Partial<GitHubPipelineConfig> = {}) {
  return synthesize(
    minimalConfig({
      backend: { type: "s3", bucket: "acme-states", region: "eu-central-1" },
      pipeline: { github: { repository: "acme/landing-zone", ...github } },
    }),
  );
}

const { stacks, manifest } = withPipeline();
const stack = stacks.pipeline;

test("there is no such state until a pipeline is configured", () => {
  expect(Object.keys(synthesize(minimalConfig()).stacks)).not.toContain("pipeline");
});

test("it waits for nothing, so that it can be there before the organization, and acts in management", () => {
  expect(manifest.stacks.pipeline?.dependencies).toEqual([]);
  expect(stack?.provider?.aws).toMatchObject([{ region: "eu-central-1", allowed_account_ids: ["111111111111"] }]);
});

describe.each([
  ["plan", ["repo:acme/landing-zone:pull_request", "repo:acme/landing-zone:ref:refs/heads/main"], "ReadOnlyAccess"],
  ["deploy", ["repo:acme/landing-zone:environment:production"], "AdministratorAccess"],
])("the role that may %s", (name, subjects, managedPolicy) => {
  test("is given to tokens of exactly these workflows, within its boundary", () => {
    const role = resourceOf(stack, "aws_iam_role", name);
    expect(role).toMatchObject({
      name: `acme-pipeline-${name}`,
      permissions_boundary: `\${aws_iam_policy.${name}_boundary.arn}`,
      max_session_duration: 7200,
    });
    expect(jsonAt(role, "assume_role_policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Workflows",
          Effect: "Allow",
          Principal: { Federated: "${aws_iam_openid_connect_provider.github.arn}" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": subjects,
            },
          },
        },
      ],
    });
    expect(resourceOf(stack, "aws_iam_role_policy_attachment", `${name}_permissions`)).toMatchObject({
      policy_arn: `arn:aws:iam::aws:policy/${managedPolicy}`,
    });
  });
});

test("branch and environment are those of the configuration", () => {
  const other = withPipeline({ branch: "trunk", environment: "live" }).stacks.pipeline;
  expect(JSON.stringify(jsonAt(resourceOf(other, "aws_iam_role", "plan"), "assume_role_policy"))).toContain(
    "repo:acme/landing-zone:ref:refs/heads/trunk",
  );
  expect(JSON.stringify(jsonAt(resourceOf(other, "aws_iam_role", "deploy"), "assume_role_policy"))).toContain(
    "repo:acme/landing-zone:environment:live",
  );
});

test("a repository with numbers is trusted by owner, name and numbers, and by nothing else", () => {
  const other = withPipeline({ ownerId: "123456", repositoryId: "456789" }).stacks.pipeline;
  const subjects = (name: string) => {
    const trust = JSON.stringify(jsonAt(resourceOf(other, "aws_iam_role", name), "assume_role_policy"));
    return trust.match(/repo:[^"]*/g);
  };
  const repository = "repo:acme@123456/landing-zone@456789";
  expect(subjects("plan")).toEqual([`${repository}:pull_request`, `${repository}:ref:refs/heads/main`]);
  expect(subjects("deploy")).toEqual([`${repository}:environment:production`]);
});

test("an identity provider that exists is trusted by its ARN and not made", () => {
  const other = withPipeline({ createIdentityProvider: false }).stacks.pipeline;
  expect(resourcesOf(other, "aws_iam_openid_connect_provider")).toEqual([]);
  expect(jsonAt(resourceOf(other, "aws_iam_role", "deploy"), "assume_role_policy")).toMatchObject({
    Statement: [
      { Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" } },
    ],
  });
});

test("nothing of it is destroyed by accident", () => {
  for (const type of ["aws_iam_role", "aws_iam_policy", "aws_iam_openid_connect_provider"]) {
    for (const [, { lifecycle }] of resourcesOf(stack, type)) expect(lifecycle).toEqual({ prevent_destroy: true });
  }
});

test("the roles of every account trust exactly these two", () => {
  const baseline = stacks["baseline-log-archive"];
  for (const does of ["plan", "deploy"]) {
    expect(jsonAt(resourceOf(baseline, "aws_iam_role", `${does}_role`), "assume_role_policy")).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::111111111111:role/acme-pipeline-${does}` } }],
    });
  }
});

/** IAM user guide, IAM quotas: characters of a managed policy, and of all inline policies of a role. */
test("its policies fit into IAM's quotas", () => {
  for (const [, { policy }] of resourcesOf(stack, "aws_iam_policy")) expect(String(policy).length).toBeLessThan(6_144);
  for (const [, { policy }] of resourcesOf(stack, "aws_iam_role_policy")) {
    expect(String(policy).length).toBeLessThan(10_240);
  }
});
