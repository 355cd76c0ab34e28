import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { planAll } from "../../cli/terraform/apply-all";
import { minimalConfig } from "../support/example-config";
import { applyToEmulator, type EmulatedOrganization, MINUTES, ROOT, writeConfig } from "./emulated-organization";

const MEMBERS = ["log-archive", "security-tooling"];
const STACKS = MEMBERS.map((key) => `baseline-${key}`);

let project = "";
let organization: EmulatedOrganization;
let accountIds: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  project = mkdtempSync(path.join(os.tmpdir(), "rootstock-modules-"));
  cpSync(path.join(ROOT, "modules"), path.join(project, "modules"), { recursive: true });
  const terraformModules = [{ name: "deployment-role", source: "./modules/deployment-role" }];
  writeFileSync(path.join(project, "cdktf.json"), JSON.stringify({ terraformModules }));
  const config = minimalConfig({
    trail: { mode: "off" },
    alerting: { mode: "off" },
    detection: { externalAccess: { mode: "off" } },
    modules: {
      deployment: {
        module: "deployment-role",
        inputs: { repository: "acme/${account.key}", services: ["s3", "lambda"], environment: "live" },
      },
    },
  });
  organization = await applyToEmulator(writeConfig(project, "modules", config));
  accountIds = await organization.outputs("accounts-1");
}, 8 * MINUTES);
afterAll(async () => {
  await organization?.stop();
  rmSync(project, { recursive: true, force: true });
}, MINUTES);

describe("a local module in two accounts, applied by Terraform without CDK", () => {
  test.each(MEMBERS)(
    "made its role in %s, for that account's repository alone and within its boundary",
    async (key) => {
      const accountId = String(accountIds[`account_id_${key}`]);
      const credentials = await organization.assumeRole(accountId);
      const iam = new IAMClient(organization.clientSettings(undefined, credentials));
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: "deployment" }));
      expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
        `arn:aws:iam::${accountId}:policy/deployment-boundary`,
      );
      expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).Statement).toMatchObject([
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` },
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:sub": `repo:acme/${key}:environment:live`,
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            },
          },
        },
      ]);
    },
  );

  test(
    "has nothing left to change",
    async () => {
      const stacks = organization.stacks.filter(({ name }) => STACKS.includes(name));
      expect(stacks).toHaveLength(2);
      const independent = stacks.map((stack) => ({ ...stack, dependencies: [] }));
      const plans = await planAll({ ...organization.rollout, stacks: independent });
      expect([...plans].filter(([, { hasChanges }]) => hasChanges)).toEqual([]);
    },
    2 * MINUTES,
  );
});
