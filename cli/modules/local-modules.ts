import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { localModuleFolder } from "../../constructs/account-modules";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import type { ModuleCatalogue } from "../../model/module-catalogue";
import { copyModule } from "./module-files";

/** The directory of a stack that its local modules are in. */
const MODULES = "modules";

/**
 * Copies the local modules of accounts to their stacks, so that the directory of a stack is all that Terraform needs.
 *
 * @param stacks the directory of the stacks
 */
export function copyLocalModules(zone: Pick<LandingZone, "modules">, catalogue: ModuleCatalogue, stacks: string): void {
  for (const [account, uses] of zone.modules) {
    const stack = path.join(stacks, baselineStackName(account));
    if (!existsSync(stack)) continue;
    for (const name of new Set(uses.map(({ module }) => module))) {
      const module = catalogue.find(name);
      if (module?.kind !== "readable" || module.source.kind !== "local") continue;
      copyModule(module.source.directory, path.join(stack, MODULES, localModuleFolder(name, module.source.digest)));
    }
  }
}

/** Moves the modules of a stack that was just written into the place of those that were there. */
export function publishModules(from: string, to: string): void {
  rmSync(path.join(to, MODULES), { recursive: true, force: true });
  if (existsSync(path.join(from, MODULES))) renameSync(path.join(from, MODULES), path.join(to, MODULES));
}
