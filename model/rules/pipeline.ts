import { type ConfigFacts, defineRule } from "../rule";

/** GitHub documentation, repository names and owners: letters, digits, hyphens; names also dots and underscores. */
const REPOSITORY = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/[\w.-]{1,100}$/;

/** What a subject claim could be widened with, or what git forbids in a branch. */
const BRANCH = /^(?![/.-])(?!.*(?:\.\.|\/\/|@\{|\/\.))[\w./+@-]{1,200}(?<![/.])$/;
/** GitHub's own limits are not documented: no more than a 64 bit number has. */
const NUMBER = /^[1-9]\d{0,19}$/;

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
        remedy: "Write owner and name, like acme/landing-zone; their numbers go into ownerId and repositoryId.",
      };
    }
    for (const name of ["ownerId", "repositoryId"] as const) {
      const number = pipeline.github[name];
      if (number === undefined || NUMBER.test(number)) continue;
      yield {
        path: ["pipeline", "github", name],
        message: `"${number}" is not a number of GitHub's`,
        remedy: 'Write the digits that "gh api repos/OWNER/NAME --jq .owner.id,.id" prints, as a string.',
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

/** With one of the two the trust policies would name a repository that no token does. */
export const pipelineNumbers = defineRule<ConfigFacts>({
  id: "pipeline-numbers",
  doc: "The pipeline's repository is named with the numbers of both its owner and itself, or with neither.",
  waivable: false,
  *breaches({ config: { pipeline } }) {
    if (pipeline === undefined) return;
    const { ownerId, repositoryId } = pipeline.github;
    if ((ownerId === undefined) === (repositoryId === undefined)) return;
    const [given, missing] = ownerId === undefined ? ["repositoryId", "ownerId"] : ["ownerId", "repositoryId"];
    yield {
      path: ["pipeline", "github", given],
      message: `${given} is given without ${missing}: no token of GitHub's has only one of them`,
      remedy: 'Give both, as "gh api repos/OWNER/NAME --jq .owner.id,.id" prints them, or neither.',
    };
  },
});

/** A runner begins with an empty disk, so it would plan to create everything anew. */
export const pipelineStates = defineRule<ConfigFacts>({
  id: "pipeline-states",
  doc: "With a pipeline the states are in S3 or HCP Terraform, not on one machine's disk.",
  waivable: false,
  *breaches({ config: { backend, pipeline } }) {
    if (pipeline === undefined || (backend !== undefined && backend.type !== "local")) return;
    yield {
      path: ["pipeline"],
      message: "the states are on a local disk, where no run of the pipeline finds them",
      remedy:
        'Set backend to { type: "s3", bucket: "...", region: "...", createBucket: true }, to a bucket that exists, or to { type: "cloud", organization: "..." }.',
    };
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
