import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { listedModules } from "../../cli/modules/listed-modules";
import { readModules } from "../../cli/modules/read-modules";
import { fetchModules } from "../../cli/modules/remote-modules";
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

describe("a module from elsewhere", () => {
  test(
    "is fetched by Terraform at its commit, read, and not fetched again",
    async () => {
      const elsewhere = path.join(project, "elsewhere");
      const repository = path.join(elsewhere, "repository");
      cpSync(path.join(ROOT, "modules", "deployment-role"), path.join(repository, "role"), { recursive: true });
      const git = (...words: readonly string[]): string =>
        execFileSync("git", ["-c", "user.name=e2e", "-c", "user.email=e2e@acme.example", ...words], {
          cwd: repository,
          encoding: "utf8",
        });
      git("init", "--quiet");
      git("add", ".");
      git("commit", "--quiet", "--message", "Add a role");
      const commit = git("rev-parse", "HEAD").trim();
      // No registry can be reached from a test; Git has the same path through Terraform.
      const source = `git::file://${repository}//role?ref=${commit}`;
      writeFileSync(
        path.join(elsewhere, "cdktf.json"),
        JSON.stringify({ terraformModules: [{ name: "role", source }] }),
      );
      const listed = listedModules(elsewhere);
      expect(readModules(elsewhere).get("role")).toMatchObject({ kind: "broken" });
      await fetchModules(elsewhere, listed);
      expect(readModules(elsewhere).get("role")).toMatchObject({
        kind: "readable",
        source: { kind: "remote", address: source },
        variables: { repository: { isRequired: true }, environment: { isRequired: false } },
      });
      rmSync(repository, { recursive: true });
      await fetchModules(elsewhere, listed);
    },
    MINUTES,
  );

  test(
    "that cannot be had is a failure that names it",
    async () => {
      const source = "git::file:///nowhere/repository?ref=main";
      await expect(fetchModules(project, [{ name: "role", source, version: undefined }])).rejects.toThrow(
        /cannot fetch the modules: .*nowhere/,
      );
    },
    MINUTES,
  );
});

test(
  "cdktf get writes bindings for the modules that the repository lists",
  () => {
    const bindings = path.join(project, "bindings");
    mkdirSync(bindings);
    for (const name of ["cdktf.json", "modules"])
      cpSync(path.join(ROOT, name), path.join(bindings, name), { recursive: true });
    execFileSync(process.execPath, [path.join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf"), "get"], {
      cwd: bindings,
      env: { ...process.env, ...organization.terraform.environment, CI: "true", CHECKPOINT_DISABLE: "1" },
      stdio: "pipe",
    });
    const modules = path.join(bindings, ".gen", "modules");
    expect(readdirSync(modules)).toEqual(["deployment-role.ts"]);
    expect(readFileSync(path.join(modules, "deployment-role.ts"), "utf8")).toContain("readonly repository: string;");
  },
  2 * MINUTES,
);
