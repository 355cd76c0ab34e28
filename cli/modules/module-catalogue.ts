import type { BrokenModule, ModuleCatalogue, ReadableModule } from "../../model/module-catalogue";

/**
 * The modules that the project of a configuration lists; nothing is read before a rule asks for it.
 *
 * What the functions of the result throw is a `Failure`: `cdktf.json` is misformed, or the parser is not installed.
 */
export function moduleCatalogue(configFile: string): ModuleCatalogue {
  let read: ReadonlyMap<string, ReadableModule | BrokenModule> | undefined;
  const modules = (): ReadonlyMap<string, ReadableModule | BrokenModule> => {
    read ??= readModulesOf(configFile);
    return read;
  };
  return {
    get names() {
      return [...modules().keys()];
    },
    find: (name) => modules().get(name),
  };
}

/** Loads what reads modules only now: most configurations have none. */
function readModulesOf(configFile: string): ReadonlyMap<string, ReadableModule | BrokenModule> {
  const { projectOf }: typeof import("./listed-modules") = require("./listed-modules");
  const { readModules }: typeof import("./read-modules") = require("./read-modules");
  return readModules(projectOf(configFile));
}
