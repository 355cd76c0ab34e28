import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Neighbour } from "../model/rule";
import { loadConfig, organizationModule } from "./load-config";

/**
 * Where an organization's Terraform JSON is unless something else is said.
 *
 * Of `config/<name>/organization.ts` it is below `config/<name>`, as everything that is generated for it: so two
 * organizations of one repository share nothing, local states included. Otherwise it is in the working directory.
 */
export function outputDirectory(configFile: string): string {
  return path.join(organizationDirectory(configFile), "cdktf.out");
}

/** Where verbs keep plans, logs and other files of an organization; see {@link outputDirectory}. */
export function workDirectory(configFile: string, ...names: readonly string[]): string {
  return path.join(organizationDirectory(configFile), ".rootstock", ...names);
}

function organizationDirectory(configFile: string): string {
  return isNamed(configFile) ? path.dirname(configFile) : process.cwd();
}

/**
 * The other organizations of the repository: `config/organization.ts` and every `config/<name>/organization.ts`.
 *
 * One that cannot be loaded is left out; its own `validate` says why.
 */
export function neighboursOf(configFile: string): readonly Neighbour[] {
  return neighbourFiles(configFile).flatMap((file) => {
    try {
      return [{ name: path.relative(process.cwd(), file), config: loadConfig(file) }];
    } catch {
      return [];
    }
  });
}

function neighbourFiles(configFile: string): readonly string[] {
  const directory = path.dirname(configFile);
  const root = isNamed(configFile) ? path.dirname(directory) : directory;
  if (path.basename(root) !== "config" || !isOrganizationModule(configFile) || !existsSync(root)) return [];
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(root, name));
  return [root, ...folders.sort()].map(organizationModule).filter((file) => file !== configFile && existsSync(file));
}

/** Whether a configuration is one of several, `config/<name>/organization.ts`, and not the one that counts by default. */
export function isNamed(configFile: string): boolean {
  return path.basename(path.dirname(path.dirname(configFile))) === "config" && isOrganizationModule(configFile);
}

function isOrganizationModule(file: string): boolean {
  return path.basename(file).startsWith("organization.");
}
