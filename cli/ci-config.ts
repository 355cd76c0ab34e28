import path from "node:path";
import { TerraformStack } from "cdktf";
import type { LandingZone } from "../model/landing-zone";
import { validateConfiguration } from "../policies/validate";
import { landingZoneApp } from "../stacks/landing-zone-app";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { atlantisYaml } from "./ci-config/atlantis";
import { type GeneratedFile, outOfDate, writeFiles } from "./ci-config/generated-files";
import { hcpTerraformJson } from "./ci-config/hcp-terraform";
import { type Failure, misuse } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { isNamed } from "./organization-files";
import { formatText } from "./problem-formats/text";
import type { OrderedStack } from "./terraform/stack-order";

export const options = {
  ...CONFIG_OPTIONS,
  output: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "The top of the repository, where the files belong (the current directory).",
  },
  check: { type: "boolean", description: "Write nothing; 1 when a file is missing or says something else." },
  json: { type: "boolean", description: "Print the names of the files as JSON." },
} as const satisfies OptionDefinitions;

/** `ci-config`: writes what Atlantis and HCP Terraform need to know of the stacks; needs no network. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const file = configFile(given.config);
  if (isNamed(file)) throw anotherOrganization(file);
  const ledger = readLedger(ledgerFile(file, given.ledger));
  const { zone, problems, notices } = validateConfiguration({
    config: loadConfig(file),
    ledger,
    today: dayOf(given.today),
  });
  if (zone === undefined) {
    if (given.json) process.stdout.write(`${JSON.stringify({ ok: false, problems }, undefined, 2)}\n`);
    else process.stderr.write(formatText({ problems, notices, checked: undefined, rules: [] }));
    return 1;
  }
  const directory = path.resolve(given.output ?? ".");
  const files = filesOf(zone);
  const stale = outOfDate(directory, files);
  const ok = stale.length === 0 || !given.check;
  if (!given.check) writeFiles(directory, files);
  const names = files.map(({ name }) => name);
  process.stdout.write(
    given.json
      ? `${JSON.stringify({ ok, files: names, outOfDate: stale }, undefined, 2)}\n`
      : summary(names, stale, given),
  );
  return ok ? 0 : 1;
}

/** There is one `atlantis.yaml` in a repository, and its projects are those of the organization that counts by default. */
function anotherOrganization(file: string): Failure {
  return misuse(
    `${path.relative(process.cwd(), file)} is one of several organizations, and ci-config writes files for the default one only`,
    "Plan and apply this one with npm run plan and npm run apply, with --config (docs/how-to/keep-several-organizations.md).",
  );
}

/** Where the workspaces are described. */
const HCP_FILE = "hcp-terraform/workspaces.tf.json";

function filesOf(zone: LandingZone): readonly GeneratedFile[] {
  const stacks = stacksOf(zone);
  const workspaces = hcpTerraformJson(zone, stacks);
  return [
    { name: "atlantis.yaml", text: atlantisYaml(stacks) },
    ...(workspaces === undefined ? [] : [{ name: HCP_FILE, text: workspaces }]),
  ];
}

function stacksOf(zone: LandingZone): readonly OrderedStack[] {
  return landingZoneApp(zone)
    .node.children.filter((child) => TerraformStack.isStack(child))
    .map(({ node, dependencies }) => ({ name: node.id, dependencies: dependencies.map((stack) => stack.node.id) }));
}

function summary(names: readonly string[], stale: readonly string[], { check }: { readonly check: boolean }): string {
  const lines = names.map((name) => {
    const state = stale.includes(name) ? (check ? "is not what the configuration says" : "written") : "as it was";
    return `  ${name}  ${state}`;
  });
  const remedy = check && stale.length > 0 ? ["Run `npm run ci-config`, and commit the files."] : [];
  return `${[...lines, ...remedy].join("\n")}\n`;
}
