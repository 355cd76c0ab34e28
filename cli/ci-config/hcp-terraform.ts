import { stateLocation } from "../../constructs/backend";
import type { LandingZone } from "../../model/landing-zone";
import type { OrderedStack } from "../terraform/stack-order";
import { GENERATED } from "./atlantis";

/**
 * The workspaces of HCP Terraform as Terraform JSON for the provider `tfe`; `undefined` where the states are elsewhere.
 *
 * Each workspace keeps one state, lets exactly those stacks read it that need it, and leaves the runs to the pipeline:
 * HCP Terraform cannot synthesize, and would know nothing of the verdict.
 *
 * Source: documentation of the provider `hashicorp/tfe`, `tfe_workspace` and `tfe_workspace_settings`; HCP Terraform
 * documentation, workspace settings, execution mode and remote state sharing; read 2026-11-22.
 */
export function hcpTerraformJson(zone: LandingZone, stacks: readonly OrderedStack[]): string | undefined {
  const { backend } = zone;
  if (backend.type !== "cloud") return undefined;
  const { organization, project, hostname = "app.terraform.io" } = backend;
  const sorted = [...stacks].sort((a, b) => (a.name < b.name ? -1 : 1));
  const workspaces = sorted.map(({ name }) => [
    name,
    {
      name: workspaceName(zone, name),
      organization,
      description: `The state of the stack ${name}`,
      ...(project === undefined ? {} : { project_id: "${data.tfe_project.landing_zone.id}" }),
      force_delete: false,
      lifecycle: { prevent_destroy: true },
    },
  ]);
  const settings = sorted.map(({ name }) => [
    name,
    {
      workspace_id: `\${tfe_workspace.${name}.id}`,
      execution_mode: "local",
      global_remote_state: false,
      remote_state_consumer_ids: readersOf(name, sorted).map((reader) => `\${tfe_workspace.${reader}.id}`),
    },
  ]);
  const json = {
    "//": GENERATED,
    terraform: { required_providers: { tfe: { source: "hashicorp/tfe", version: ">= 0.60.0, < 1.0.0" } } },
    provider: { tfe: { hostname } },
    ...(project === undefined ? {} : { data: { tfe_project: { landing_zone: { organization, name: project } } } }),
    resource: {
      tfe_workspace: Object.fromEntries(workspaces),
      tfe_workspace_settings: Object.fromEntries(settings),
    },
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function workspaceName(zone: LandingZone, stack: string): string {
  const location = stateLocation(stack, zone);
  if (location.type !== "cloud") throw new Error("the states are in no workspace");
  return location.workspace;
}

/** The stacks that read what a stack publishes. */
function readersOf(name: string, stacks: readonly OrderedStack[]): readonly string[] {
  return stacks.filter(({ dependencies }) => dependencies.includes(name)).map((reader) => reader.name);
}
