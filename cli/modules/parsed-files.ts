import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure, isSystemError, messageOf } from "../failure";
import { writeWhole } from "../write-whole";
import { digestOf, type ModuleFile } from "./module-files";

/** What is in a file of Terraform: its blocks as JSON, or why it cannot be read. */
export type ParsedFile = { readonly document: unknown } | { readonly error: string };

const PARSER = path.join(__dirname, "parse-hcl.cjs");

/** Changed whenever the parser answers otherwise than before. */
const CACHE_VERSION = 1;

interface Cache {
  readonly version: number;
  /** By the digest of a module. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, ParsedFile>>>>;
}

/**
 * The files of modules, parsed: those that have not changed are taken from `.gen/parsed-modules.json`.
 *
 * @param project the directory that has `.gen`
 * @param modules the files of each module
 * @returns of each module, what is in each of its Terraform files, by name
 * @throws Failure when the parser is not installed
 */
export function parsedFiles(
  project: string,
  modules: readonly (readonly ModuleFile[])[],
): readonly Readonly<Record<string, ParsedFile>>[] {
  const digests = modules.map(digestOf);
  const known = readCache(project);
  const fresh = modules.flatMap((files, index) => (Object.hasOwn(known, digests[index] ?? "") ? [] : [files]));
  const parsed = parseAll(fresh.flat().filter(({ name }) => isTerraform(name)));
  const found = modules.map((files, index): Readonly<Record<string, ParsedFile>> => {
    const ofBefore = known[digests[index] ?? ""];
    if (ofBefore !== undefined) return ofBefore;
    return Object.fromEntries(
      files.flatMap((file) => {
        const result = parsed.get(file);
        return result === undefined ? [] : [[file.name, result]];
      }),
    );
  });
  if (fresh.length > 0) writeCache(project, Object.fromEntries(found.map((files, index) => [digests[index], files])));
  return found;
}

function isTerraform(name: string): boolean {
  return name.endsWith(".tf") || name.endsWith(".tf.json");
}

function parseAll(files: readonly ModuleFile[]): ReadonlyMap<ModuleFile, ParsedFile> {
  const json = files.filter(({ name }) => name.endsWith(".json"));
  const hcl = files.filter(({ name }) => !name.endsWith(".json"));
  const answers = parseHcl(hcl.map(({ name, contents }) => ({ name, text: contents.toString("utf8") })));
  return new Map<ModuleFile, ParsedFile>([
    ...json.map((file): [ModuleFile, ParsedFile] => [file, parseJson(file)]),
    ...hcl.map((file, index): [ModuleFile, ParsedFile] => [file, answers[index] ?? { error: "it was not read" }]),
  ]);
}

function parseJson({ contents }: ModuleFile): ParsedFile {
  try {
    return { document: JSON.parse(contents.toString("utf8")) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function parseHcl(files: readonly { readonly name: string; readonly text: string }[]): readonly ParsedFile[] {
  if (files.length === 0) return [];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [PARSER], {
    input: JSON.stringify(files),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    throw new Failure(
      `The Terraform modules cannot be read: ${messageOf(error ?? stderr.trim())}`,
      "Install the development dependencies, which have the parser @cdktf/hcl2json: npm ci.",
    );
  }
  return JSON.parse(stdout);
}

function cacheFile(project: string): string {
  return path.join(project, ".gen", "parsed-modules.json");
}

function readCache(project: string): Cache["modules"] {
  try {
    const cache: Cache = JSON.parse(readFileSync(cacheFile(project), "utf8"));
    return cache.version === CACHE_VERSION ? cache.modules : {};
  } catch {
    // Not there, or not whole: everything is parsed.
    return {};
  }
}

function writeCache(project: string, modules: Cache["modules"]): void {
  const file = cacheFile(project);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, JSON.stringify({ version: CACHE_VERSION, modules } satisfies Cache));
  } catch (error) {
    // It only saves time, and the project may be one that cannot be written.
    if (!isSystemError(error)) throw error;
  }
}
