import { statSync } from "node:fs";
import path from "node:path";
import type { BrokenModule, ReadableModule } from "../../model/module-catalogue";
import { type ListedModule, listedModules } from "./listed-modules";
import { digestOf, type ModuleFile, moduleFiles } from "./module-files";
import { parsedFiles } from "./parsed-files";
import { readModule } from "./read-module";
import { fetchedDirectory, isLocal, pinMistake } from "./remote-modules";

/** Reads every module that a project lists. @throws Failure when `cdktf.json` is misformed, or the parser is not installed */
export function readModules(project: string): ReadonlyMap<string, ReadableModule | BrokenModule> {
  const listed = listedModules(project);
  const located = listed.map((module) => locate(project, listed, module));
  const directories = located.flatMap((found) => ("files" in found ? [found] : []));
  const parsed = new Map(
    parsedFiles(
      project,
      directories.map(({ files }) => files),
    ).map((files, index) => [directories[index], files]),
  );
  return new Map(
    located.map((found, index): [string, ReadableModule | BrokenModule] => {
      const name = listed[index]?.name ?? "";
      if (!("files" in found)) return [name, found];
      const read = readModule(name, parsed.get(found) ?? {});
      return [name, "kind" in read ? read : { kind: "readable", source: found.source, ...read }];
    }),
  );
}

interface Located {
  readonly source: ReadableModule["source"];
  readonly files: readonly ModuleFile[];
}

function locate(project: string, listed: readonly ListedModule[], module: ListedModule): Located | BrokenModule {
  const { name, source: address, version } = module;
  if (!isLocal(module)) {
    const mistake = pinMistake(module);
    if (mistake !== undefined) return mistake;
    const directory = fetchedDirectory(project, listed, name);
    if (directory !== undefined) {
      return { source: { kind: "remote", address, version }, files: moduleFiles(directory) };
    }
    return {
      kind: "broken",
      message: `the module "${name}" has not been fetched from ${address}, or has changed in cdktf.json since`,
      remedy: "Run `npm run modules`, which needs the network.",
    };
  }
  const directory = path.resolve(project, address);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return {
      kind: "broken",
      message: `the module "${name}" should be in ${address}, which is no directory`,
      remedy: "Correct its source in cdktf.json.",
    };
  }
  const files = moduleFiles(directory);
  return { source: { kind: "local", directory, digest: digestOf(files) }, files };
}
