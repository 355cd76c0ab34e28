import { CONFIG_OPTIONS, type OptionDefinitions, parseArguments } from "./arguments";
import { configFile } from "./load-config";
import { TYPES_FILE, writeInputTypes } from "./modules/input-types";
import { listedModules, projectOf } from "./modules/listed-modules";
import { readModules } from "./modules/read-modules";
import { fetchModules } from "./modules/remote-modules";

export const options = {
  json: { type: "boolean", description: "Print the modules and their variables as JSON." },
  config: CONFIG_OPTIONS.config,
} as const satisfies OptionDefinitions;

/** `modules`: fetches the modules that `cdktf.json` lists and writes the types of their inputs; 1 when one is broken. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const project = projectOf(configFile(given.config));
  const listed = listedModules(project);
  await fetchModules(project, listed);
  const modules = readModules(project);
  const hasChanged = writeInputTypes(project, modules);
  const broken = [...modules.values()].flatMap((module) => (module.kind === "broken" ? [module] : []));
  if (given.json) process.stdout.write(`${JSON.stringify(Object.fromEntries(modules), undefined, 2)}\n`);
  else if (hasChanged && modules.size > 0)
    process.stdout.write(`The types of ${modules.size} modules' inputs are in ${TYPES_FILE}.\n`);
  for (const { message, remedy } of broken) process.stderr.write(`Error: ${message}\n  ${remedy}\n`);
  return broken.length === 0 ? 0 : 1;
}
