import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure, messageOf } from "../failure";

/** One entry of `terraformModules` in `cdktf.json`. */
export interface ListedModule {
  readonly name: string;
  /** As written: a path that begins with a dot is a directory of the project. */
  readonly source: string;
  readonly version: string | undefined;
}

const CDKTF_JSON = "cdktf.json";

/**
 * The directory of the project that a configuration belongs to: the nearest one above it with a `cdktf.json`.
 *
 * @returns the working directory when there is none above
 */
export function projectOf(configFile: string): string {
  for (let directory = path.dirname(configFile); ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, CDKTF_JSON))) return directory;
    if (directory === path.dirname(directory)) return process.cwd();
  }
}

/**
 * The modules that a project lists, in the order written.
 *
 * @throws Failure when its `cdktf.json` is no JSON, or an entry has no name or no source
 */
export function listedModules(project: string): readonly ListedModule[] {
  const file = path.join(project, CDKTF_JSON);
  if (!existsSync(file)) return [];
  const entries: unknown = Reflect.get(Object(parsed(file)), "terraformModules") ?? [];
  if (!Array.isArray(entries)) throw misformed(file, "terraformModules is not a list");
  const modules = entries.map((entry, index) => listed(file, entry, index));
  const names = modules.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw misformed(file, `two modules are called "${repeated}"`);
  return modules;
}

/** A name is a directory, and a part of the files that `cdktf get` writes. */
const NAME = /^[a-z][a-z0-9-]*$/;

function listed(file: string, entry: unknown, index: number): ListedModule {
  const field = (name: string): unknown =>
    typeof entry === "object" && entry !== null ? Reflect.get(entry, name) : {};
  const [name, source, version] = [field("name"), field("source"), field("version")];
  const isComplete = typeof name === "string" && typeof source === "string" && source !== "";
  if (!isComplete || !NAME.test(name) || (version !== undefined && typeof version !== "string")) {
    throw misformed(file, `entry ${index + 1} of terraformModules has no name and source that can be used`);
  }
  return { name, source, version };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${messageOf(error)}`, "Correct it: it must be JSON.", { cause: error });
  }
}

function misformed(file: string, message: string): Failure {
  return new Failure(
    `In ${file}, ${message}`,
    'Write each module as { "name": "my-module", "source": "./modules/my-module" }, the name in lower-case letters, digits and hyphens.',
  );
}
