import { type ConfigFacts, defineRule } from "../rule";

/** GitHub documentation, repository names and owners: letters, digits, hyphens; names also dots and underscores. */
const REPOSITORY = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/[\w.-]{1,100}$/;

/** What a subject claim could be widened with, or what git forbids in a branch. */
const BRANCH = /^(?![/.-])(?!.*(?:\.\.|\/\/|@\{|\/\.))[\w./+@-]{1,200}(?<![/.])$/;
const ENVIRONMENT = /^[\w .-]{1,255}$/;

/** The trust policies compare the claims of a token with exactly these. */
export const pipelineForm = defineRule<ConfigFacts>({
  id: "pipeline-form",
  doc: "The pipeline's repository, branch and environment are names that GitHub accepts, without wildcards.",
  waivable: false,
  *breaches({ config: { pipeline } }) {
    if (pipeline === undefined) return;
    const { repository, branch, environment } = pipeline.github;
    if (!REPOSITORY.test(repository)) {
      yield {
        path: ["pipeline", "github", "repository"],
        message: `"${repository}" is not a repository on GitHub`,
        remedy: "Write owner and name, like acme/landing-zone.",
      };
    }
    if (branch !== undefined && !BRANCH.test(branch)) {
      yield {
        path: ["pipeline", "github", "branch"],
        message: `"${branch}" is not the name of one branch`,
        remedy: "Write it without refs/heads/ and without wildcards, like main.",
      };
    }
    if (environment !== undefined && !ENVIRONMENT.test(environment)) {
      yield {
        path: ["pipeline", "github", "environment"],
        message: `"${environment}" is not the name of an environment`,
        remedy: "Write letters, digits, spaces, dots, underscores and hyphens, like production.",
      };
    }
  },
});

/** Two answers to who deploys would leave it open which one holds. */
export const pipelineTwice = defineRule<ConfigFacts>({
  id: "pipeline-twice",
  doc: "Either pipeline makes the pipeline's roles, or baseline.pipeline names roles that exist.",
  waivable: false,
  *breaches({ config: { baseline, pipeline } }) {
    if (pipeline === undefined || baseline?.pipeline === undefined) return;
    yield {
      path: ["baseline", "pipeline"],
      message: "the pipeline's roles are named here and made by pipeline, too",
      remedy: "Take one of the two out: baseline.pipeline is for roles that somebody else makes.",
    };
  },
});
