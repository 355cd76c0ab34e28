import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { BrokenModule } from "../../model/module-catalogue";
import { Failure, messageOf } from "../failure";
import { findTerraform } from "../terraform/terraform-binary";
import type { ListedModule } from "./listed-modules";

/** Whether a module is a directory of the project. */
export function isLocal({ source }: ListedModule): boolean {
  return /^\.\.?(\/|$)/.test(source);
}

/** A module of a registry: two slashes, and a host before them or not. */
const REGISTRY = /^([\w-]+(\.[\w-]+)+(:\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/;
const GIT = /^(git::|git@|(www\.)?(github|bitbucket)\.(com|org)\/)/;

/** Why a module of elsewhere could be another one tomorrow; `undefined` when it is pinned, as far as its source can be. */
export function pinMistake({ name, source, version }: ListedModule): BrokenModule | undefined {
  if (GIT.test(source)) {
    if (/[?&]ref=[^&]+/.test(source)) return undefined;
    return notPinned(name, "Add ?ref= with a commit or a tag to its source in cdktf.json.");
  }
  if (!REGISTRY.test(source) || /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version ?? "")) return undefined;
  return notPinned(name, 'Give it one exact version in cdktf.json, for example "version": "5.1.2".');
}

function notPinned(name: string, remedy: string): BrokenModule {
  return { kind: "broken", message: `the module "${name}" is not pinned to one version`, remedy };
}

/** Where modules of elsewhere are kept, so that their variables can be read without a network. */
function remoteDirectory(project: string): string {
  return path.join(project, ".gen", "remote-modules");
}

/** A program for Terraform that does nothing but name the modules. */
export function fetchingProgram(listed: readonly ListedModule[]): string {
  const remote = listed.filter((module) => !isLocal(module));
  const calls = remote.map(({ name, source, version }) => [
    name,
    { source, ...(version === undefined ? {} : { version }) },
  ]);
  return `${JSON.stringify({ module: Object.fromEntries(calls) }, undefined, 2)}\n`;
}

/** The directory of a module that was fetched; `undefined` when it was not, or from elsewhere or in another version. */
export function fetchedDirectory(project: string, listed: readonly ListedModule[], name: string): string | undefined {
  const directory = remoteDirectory(project);
  try {
    const program = readFileSync(path.join(directory, PROGRAM), "utf8");
    if (program !== fetchingProgram(listed)) return undefined;
    const { Modules }: { readonly Modules: readonly { readonly Key: string; readonly Dir: string }[] } = JSON.parse(
      readFileSync(path.join(directory, ".terraform", "modules", "modules.json"), "utf8"),
    );
    const found = Modules.find(({ Key }) => Key === name);
    return found === undefined ? undefined : path.join(directory, found.Dir);
  } catch {
    return undefined;
  }
}

const PROGRAM = "main.tf.json";

/**
 * Fetches the modules that are not in the project, unless that was done already.
 *
 * @throws Failure when there is no Terraform, or it cannot get one of them
 */
export async function fetchModules(project: string, listed: readonly ListedModule[]): Promise<void> {
  const remote = listed.filter((module) => !isLocal(module) && pinMistake(module) === undefined);
  if (remote.every(({ name }) => fetchedDirectory(project, listed, name) !== undefined)) return;
  const terraform = await findTerraform(process.env);
  const directory = remoteDirectory(project);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, PROGRAM), fetchingProgram(listed));
  try {
    await promisify(execFile)(terraform.path, ["get", "-no-color"], { cwd: directory });
  } catch (error) {
    const said = String(Reflect.get(Object(error), "stderr") ?? "").trim();
    throw new Failure(
      `${terraform.title} cannot fetch the modules: ${messageOf(said.replaceAll(/\s*\n\s*/g, " ") || error)}`,
      "Correct their sources in cdktf.json, or run it where they can be reached.",
      { cause: error },
    );
  }
}
