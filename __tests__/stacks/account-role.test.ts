import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { minimalConfig } from "../support/example-config";
import { type StackJson, synthesize } from "../support/synthesize";

const PIPELINE = {
  planRoleArn: "arn:aws:iam::111111111111:role/acme-pipeline-plan",
  deployRoleArn: "arn:aws:iam::111111111111:role/acme-pipeline-deploy",
};

/** A configuration that has every stack of a member account. */
function everyStack(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  return minimalConfig({ detection: { guardDuty: {}, config: {} }, baseline: { pipeline: PIPELINE }, ...changes });
}

const { stacks } = synthesize(everyStack());
const MEMBER_STACKS = [
  "baseline-log-archive",
  "baseline-security-tooling",
  "config-rules",
  "detection",
  "detectors",
  "log-archive",
  "security",
];

const rolesOf = ({ provider = {} }: StackJson = {}): readonly unknown[] =>
  (provider.aws ?? []).map(({ assume_role: assumed }) => assumed);

describe("the variable account_role", () => {
  test("is in every stack of a member account, and in no other", () => {
    const having = Object.keys(stacks).filter((name) => stacks[name]?.variable?.account_role !== undefined);
    expect(having.sort()).toEqual(MEMBER_STACKS);
    const assuming = Object.keys(stacks).filter((name) => rolesOf(stacks[name]).some((role) => role !== undefined));
    expect(assuming.sort()).toEqual(MEMBER_STACKS);
  });

  test.each(MEMBER_STACKS)("names the role that every provider of %s assumes", (name) => {
    const roles = rolesOf(stacks[name]);
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) {
      expect(role).toEqual([
        {
          role_arn: expect.stringMatching(
            /^arn:aws:iam::\$\{data\.terraform_remote_state\.accounts-1\.outputs\.account_id_[\w-]+\}:role\/\$\{var\.account_role\}$/,
          ),
          session_name: "rootstock",
        },
      ]);
    }
  });

  test.each([
    [undefined, "OrganizationAccountAccessRole"],
    ["acme-access", "acme-access"],
  ])("with accountAccessRole %s it is %s unless somebody says something else", (accountAccessRole, expected) => {
    const own = accountAccessRole === undefined ? stacks : synthesize(everyStack({ accountAccessRole })).stacks;
    for (const name of MEMBER_STACKS) {
      expect(own[name]?.variable?.account_role).toEqual({
        type: "string",
        nullable: false,
        default: expected,
        description: "The name of the role that Terraform assumes in the member account",
        validation: [
          {
            condition: '${can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.account_role))}',
            error_message: "The account role must be the name of an IAM role, without its path and ARN.",
          },
        ],
      });
    }
  });
});

test("an account's baseline publishes the roles that it made for the pipeline", () => {
  expect(stacks["baseline-log-archive"]?.output).toEqual({
    "role_arn_rootstock-plan": { value: "${aws_iam_role.plan_role.arn}" },
    "role_arn_rootstock-deploy": { value: "${aws_iam_role.deploy_role.arn}" },
  });
  expect(synthesize(minimalConfig()).stacks["baseline-log-archive"]?.output).toBeUndefined();
});
