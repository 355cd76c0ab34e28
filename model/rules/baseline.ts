import type { BaselineConfig } from "../baseline-config";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

interface PlacedBaseline {
  readonly baseline: BaselineConfig;
  readonly path: ConfigPath;
}

/** Every baseline that is written, with its place. */
function* baselinesOf({ config, tree }: ConfigFacts): Iterable<PlacedBaseline> {
  const places: readonly (readonly [BaselineConfig | undefined, ConfigPath])[] = [
    [config.baseline, ["baseline"]],
    [config.managementAccount.baseline, ["managementAccount", "baseline"]],
    ...[...tree.units, ...tree.kinds, ...tree.accounts].map(
      (node) => [node.config.baseline, [...node.path, "baseline"]] as const,
    ),
  ];
  for (const [baseline, path] of places) if (baseline !== undefined) yield { baseline, path };
}

const MAX_AGE_DAYS = 1095;

/** IAM API reference, UpdateAccountPasswordPolicy, MaxPasswordAge. */
export const passwordAge = defineRule<ConfigFacts>({
  id: "password-age",
  doc: "Passwords of IAM users expire never, or after 1 to 1,095 whole days.",
  waivable: false,
  *breaches(facts) {
    for (const { baseline, path } of baselinesOf(facts)) {
      const days = baseline.passwordMaxAgeDays;
      if (days === undefined || days === "never") continue;
      if (Number.isInteger(days) && days >= 1 && days <= MAX_AGE_DAYS) continue;
      yield {
        path: [...path, "passwordMaxAgeDays"],
        message: `IAM cannot let passwords expire after ${days} days`,
        remedy: `Write a whole number from 1 to ${MAX_AGE_DAYS}, or "never".`,
      };
    }
  },
});

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;

/** The trust policies of the plan and deploy roles name exactly these. */
export const pipelineRoleForm = defineRule<ConfigFacts>({
  id: "pipeline-role-form",
  doc: "The roles of the pipeline are named by the ARN of one IAM role each.",
  waivable: false,
  *breaches({ config: { baseline } }) {
    const pipeline = baseline?.pipeline;
    if (pipeline === undefined) return;
    for (const role of ["planRoleArn", "deployRoleArn"] as const) {
      if (ROLE_ARN.test(pipeline[role])) continue;
      yield {
        path: ["baseline", "pipeline", role],
        message: `"${pipeline[role]}" is not the ARN of an IAM role`,
        remedy: "Write it like arn:aws:iam::111111111111:role/acme-pipeline-plan, without a wildcard.",
      };
    }
  },
});

/** A pull request from anyone gets a plan; one role for both would let it deploy. */
export const pipelineRolesDistinct = defineRule<ConfigFacts>({
  id: "pipeline-roles-distinct",
  doc: "The pipeline plans and deploys with different roles.",
  waivable: true,
  *breaches({ config: { baseline } }) {
    const pipeline = baseline?.pipeline;
    if (pipeline === undefined || pipeline.planRoleArn !== pipeline.deployRoleArn) return;
    yield {
      path: ["baseline", "pipeline", "deployRoleArn"],
      message: "the role that plans is the role that deploys, so whoever may plan may deploy",
      remedy: "Give the pipeline a second role that only approved changes may use.",
    };
  },
});
