import { expect, test } from "@jest/globals";
import { hcpTerraformJson } from "../../../cli/ci-config/hcp-terraform";
import { minimalConfig } from "../../support/example-config";
import { zoneOf } from "../../support/planned";

const STACKS = [
  { name: "organization", dependencies: [] },
  { name: "accounts-1", dependencies: ["organization"] },
  { name: "guardrails", dependencies: ["accounts-1", "organization"] },
];

const jsonOf = (project?: string) => {
  const backend = { type: "cloud", organization: "acme", ...(project === undefined ? {} : { project }) } as const;
  return JSON.parse(hcpTerraformJson(zoneOf(minimalConfig({ backend })), STACKS) ?? "{}");
};

test("where the states are elsewhere there are no workspaces", () => {
  expect(hcpTerraformJson(zoneOf(minimalConfig()), STACKS)).toBeUndefined();
});

test("each stack has the workspace that its backend names, which nothing destroys", () => {
  expect(jsonOf().resource.tfe_workspace).toMatchObject({
    "accounts-1": { name: "acme-accounts-1", organization: "acme", lifecycle: { prevent_destroy: true } },
    guardrails: { name: "acme-guardrails" },
    organization: { name: "acme-organization" },
  });
});

test("only the stacks that come after a stack read its state, and runs are the pipeline's", () => {
  const { tfe_workspace_settings: settings } = jsonOf().resource;
  expect(settings.organization).toEqual({
    workspace_id: "${tfe_workspace.organization.id}",
    execution_mode: "local",
    global_remote_state: false,
    remote_state_consumer_ids: ["${tfe_workspace.accounts-1.id}", "${tfe_workspace.guardrails.id}"],
  });
  expect(settings.guardrails.remote_state_consumer_ids).toEqual([]);
});

test("a project is looked up by its name", () => {
  const json = jsonOf("landing zone");
  expect(json.data.tfe_project.landing_zone).toEqual({ organization: "acme", name: "landing zone" });
  expect(json.resource.tfe_workspace.organization.project_id).toBe("${data.tfe_project.landing_zone.id}");
  expect(jsonOf().data).toBeUndefined();
});
